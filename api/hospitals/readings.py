"""How Chinese names are typed: in pinyin, and by their initials."""

import re

from pypinyin import lazy_pinyin, load_phrases_dict, load_single_dict

_PLACES = {"省": "shěng", "市": "shì", "州": "zhōu", "区": "qū", "县": "xiàn"}

# In the names of places and hospitals these are read otherwise than in most texts.
load_single_dict({ord("长"): "cháng,zhǎng", ord("朝"): "cháo,zhāo", ord("都"): "dū,dōu"})
# A name like 上海市长宁区 speaks of no mayor.
load_phrases_dict({f"{place}长": [[reading], ["cháng"]] for place, reading in _PLACES.items()})
load_phrases_dict(
    {
        "长乐": [["cháng"], ["lè"]],
        "长治": [["cháng"], ["zhì"]],
        "朝阳": [["cháo"], ["yáng"]],
        "重医": [["chóng"], ["yī"]],
        "厦大": [["xià"], ["dà"]],
    }
)
_TYPED = re.compile(r"[a-z0-9]+")


def read_name(name: str) -> str:
    """Return a name's syllables: 重庆莱佛士医院 → `chong qing lai fu shi yi yuan`.

    Words in Latin letters stay whole, `v` stands for ü, everything else is left out. Phrases tell
    most characters with several readings apart, not all: a row of hospitals.yaml may give its own
    `pinyin`.
    """
    return " ".join(_TYPED.findall(" ".join(lazy_pinyin(name)).lower()))


def initials_of(pinyin: str) -> str:
    """Return the first letters of the syllables: `chong qing` → `cq`."""
    return "".join(syllable[0] for syllable in pinyin.split())
