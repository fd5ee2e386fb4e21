"""Bản nhạc: the station's own sounds as written music, composed here on D E G A B (hò xự xang xê cống).

Everything lies where a horn loudspeaker sings, 290 Hz to 7 kHz. One motif, E A G B, and its answer, D B A E,
bind the set together. How a line is written: see `synthesis.notes_of`. Gains were measured once, so that no
limiter is needed; tests/test_jingles.py checks the loudness.
"""

from broadcast.sound.instruments import CHIME, FLUTE, MONOCHORD, PAD, WOOD, ZITHER
from broadcast.sound.synthesis import Part, Tune

SIGNATURE = Tune(
    name="nhac-hieu",
    beat_s=0.64,
    length_s=11.6,
    gain_db=-10.5,
    fade_out_s=1.1,
    parts=(
        Part(
            ZITHER,
            """
            D5:.125 E5:.125 G5:.125 A5:.125 B5:.125 D6:.125 E6:.25
            E5:.75 A5:.75 G5:.5 B5+D5:2 D6:.75 B5:.75 A5:.5 E5+A4:1 G5:1
            A5:.5 B5:.5 A5:.75 G5:.25 E5:.5 G5:.5 A5:.5 B5:.5 D6+A5:.25
            A6:.125 E6:.125 D6:.125 B5:.125 A5:.125 G5:.125 E5:.125 D5:3
            """,
        ),
        Part(MONOCHORD, "-:3 ^B5:2 -:2 ^E5:1 ^G5:1 -:1 ^A5:1 -:2 ^D6:4.5", level=0.9),
        Part(PAD, "-:.5 D5+A5:2.5 G5+B5:2 D5+A5:2 E5+A5:2 G5+B5:1 E5+A5:3 D5+A5:3", level=0.35),
        Part(ZITHER, "-:1 D4+A4:2 G4+D5:2 D4+A4:2 A4+E5:2 E4+B4:2 A4+E5:2 D4+A4+D5:4", level=0.5),
        Part(CHIME, "D6:1 -:2 D6:2 -:8 D5+D6:.5 A5:.5 D6:3", level=0.5),
    ),
)

STINGERS = (
    Tune(
        name="nhac-cat-1",
        beat_s=0.5,
        length_s=3.0,
        gain_db=-9.0,
        fade_out_s=1.0,
        parts=(
            Part(ZITHER, "E5:.75 A5:.75 G5:.5 B5+D5:3"),
            Part(MONOCHORD, "-:2 ^B5:3", level=0.9),
            Part(CHIME, "D6:2 D6:3", level=0.4),
        ),
    ),
    Tune(
        name="nhac-cat-2",
        beat_s=0.5,
        length_s=3.2,
        gain_db=-9.6,
        fade_out_s=1.0,
        parts=(
            Part(ZITHER, "D6:.75 B5:.75 A5:.5 E5+A4:.5 G5:.5 A5+D5:3"),
            Part(MONOCHORD, "-:2 -:1 ^A5:3", level=0.9),
            Part(CHIME, "-:3 A5:.5 D6:3", level=0.4),
        ),
    ),
    Tune(
        name="nhac-cat-3",
        beat_s=0.5,
        length_s=2.8,
        gain_db=-9.8,
        fade_out_s=1.0,
        parts=(
            Part(ZITHER, "D5:.15 E5:.15 G5:.15 A5:.15 B5:.15 D6:.25 E6:.5 D6+A5:3"),
            Part(MONOCHORD, "-:1.5 ^D6:3", level=0.9),
            Part(CHIME, "D5:1.5 D6:.5 A5:3", level=0.4),
        ),
    ),
)

SIGN_OFF = Tune(
    name="ket-thuc",
    beat_s=0.72,
    length_s=9.8,
    gain_db=-11.0,
    fade_out_s=1.8,
    parts=(
        Part(
            ZITHER,
            """
            E5:.75 A5:.75 G5:.5 B5+D5:1.5 A5:.5 G5:.5 E5:.5 A5+A4:1
            G5:.75 E5:.25 D5+A4:.25 D6:.125 B5:.125 A5:.125 G5:.125 E5:.25 D5+D6:4
            """,
        ),
        Part(MONOCHORD, "-:2 ^B5:1.5 -:1.5 ^A5:1 -:2 ^D5:5", level=0.9),
        Part(PAD, "D5+A5:2 G5+B5:2 E5+B5:2 E5+A5:2 D5+A5:4", level=0.4),
        Part(ZITHER, "D4+A4:2 G4+D5:2 E4+B4:2 A4+E5:1 D4+A4:1 D4+A4:5", level=0.5),
        Part(CHIME, "-:2 D6:2 -:4 -:.5 A5:.5 D6:4", level=0.5),
    ),
)

BED = Tune(
    name="nhac-nen",
    beat_s=0.9375,
    length_s=30.0,
    gain_db=-8.2,
    loops=True,
    parts=(
        Part(
            ZITHER,
            """
            -:1 D5:.5 A5:.5 E5:1 B5:1   -:1 G5:.5 B5:.5 D6:1 A5:1
            -:1 E5:.5 A5:.5 G5:1 B5:1   -:1 A5:.5 G5:.5 E5:1 D5:1
            -:1 D5:.5 A5:.5 B5:1 D6:1   -:1 B5:.5 G5:.5 A5:1 E5:1
            -:1 A5:.5 E5:.5 G5:1 A5:1   -:1 G5:.5 E5:.5 D5:1 -:1
            """,
            room=0.4,
        ),
        Part(ZITHER, "-:1 D4:4 G4:4 A4:4 E4:4 D4:4 G4:4 A4:4 D4:4", level=0.6, room=0.4),
        Part(PAD, "D5+A5:4 D5+G5:4 E5+A5:4 E5+B5:4 D5+A5:4 D5+G5:4 E5+A5:4 D5+A5:4", level=0.4, room=0.3),
        Part(CHIME, "-:9 E6:8 -:8 A5:7", level=0.15, room=0.5),
    ),
)

EMERGENCY_RISING = Tune(
    name="khan-cap-len",
    beat_s=0.55,
    length_s=4.6,
    gain_db=-6.0,
    fade_out_s=0.5,
    parts=(Part(CHIME, "E5:1 A5:1 B5:1 E6:4", room=0.2),),
)
"""Four notes upwards: an urgent message follows, as in Japan (domain.md, section 4)."""

EMERGENCY_FALLING = Tune(
    name="khan-cap-xuong",
    beat_s=0.55,
    length_s=4.6,
    gain_db=-6.0,
    fade_out_s=0.5,
    parts=(Part(CHIME, "E6:1 B5:1 A5:1 E5:4", room=0.2),),
)
"""The same four downwards: the urgent message is over."""

DRILL = Tune(
    name="dien-tap",
    beat_s=0.75,
    length_s=4.4,
    gain_db=-4.0,
    fade_out_s=0.2,
    parts=(
        Part(WOOD, "G5:.25 G5:1.75 G5:.25 G5:1.75 G5:.25 G5:1.75", room=0.15),
        Part(FLUTE, "-:.5 G5:1.1 -:.9 G5:1.1 -:.9 G5:1.1", level=0.5, room=0.15),
    ),
)
"""Wood and one level note that the chime has not, three times: no one takes it for the real thing."""

IMAGING = (SIGNATURE, *STINGERS, BED, SIGN_OFF, EMERGENCY_RISING, EMERGENCY_FALLING, DRILL)
"""The whole set, in the order of a day."""
