"""A generated ONNX graph in place of a Piper voice: the same inputs and output, a note for each phoneme.

ONNX is protobuf; the few messages that a graph needs are written here by hand (onnx.proto, IR version 8).
"""

import json
import struct
from collections.abc import Sequence
from pathlib import Path

RATE, SAMPLES_A_PHONEME = 22_050, 560
_FLOAT, _INT64 = 1, 7
KNOWN = (
    "_^$ !',-.:;?abcdefghijklmnopqrstuvwxyzæŋɐɑɒɓɔɕɖɗəɛɜɡɣɪɯɲʂʃʈʊʌʒʔˈˌːθχ0123456789\u032a\u0303\u031d\u02b0"
)
CONFIG = {
    "audio": {"sample_rate": RATE, "quality": "medium"},
    "espeak": {"voice": "vi"},
    "phoneme_type": "espeak",
    "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
    "num_symbols": 256,
    "num_speakers": 1,
    "speaker_id_map": {},
    "phoneme_id_map": {phoneme: [number] for number, phoneme in enumerate(KNOWN)},
}


def voice(
    folder: Path, name: str, *, speakers: Sequence[str] = (), tune: float = 12.0, **changed: object
) -> Path:
    """The two files of a voice; `tune` in Hz sets its notes apart from another's."""
    told = CONFIG | {"num_speakers": max(1, len(speakers))} | changed
    told["speaker_id_map"] = {speaker: number for number, speaker in enumerate(speakers)}
    model = folder / f"{name}.onnx"
    model.write_bytes(graph(many=len(speakers) > 1, tune=tune))
    model.with_name(f"{name}.onnx.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return model


def graph(*, many: bool = False, tune: float = 12.0, broken: str = "") -> bytes:
    """phoneme at a sample = floor(sample / (560 * length)); its note swells and fades; noise on top."""
    nodes = [
        _node("Split", ["scales", "ones"], ["noise", "length", "width"], axis=0),
        _node("Mul", ["length", "size"], ["step"]),
        _node("Cast", ["input_lengths"], ["count"], to=_FLOAT),
        _node("Mul", ["count", "step"], ["end"]),
        _node("Squeeze", ["end", "axis"], ["end0"]),
        _node("Range", ["zero", "end0", "one"], ["at"]),
        _node("Div", ["at", "step"], ["place"]),
        _node("Floor", ["place"], ["floor"]),
        _node("Sub", ["place", "floor"], ["part"]),
        _node("Cast", ["floor"], ["index"], to=_INT64),
        _node("Squeeze", ["input", "axis"], ["ids"]),
        _node("Gather", ["ids", "index"], ["id"], axis=0),
        _node("Cast", ["id"], ["id0"], to=_FLOAT),
        _node("Mul", ["id0", "tune"], ["rise"]),
        _node("Add", ["rise", "base"], ["hertz"]),
        *_by_speaker(many=many),
        _node("Mul", ["at", "turn"], ["turns"]),
        _node("Mul", ["turns", "pitch"], ["phase"]),
        _node("Sin", ["phase"], ["note"]),
        _node("Mul", ["part", "pi"], ["arc"]),
        _node("Sin", ["arc"], ["sine"]),
        _node("Mul", ["sine", "sine"], ["swell"]),
        _node("Mul", ["note", "swell"], ["tone"]),
        _node("RandomNormalLike", ["tone"], ["hiss"], scale=0.002),
        _node("Mul", ["hiss", "noise"], ["noisy"]),
        _node("Mul", ["noisy", "swell"], ["faded"]),
        _node("Mul", ["tone", "loud"], ["louder"]),
        _node("Add", ["louder", "faded"], ["flat"]),
        _node("Log" if broken == "nan" else "Identity", ["flat"], ["sound"]),
        _node("Reshape", ["sound", "shape"], ["output"]),
    ]
    constants = [
        *(_tensor(name, [value], ()) for name, value in (("zero", 0.0), ("one", 1.0))),
        *(
            _tensor(name, [value], (1,))
            for name, value in {
                "size": float(SAMPLES_A_PHONEME),
                "tune": float(tune),
                "base": 150.0,
                "turn": 6.283185307 / RATE,
                "pi": 3.141592653,
                "loud": 40.0 if broken == "loud" else 0.4,
                "wider": 90.0,
            }.items()
        ),
        _tensor("axis", [0], (1,)),
        _tensor("ones", [1, 1, 1], (3,)),
        _tensor("shape", [1, 1, 1, -1], (4,)),
    ]
    inputs: list[tuple[str, int, tuple[int | str, ...]]] = [
        ("input", _INT64, (1, "n")),
        ("input_lengths", _INT64, (1,)),
        ("scales", _FLOAT, (3,)),
        *([("sid", _INT64, (1,))] if many else []),
    ]
    made = b"".join(_field(1, node) for node in nodes) + _field(2, b"voice")
    made += b"".join(_field(5, constant) for constant in constants)
    made += b"".join(_field(11, _value(*each)) for each in inputs)
    made += _field(12, _value("output", _FLOAT, (1, 1, 1, "t")))
    return _number(1, 8) + _field(8, _number(2, 17)) + _field(7, made)


def _by_speaker(*, many: bool) -> list[bytes]:
    if not many:
        return [_node("Identity", ["hertz"], ["pitch"])]
    return [
        _node("Cast", ["sid"], ["who"], to=_FLOAT),
        _node("Mul", ["who", "wider"], ["shift"]),
        _node("Add", ["hertz", "shift"], ["pitch"]),
    ]


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _field(field: int, body: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(body)) + body


def _node(kind: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: float) -> bytes:
    node = b"".join(_field(1, name.encode()) for name in inputs)
    node += b"".join(_field(2, name.encode()) for name in outputs) + _field(4, kind.encode())
    for name, value in attributes.items():
        whole = isinstance(value, int)
        held = _number(3, value) if whole else _varint(2 << 3 | 5) + struct.pack("<f", value)
        node += _field(5, _field(1, name.encode()) + held + _number(20, 2 if whole else 1))
    return node


def _tensor(name: str, values: Sequence[float], shape: Sequence[int]) -> bytes:
    whole = all(isinstance(value, int) for value in values)
    raw = struct.pack(f"<{len(values)}{'q' if whole else 'f'}", *values)
    dims = b"".join(_number(1, size) for size in shape)
    return dims + _number(2, _INT64 if whole else _FLOAT) + _field(8, name.encode()) + _field(9, raw)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    dims = b"".join(
        _field(1, _field(2, size.encode()) if isinstance(size, str) else _number(1, size)) for size in shape
    )
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, kind) + _field(2, dims)))
