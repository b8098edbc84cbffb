"""How Chinese names are typed: in pinyin, and by their initials."""

import re

from pypinyin import lazy_pinyin

_TYPED = re.compile(r"[a-z0-9]+")


def read_name(name: str) -> str:
    """Return a name's syllables: 重庆莱佛士医院 → `chong qing lai fu shi yi yuan`.

    Words in Latin letters stay whole, `v` stands for ü, everything else is left out. The
    dictionary of phrases knows most characters that have several readings, not all: a row of
    hospitals.yaml may give its own `pinyin`.
    """
    return " ".join(_TYPED.findall(" ".join(lazy_pinyin(name)).lower()))


def initials_of(pinyin: str) -> str:
    """Return the first letters of the syllables: `chong qing` → `cq`."""
    return "".join(syllable[0] for syllable in pinyin.split())
