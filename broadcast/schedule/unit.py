"""Đơn vị: figures as people write them, with a decimal comma, short and yet read back as what they were."""

from dataclasses import dataclass

from broadcast.language import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """What one of them is worth (seconds, a share), and to how many decimals of that a figure is kept."""

    worth: float
    kept: int

    def of(self, figure: float) -> float:
        """So many of it, in seconds or as a share."""
        return round(figure * self.worth, self.kept)

    def read(self, figure: str) -> float:
        """`7,5` or `7.5` of it; raises ValueError for what is no number."""
        return self.of(float(figure.replace(",", ".")))

    def written(self, value: float) -> Text:
        """`7,5`: with as few decimals as are read back as `value` is kept."""
        figures = (f"{value / self.worth:.{decimals}f}" for decimals in range(self.kept + 3))
        exact = next(each for each in figures if self.read(each) == round(value, self.kept))
        return Text(exact.replace(".", ","), exact)


MINUTES = Unit(60.0, 3)
"""Of seconds, kept to a thousandth."""

PER_CENT = Unit(0.01, 6)
"""Of a share."""

ONE = Unit(1.0, 0)
"""Of what is counted."""
