"""The names of the letters, as an announcer spells."""

LETTERS: dict[str, str] = {
    "a": "a", "ă": "á", "â": "ớ", "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "e": "e", "ê": "ê", "f": "ép",
    "g": "giê", "h": "hát", "i": "i", "j": "gi", "k": "ca", "l": "lờ", "m": "mờ", "n": "nờ", "o": "o",
    "ô": "ô", "ơ": "ơ", "p": "pê", "q": "quy", "r": "rờ", "s": "ét", "t": "tê", "u": "u", "ư": "ư",
    "v": "vê", "w": "vê kép", "x": "ích", "y": "y", "z": "dét",
}  # fmt: skip

GREEK: dict[str, str] = {
    "α": "an pha", "β": "bê ta", "γ": "gam ma", "δ": "đen ta", "Δ": "đen ta", "λ": "lam đa", "μ": "muy",
    "π": "pi", "σ": "xích ma", "Σ": "xích ma", "ω": "ô mê ga", "Ω": "ôm", "θ": "tê ta", "φ": "phi",
    "Φ": "phi",
}  # fmt: skip
