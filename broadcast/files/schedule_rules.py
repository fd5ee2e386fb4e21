"""What the entries of schedules.yaml mean together: references, the tree of places, hours, caps, sounds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from broadcast.errors import Fault, Where
from broadcast.files.imaging_sets import sets_in, sound_file
from broadcast.files.lined import Lined
from broadcast.files.schedule_models import PolicyEntry, SchedulesFile
from broadcast.language import Text
from broadcast.schedule.policy import Policy, hour_faults, over_cap, overlaps
from broadcast.schedule.schedule import Schedule, unknown

_PLACE = Text("địa bàn", "place")
_FORM = Text("mẫu chương trình", "programme form")
_SLOT = Text("khung giờ", "slot")
_TOPIC = Text("chủ đề", "topic")
_SET = Text("bộ nhạc", "imaging set")
_MAKE_SET = Text(
    "bộ nhạc là một thư mục trong jingles/; làm bằng broadcast jingles --name TÊN-ĐÀI",
    "a set is a folder in jingles/; make one: broadcast jingles --name STATION",
)


def faults_between(
    file: SchedulesFile, schedule: Schedule, document: Lined, written: Lined, jingles: Path
) -> Iterator[Fault]:
    """Every fault between entries; `document` is the sound part that `file` was read from.

    `written` is all that stands in the file: nobody is told that a place is unknown because its own entry has
    a fault of its own.
    """
    yield from _duplicates(file, document)
    yield from _references(file, document, written)
    yield from _circles(file, schedule, document)
    for number, entry in enumerate(file.policies):
        yield from _hours(entry, schedule.policy(entry.place), document, ("policies", number))
    yield from _stations_without_hours(file, schedule, document, written)
    yield from _targets_over_caps(file, schedule, document, written)
    yield from _pinned_slots(file, schedule, document, written)
    if document.value == written.value:  # what is missing may stand in an entry with a fault of its own
        yield from _features(file, document)
        yield from _without_words(file, document)
        yield from _without_music(file, document)
    yield from _unknown_sets(file, document, jingles)
    yield from _missing_sounds(file, schedule, document, jingles)


def _at(fault: Fault, where: Where) -> Fault:
    return replace(fault, where=where)


def _duplicates(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    for section in ("places", "stations", "forms", "campaigns"):
        ids = [entry.id for entry in getattr(file, section)]
        yield from _twice(ids, document, (section,), "id")
    yield from _twice([entry.place for entry in file.policies], document, ("policies",), "place")
    for number, policy in enumerate(file.policies):
        slots = [slot.id for slot in policy.slots or ()]
        yield from _twice(slots, document, ("policies", number, "slots"), "id")
    for number, campaign in enumerate(file.campaigns):
        topics = [topic.id for topic in campaign.topics]
        yield from _twice(topics, document, ("campaigns", number, "topics"), "id")


def _twice(
    names: Sequence[str], document: Lined, section: tuple[str | int, ...], field: str
) -> Iterator[Fault]:
    for number, name in enumerate(names):
        if name in names[:number]:
            first = document.where(*section, names.index(name)).line
            yield Fault(
                Text(f"«{name}» đã có ở dòng {first}", f"«{name}» stands in line {first} already"),
                Text("đổi tên hoặc xoá một mục", "rename or remove one of them"),
                document.where(*section, number, field),
            )


def _references(file: SchedulesFile, document: Lined, written: Lined) -> Iterator[Fault]:
    places, forms = _ids(written, "places"), _ids(written, "forms")
    stations = _ids(written, "stations")
    for path, name, kind, known in (
        (("district",), file.district, _PLACE, places),
        *((("places", n, "parent"), e.parent, _PLACE, places) for n, e in enumerate(file.places)),
        *((("stations", n, "place"), e.place, _PLACE, places) for n, e in enumerate(file.stations)),
        *((("policies", n, "place"), e.place, _PLACE, places) for n, e in enumerate(file.policies)),
        *(
            (("policies", n, "slots", m, "form"), slot.form, _FORM, forms)
            for n, e in enumerate(file.policies)
            for m, slot in enumerate(e.slots or ())
        ),
        *(
            (("campaigns", n, "places", m), place, _PLACE, places)
            for n, e in enumerate(file.campaigns)
            for m, place in enumerate(e.places)
        ),
        *((("pins", n, "place"), e.place, _PLACE, places | stations) for n, e in enumerate(file.pins)),
    ):
        if name is not None and name not in known:
            yield _at(unknown(kind, name, sorted(known)), document.where(*path))


def _ids(written: Lined, *path: str | int) -> set[str]:
    """Every id that stands in a section, in sound entries or not."""
    entries = written.value
    for part in path:
        entries = entries.get(part) if isinstance(entries, dict) else None
    if not isinstance(entries, list):
        return set()
    return {str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry}


def _circles(file: SchedulesFile, schedule: Schedule, document: Lined) -> Iterator[Fault]:
    told: set[str] = set()
    for number, entry in enumerate(file.places):
        line = schedule.lineage(entry.id)
        if entry.id not in told and line and schedule.places[line[-1]].parent == entry.id:
            told.update(line)
            circle = " → ".join((*line, entry.id))
            yield Fault(
                Text(f"địa bàn nằm trong chính nó: {circle}", f"a place lies within itself: {circle}"),
                Text("sửa parent của một trong các mục này", "mend the parent of one of them"),
                document.where("places", number, "parent"),
            )


def _hours(
    entry: PolicyEntry, policy: Policy, document: Lined, path: tuple[str | int, ...]
) -> Iterator[Fault]:
    """Faults of hours and caps, at the line of what this entry changes."""
    own = entry.slots is not None
    if own or entry.quiet:
        for number, slot in enumerate(policy.slots):
            where = (
                document.where(*path, "slots", number, "starts") if own else document.where(*path, "quiet")
            )
            yield from (_at(fault, where) for fault in hour_faults(policy, slot))
    if own:
        for first, second in overlaps(policy.slots):
            yield Fault(
                Text(
                    f"khung {second} chồng lên khung {first}", f"the sessions of {first} and {second} overlap"
                ),
                Text("đổi starts hoặc giảm longest_min", "move one or lower longest_min"),
                document.where(*path, "slots", policy.slots.index(second)),
            )
    if (own or entry.daily_cap_min) and policy.daily_cap_s:
        for slot, fault in over_cap(policy):
            lowered = ("daily_cap_min",) if entry.daily_cap_min else ("slots", policy.slots.index(slot))
            yield _at(fault, document.where(*path, *lowered))


def _stations_without_hours(
    file: SchedulesFile, schedule: Schedule, document: Lined, written: Lined
) -> Iterator[Fault]:
    if document.value != written.value:  # a faulty entry may be the one that gives the hours
        return
    for number, entry in enumerate(file.stations):
        policy = schedule.policy(entry.place)
        if entry.place in schedule.places and not (policy.slots and policy.daily_cap_s):
            yield Fault(
                Text(
                    f"đài «{entry.id}» không có khung giờ hoặc mức một ngày",
                    f"station «{entry.id}» has no slots or no daily cap",
                ),
                Text(
                    "thêm slots và daily_cap_min ở policies cho địa bàn hoặc cấp trên",
                    "add slots and daily_cap_min under policies, for its place or one above",
                ),
                document.where("stations", number),
            )


def _targets_over_caps(
    file: SchedulesFile, schedule: Schedule, document: Lined, written: Lined
) -> Iterator[Fault]:
    """Minutes that a campaign shall have and that no station of its places may air on a day."""
    if document.value != written.value:
        return
    for number, entry in enumerate(file.campaigns):
        stations = [each.id for each in file.stations if schedule.lies_in(each.id, entry.places)]
        most = max(
            (schedule.policy(schedule.stations[each].place).daily_cap_s for each in stations), default=0
        )
        path: tuple[str | int, ...] = ("campaigns", number)
        stages = [(path, entry), *((((*path, "ramp", n)), stage) for n, stage in enumerate(entry.ramp))]
        for own, each in stages:
            if each.target_minutes and stations and each.target_minutes.min * 60 > most:
                least, cap = f"{each.target_minutes.min:g}", f"{most / 60:g}"
                yield Fault(
                    Text(
                        f"mức {least} phút một ngày, mà không đài nào được phát quá {cap} phút",
                        f"a target of {least} minutes a day, where no station may air more than {cap}",
                    ),
                    Text(
                        "giảm target_minutes, hoặc tăng daily_cap_min ở policies",
                        "lower target_minutes, or raise daily_cap_min under policies",
                    ),
                    document.where(*own, "target_minutes"),
                )


def _pinned_slots(
    file: SchedulesFile, schedule: Schedule, document: Lined, written: Lined
) -> Iterator[Fault]:
    if document.value != written.value:
        return
    for number, entry in enumerate(file.pins):
        station = schedule.stations.get(entry.place)
        place = station.place if station and entry.place not in schedule.places else entry.place
        slots = [slot.id for slot in schedule.policy(place).slots]
        if place in schedule.places and entry.slot not in slots:
            yield _at(unknown(_SLOT, entry.slot, slots), document.where("pins", number, "slot"))


def _features(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    """Features on topics that no campaign has: they would never be heard."""
    topics = sorted({topic.id for campaign in file.campaigns for topic in campaign.topics})
    for number, form in enumerate(file.forms):
        path = ("forms", number, "features")
        yield from _twice([feature.id for feature in form.features], document, path, "id")
        for place, feature in enumerate(form.features):
            for nth, topic in enumerate(feature.topics):
                if topic not in topics:
                    where = document.where(*path, place, "topics", nth)
                    yield _at(unknown(_TOPIC, topic, topics), where)


def _without_words(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    for number, form in enumerate(file.forms):
        if form.headlines and form.words.headlines is None:
            yield Fault(
                Text(
                    f"điểm {form.headlines} tin mà không có lời dẫn",
                    f"{form.headlines} headlines, and no words before them",
                ),
                Text(
                    "thêm headlines ở words, hoặc ghi headlines: 0",
                    "add headlines under words, or write headlines: 0",
                ),
                document.where("forms", number, "headlines"),
            )


def _without_music(file: SchedulesFile, document: Lined) -> Iterator[Fault]:
    """Sessions that shall last to the second while nothing can be drawn out."""
    silent = {form.id for form in file.forms if form.imaging.bed is None}
    for number, policy in enumerate(file.policies):
        for place, slot in enumerate(policy.slots or ()):
            if slot.exactly and slot.form in silent:
                yield Fault(
                    Text(
                        f"khung {slot.starts:%H:%M} phải dài đúng từng giây mà «{slot.form}» thiếu nhạc nền",
                        f"{slot.starts:%H:%M} shall last to the second, and «{slot.form}» has no bed",
                    ),
                    Text(
                        "thêm bed ở imaging của mẫu ấy, hoặc bỏ exactly",
                        "add a bed to it, or leave exactly out",
                    ),
                    document.where("policies", number, "slots", place, "exactly"),
                )


def _unknown_sets(file: SchedulesFile, document: Lined, jingles: Path) -> Iterator[Fault]:
    known = sets_in(jingles)
    for section in ("places", "stations"):
        for number, entry in enumerate(getattr(file, section)):
            if entry.imaging is not None and entry.imaging not in known:
                fault = unknown(_SET, entry.imaging, known, _MAKE_SET)
                yield _at(fault, document.where(section, number, "imaging"))


def _missing_sounds(
    file: SchedulesFile, schedule: Schedule, document: Lined, jingles: Path
) -> Iterator[Fault]:
    """Sounds that a form asks for and that some station has neither in its own set nor in `jingles`."""
    known = sets_in(jingles)
    used = [own for own in schedule.imaging_sets if own is None or own in known] or [None]
    for number, entry in enumerate(file.forms):
        imaging, path = entry.imaging, ("forms", number, "imaging")
        sounds: Iterable[tuple[tuple[str | int, ...], str]] = (
            (("signature",), imaging.signature),
            *((("stingers", place), name) for place, name in enumerate(imaging.stingers)),
            (("sign_off",), imaging.sign_off),
            *([(("bed",), imaging.bed)] if imaging.bed else []),
        )
        for field, name in sounds:
            if not all(sound_file(jingles, name, own).is_file() for own in used):
                yield Fault(
                    Text(
                        f"không có nhạc «{name}» (jingles/{name}.flac)",
                        f"no sound «{name}» (jingles/{name}.flac)",
                    ),
                    Text("sửa tên, hoặc chạy broadcast jingles", "mend the name, or run broadcast jingles"),
                    document.where(*path, *field),
                )
