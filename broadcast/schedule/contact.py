"""Người để gọi: whom people call when the machine cannot help any more."""

from dataclasses import dataclass

from broadcast.language import Text


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call: who they are, and their telephone number as it is written there."""

    name: str
    phone: str

    @property
    def said(self) -> Text:
        """Whom to call, as the end of a sentence."""
        return Text(f"gọi {self.name}, {self.phone}", f"call {self.name}, {self.phone}")

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it: digits, and a plus at the front."""
        plus = "+" if self.phone.lstrip().startswith("+") else ""
        return plus + "".join(c for c in self.phone if c.isdigit())
