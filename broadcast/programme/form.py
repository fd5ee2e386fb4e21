"""Mẫu và khung: what surrounds the items of a session, and the pauses between its sounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from broadcast.programme.cue import Clip, CueKind


@dataclass(frozen=True, slots=True)
class Form:
    """Mẫu chương trình: the pauses, in seconds of silence after a cue of each kind; how many headlines.

    A pause is at least 0.2 s: stored pieces carry 80 ms of silence at both ends, which joining needs.
    """

    id: str
    name: str
    after_signature_s: float = 0.4
    after_call_s: float = 0.6
    after_greeting_s: float = 0.8
    after_item_s: float = 0.8
    after_stinger_s: float = 0.6
    after_feature_s: float = 0.6
    after_closing_s: float = 0.6
    headlines: int = 0

    def pause_after(self, kind: CueKind) -> float:
        """Silence that follows a cue of `kind`, in seconds."""
        return {
            CueKind.SIGNATURE: self.after_signature_s,
            CueKind.CALL: self.after_call_s,
            CueKind.GREETING: self.after_greeting_s,
            CueKind.ITEM: self.after_item_s,
            CueKind.FEATURE: self.after_feature_s,
            CueKind.STINGER: self.after_stinger_s,
            CueKind.CLOSING: self.after_closing_s,
            CueKind.SIGN_OFF: 0.0,
        }[kind]


@dataclass(frozen=True, slots=True)
class Frame:
    """Khung: the sounds around the items of one session. Stingers are used in turn.

    `bed` is music under the words of the station (None: they stand alone). `headlines` are the titles of
    scripts, spoken, by script; `headlined` the words before them (None: no headlines). `features` are
    introductions, by the topic of the item that they introduce.
    """

    signature: Clip
    call: Clip
    greeting: Clip
    stingers: tuple[Clip, ...]
    closing: Clip
    sign_off: Clip
    bed: Clip | None = None
    headlined: Clip | None = None
    headlines: Mapping[str, Clip] = field(default_factory=dict)
    features: Mapping[str, Clip] = field(default_factory=dict)
