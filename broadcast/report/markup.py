"""HTML and SVG as text that cannot be torn: whatever is put into it is escaped, but for other markup."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


_VOID = frozenset({"meta", "line", "rect", "path"})


def tag(name: str, /, *inside: str | int | Iterable[str], **attributes: str | float | None) -> Markup:
    """One element; `class_` gives `class`, `aria_label` gives `aria-label`, None leaves an attribute out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_written(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID and not inside:
        return Markup(f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{''.join(map(_inner, inside))}</{name}>")


def _inner(part: str | int | Iterable[str]) -> str:
    if isinstance(part, Markup):
        return part
    if isinstance(part, str | int):
        return escape(str(part))
    return "".join(map(_inner, part))


def _written(value: str | float) -> str:
    """Coordinates to a tenth."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
