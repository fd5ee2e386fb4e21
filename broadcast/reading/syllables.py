"""The syllables that Vietnamese can have: onset, rime and tone, by rule.

Source: Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977): a syllable that ends in c, ch, p or t carries sắc or nặng;
c, g, ng stand before back vowels, k, gh, ngh before e, ê, i, y. Rimes of loans (xoong, tuýp) count.
"""

from functools import lru_cache

_LEVELS = "aăâeêioôơuưy"
_TONED = {
    "huyền": "àằầèềìòồờùừỳ",
    "sắc": "áắấéếíóốớúứý",
    "hỏi": "ảẳẩẻểỉỏổởủửỷ",
    "ngã": "ãẵẫẽễĩõỗỡũữỹ",
    "nặng": "ạặậẹệịọộợụựỵ",
}
VOWELS = _LEVELS + "".join(_TONED.values())
"""Every vowel letter, with and without tone."""

SMALL = f"a-z{''.join(letter for letter in VOWELS if not letter.isascii())}đ"
"""Small Vietnamese letters, as the inside of a pattern's class."""

CAPITALS = SMALL.upper()
"""Capital Vietnamese letters, likewise."""

_TONELESS = str.maketrans(
    {toned: level for row in _TONED.values() for toned, level in zip(row, _LEVELS, strict=True)}
)
_STOP_TONES = frozenset(_TONED["sắc"] + _TONED["nặng"])
_MARKED = frozenset("".join(_TONED.values()))
_PLAIN = str.maketrans("ăâêôơưđ", "aaeooud")


def _table(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONSETS = ("", *_table("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"))
_RIMES = _table("""
a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu êng
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oep oet
oc oi om on ong ooc oong op ot  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơng ơp ơt
u ua uâ uân uâng uât uây uê uêch uên uênh uêt uêu ui uc um un ung up ut uôc uôi uôm uôn uông uôt uơ uơn uơt uy
uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu
""")
_AFTER_QU = _table("""
a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ep ê êch ên ênh êt êu
i ich in inh it y ych yên yêt ynh yt yp ôc ơ ơi ơn ơt
""")
_AFTER_GI = ("ê", "êc", "êng", "êt", "êp", "êm", "ên", *(rime for rime in _RIMES if rime[0] not in "iyê"))
_FRONT = frozenset("eêiy")


def _fits(onset: str, rime: str) -> bool:
    """Spelling rules between an onset and a rime."""
    front = rime[0] in _FRONT
    if onset in {"k", "gh", "ngh"}:
        return front
    if onset in {"c", "ng"}:
        return not front
    if onset == "g":
        return not front or rime.startswith("i")
    return not (rime.startswith("yê") and onset)


def _every() -> frozenset[str]:
    plain = {o + r for o in _ONSETS if o not in {"qu", "gi"} for r in _RIMES if _fits(o, r)}
    return frozenset(plain | {"qu" + r for r in _AFTER_QU} | {"gi" + r for r in _AFTER_GI})


_SYLLABLES = _every()
_BARE = frozenset(syllable.translate(_PLAIN) for syllable in _SYLLABLES)


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Whether `word` (lower case, NFC) can be one Vietnamese syllable."""
    return has_shape(word) and tone_fits(word)


def has_shape(word: str) -> bool:
    """Whether onset and rime are possible and there is at most one tone."""
    return word.translate(_TONELESS) in _SYLLABLES and sum(letter in _MARKED for letter in word) <= 1


def tone_fits(word: str) -> bool:
    """Whether a syllable closed by c, ch, p or t carries sắc or nặng."""
    return not word.endswith(("c", "ch", "p", "t")) or any(letter in _STOP_TONES for letter in word)


def is_bare_syllable(word: str) -> bool:
    """Whether `word` is a syllable stripped of all its marks, as in web addresses: nguyen, truc."""
    return word in _BARE


def bare(word: str) -> str:
    """`word` in lower case without any mark: đường -> duong."""
    return word.lower().translate(_TONELESS).translate(_PLAIN)


def toned_variants(syllable: str) -> tuple[str, ...]:
    """The same syllable with sắc and with nặng, for one that a stop forbids to be level."""
    level = syllable.translate(_TONELESS)
    vowels = [at for at, letter in enumerate(level) if letter in _LEVELS]
    at = vowels[-1]
    where = _LEVELS.index(level[at])
    return tuple(level[:at] + _TONED[tone][where] + level[at + 1 :] for tone in ("sắc", "nặng"))
