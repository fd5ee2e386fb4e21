"""Batches that stations send: read whole, or refused with everything that is wrong in them."""

from collections.abc import Iterator, Mapping
from typing import Any

from broadcast.asrun import fields
from broadcast.asrun.fields import Reader, WrongField, optional
from broadcast.asrun.line import AsRunLine, Heartbeat, contradictions
from broadcast.errors import Fault, Invalid
from broadcast.language import Text

MOST = 1_000
"""Entries in one batch. Ours: a week's log of a station in storm mode, every hour, is a tenth of it."""

Readers = Mapping[str, Reader[Any]]

_LINE: Readers = {
    "id": fields.name,
    "item": fields.name,
    "date": fields.day,
    "version": fields.version,
    "outcome": fields.outcome,
    "planned_at": fields.moment,
    "started_at": optional(fields.moment),
    "ended_at": optional(fields.moment),
    "played_s": fields.seconds,
    "reason": optional(fields.reason),
    "sha256": optional(fields.sha256),
}

_BEAT: Readers = {
    "id": fields.name,
    "at": fields.moment,
    "agent": fields.words,
    "playing": optional(fields.name),
    "playlists": fields.versions,
    "waiting": fields.whole_number(0, fields.LARGEST_COUNT),
    "free_bytes": fields.whole_number(0, fields.LARGEST_BYTES),
    "control": optional(fields.whole_number(0, fields.LARGEST_COUNT)),
}


class WrongBatch(Invalid):
    """A batch is not what docs/report.md describes; nothing of it was taken."""


def as_run_lines(station: str, body: Mapping[str, object]) -> tuple[AsRunLine, ...]:
    """The lines of an as-run batch of `station`, in their order; fields that are not known are passed over.

    Raises:
        WrongBatch: naming every field that is wrong, and every line that contradicts itself.
    """
    faults: list[Fault] = []
    lines = [
        (where, AsRunLine(station=station, **values))
        for where, values in _entries(body, "lines", _LINE, faults)
    ]
    faults.extend(_wrong(where, what) for where, line in lines for what in contradictions(line))
    _refuse(faults)
    return tuple(line for _, line in lines)


def heartbeats(station: str, body: Mapping[str, object]) -> tuple[Heartbeat, ...]:
    """The heartbeats of a batch of `station`, in their order; fields that are not known are passed over.

    Raises:
        WrongBatch: naming every field that is wrong.
    """
    faults: list[Fault] = []
    beats = [Heartbeat(station=station, **values) for _, values in _entries(body, "beats", _BEAT, faults)]
    _refuse(faults)
    return tuple(beats)


def _entries(
    body: Mapping[str, object], name: str, readers: Readers, faults: list[Fault]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The entries of the list `name` that could be read, each with its place; the rest into `faults`."""
    written = body.get(name)
    if not isinstance(written, list) or len(written) > MOST:
        wanted = Text(
            f"cần một danh sách, nhiều nhất {MOST} mục", f"a list is needed, {MOST} entries at most"
        )
        faults.append(_wrong(name, wanted))
        return
    for number, entry in enumerate(written):
        where = f"{name}[{number}]"
        before = len(faults)
        values = _values(entry, where, readers, faults)
        if len(faults) == before:
            yield where, values


def _values(entry: object, where: str, readers: Readers, faults: list[Fault]) -> Mapping[str, Any]:
    if not isinstance(entry, Mapping):
        faults.append(_wrong(where, Text("cần một nhóm mục con", "an object is needed")))
        return {}
    values: dict[str, Any] = {}
    for name, read in readers.items():
        try:
            values[name] = read(entry.get(name))
        except WrongField as error:
            faults.append(_wrong(f"{where}.{name}", error.wanted))
    return values


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise WrongBatch(*faults)


def _wrong(where: str, what: Text) -> Fault:
    return Fault(
        Text(f"{where}: {what.vi}", f"{where}: {what.en}"),
        Text(
            "sửa rồi gửi lại cả lô, xem docs/report.md",
            "mend it and send all again, see docs/report.md",
        ),
    )
