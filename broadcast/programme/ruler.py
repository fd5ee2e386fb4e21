"""Thước: how long a programme is, without laying it out. A planner asks a thousand times a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from statistics import mean

from broadcast.programme.cue import Clip
from broadcast.programme.form import Form, Frame
from broadcast.programme.rundown import BED_LEAD_S, BED_TAIL_S, MOST_TAIL_S, choose_stingers, in_turn, rundown

USUAL = 64
"""Hardly any session has so many items: up to there lengths are reckoned once. Ours."""


@dataclass(frozen=True)
class Ruler:
    """Lengths of the programmes of one form and frame, in seconds, as `rundown` lays them out."""

    form: Form
    frame: Frame
    exactly_s: float | None = None

    def length_s(self, items: Sequence[Clip], body_s: float | None = None) -> float:
        """The whole programme of `items`, drawn out to `exactly_s` as far as it may be; none has no length.

        `body_s` is theirs, where it is known.
        """
        if not items:
            return 0.0
        laid_s = (self.body_s(items) if body_s is None else body_s) + self._headlines_s(items)
        return self._drawn_out_s(laid_s, len(items))

    def with_one_more_s(self, items: Sequence[Clip], one: Clip, body_s: float) -> float:
        """The longest that `items` become with `one` among them, which may bring a headline of its own.

        `body_s` is that of `items`.
        """
        body_s += self.more_s(len(items)) + one.duration_s
        if self.frame.features:
            body_s += self._features_s([*items, one]) - self._features_s(items)
        headlines_s = {self._headlines_s([*items, one]), self._headlines_s([one, *items])}
        return max([self._drawn_out_s(body_s + each, len(items) + 1) for each in headlines_s])

    def _drawn_out_s(self, laid_s: float, items: int) -> float:
        if self.exactly_s is None:
            return laid_s
        usual, most_s = in_turn(self.frame.stingers, items - 1), MOST_TAIL_S if self.frame.bed else 0.0
        _, slack_s = choose_stingers(self.frame.stingers, usual, self.exactly_s - laid_s, most_s)
        return self.exactly_s - slack_s + min(max(0.0, slack_s), most_s)

    def laid_s(self, items: Sequence[Clip]) -> float:
        """The same as it comes out by itself."""
        return self.body_s(items) + self._headlines_s(items)

    def body_s(self, items: Sequence[Clip]) -> float:
        """All but the headlines: the same in any order of the items; nothing where there are none."""
        if not items:
            return 0.0
        spoken_s = sum([item.duration_s for item in items]) + len(items) * self.form.after_item_s
        return self._surround_s + spoken_s + self._stingers_s(len(items) - 1) + self._features_s(items)

    def more_s(self, items: int) -> float:
        """What one more costs at least beside its own length, where so many are and none is urgent."""
        if not items:
            return self._surround_s + self.form.after_item_s
        return self.form.after_item_s + self._stingers_s(items) - self._stingers_s(items - 1)

    @cached_property
    def surprise_s(self) -> float:
        """What one more item costs beyond `more_s` at most: a headline and an introduction of its own."""
        features = [clip.duration_s for clip in self.frame.features.values()]
        music_s = BED_LEAD_S + BED_TAIL_S + self.form.after_feature_s if features else 0.0
        longest = max(self.frame.headlines.values(), key=lambda clip: clip.duration_s, default=None)
        titles_s = self._told_s([longest.duration_s]) if longest else 0.0
        return max(features, default=0.0) + music_s + titles_s

    def least_s(self, scripts: Collection[str]) -> tuple[float, float]:
        """What the first item and each further one cost at least beside their own lengths, however many.

        `scripts` are those that may air, where none of them is urgent: one of their titles is read then.
        """
        stingers_s = [clip.duration_s + self.form.after_stinger_s for clip in self.frame.stingers] or [0.0]
        usual_s = mean(stingers_s) if self.exactly_s is None else min(stingers_s)
        begun_s = min(self._stingers_s(number) - number * usual_s for number in range(len(stingers_s)))
        known = [
            self.frame.headlines[script].duration_s for script in scripts if script in self.frame.headlines
        ]
        titles_s = self._told_s([min(known)]) if scripts and len(known) == len(scripts) else 0.0
        return self.more_s(0) + begun_s + titles_s, self.form.after_item_s + usual_s

    @cached_property
    def _surround_s(self) -> float:
        """What is left of a programme without its item."""
        empty = Clip("", "", 0.0, urgent=True)
        return rundown(self.form, self.frame, [empty]).length_s - self.form.after_item_s

    @cached_property
    def _begun_s(self) -> tuple[float, ...]:
        """The first stingers of a round, by their number; all of them last."""
        return tuple(
            accumulate(
                (clip.duration_s + self.form.after_stinger_s for clip in self.frame.stingers), initial=0.0
            )
        )

    def _stingers_s(self, count: int) -> float:
        if not self.frame.stingers:
            return 0.0
        if count < USUAL:
            return self._between_s[count]
        rounds, rest = divmod(count, len(self.frame.stingers))
        return rounds * self._begun_s[-1] + self._begun_s[rest]

    @cached_property
    def _between_s(self) -> Sequence[float]:
        """The length of so many stingers in turn, up to `USUAL`."""
        rounds = [divmod(count, len(self.frame.stingers)) for count in range(USUAL)]
        return [whole * self._begun_s[-1] + self._begun_s[rest] for whole, rest in rounds]

    def _features_s(self, items: Sequence[Clip]) -> float:
        """Each introduction once, for the first of its items that is not urgent."""
        if not self.frame.features:
            return 0.0
        found = (self.frame.features.get(item.topic or "") for item in items if not item.urgent)
        lengths = {clip.key: clip.duration_s for clip in found if clip}
        music_s = BED_LEAD_S + BED_TAIL_S if self.frame.bed else 0.0
        return sum(lengths.values()) + len(lengths) * (music_s + self.form.after_feature_s)

    def _headlines_s(self, items: Sequence[Clip]) -> float:
        if not self.frame.headlined or not self.form.headlines or True in [item.urgent for item in items]:
            return 0.0
        known = self.frame.headlines
        told = {item.script for item in items[: self.form.headlines]}
        return self._told_s([known[script].duration_s for script in told if script and script in known])

    def _told_s(self, titles_s: Sequence[float]) -> float:
        """The titles, and the words before them."""
        if not self.frame.headlined or not self.form.headlines or not titles_s:
            return 0.0
        pauses_s = (1 + len(titles_s)) * self.form.after_greeting_s
        return self.frame.headlined.duration_s + sum(titles_s) + pauses_s
