"""Ngày lễ: the public holidays of Vietnam, each with the law that says so.

Labour Code 45/2019/QH14, article 112, in force since 01/01/2021; before it 10/2012/QH13, article 115. Article
112 leaves to the Prime Minister each year which five days Tết has, and which day beside 2 September is the
second one: here the last day of the lunar year with mùng 1-4, and 1 September, as assumed. What a year has
otherwise (nghỉ bù, hoán đổi) a house adds in schedules.yaml.
"""

from dataclasses import dataclass
from datetime import date

from broadcast.calendar.rules import Lunar, Rule, Yearly

CODE_2019 = "Bộ luật Lao động 45/2019/QH14, Điều 112"
CODE_2012 = "Bộ luật Lao động 10/2012/QH13, Điều 115; 45/2019/QH14, Điều 112"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday by its rules, since the day on which the law came into force."""

    name: str
    on: tuple[Rule, ...]
    since: date | None = None
    legal: str | None = None
    assumed: bool = False

    def falls_on(self, day: date) -> bool:
        """Whether `day` is this holiday."""
        return (self.since is None or day >= self.since) and any(rule.falls_on(day) for rule in self.on)


NATIONAL = (
    Holiday("Tết Dương lịch", (Yearly(1, 1),), legal=CODE_2012),
    Holiday("Tết Âm lịch", tuple(Lunar(day, 1) for day in (1, 2, 3)), legal=CODE_2012),
    Holiday("Tết Âm lịch", (Lunar(30, 12), Lunar(4, 1)), legal=CODE_2012, assumed=True),
    Holiday("Giỗ Tổ Hùng Vương", (Lunar(10, 3),), date(2007, 4, 2), "Luật 84/2007/QH11; " + CODE_2012),
    Holiday("Ngày Chiến thắng", (Yearly(30, 4),), legal=CODE_2012),
    Holiday("Ngày Quốc tế lao động", (Yearly(1, 5),), legal=CODE_2012),
    Holiday("Quốc khánh", (Yearly(2, 9),), legal=CODE_2012),
    Holiday("Quốc khánh", (Yearly(1, 9),), date(2021, 1, 1), CODE_2019, assumed=True),
)
