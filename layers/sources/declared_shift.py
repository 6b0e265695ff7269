"""What names and fields say about shifted web-map systems: where data come from, whether they were put right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from layers.sources.china_offset import Shift
from layers.sources.fields import texts

_GCJ = re.compile(r"gcj[-_ ]?0?2|amap|autonavi|gaode|火星坐标|高德|腾讯", re.IGNORECASE)
_BD = re.compile(r"bd[-_ ]?09|baidu|百度", re.IGNORECASE)
#: Words beside such a name that say the shift was taken out already.
_DONE = re.compile(
    r"wgs[-_ ]?(19)?84|cgcs[-_ ]?2000|epsg[-_: ]?(4326|4490)|转\s*(84|2000)|"
    r"纠偏|已转|转换后|converted|corrected|unshift",
    re.IGNORECASE,
)
#: The other way round: from unshifted to shifted.
_MADE = re.compile(r"(wgs[-_ ]?(19)?84|cgcs[-_ ]?2000)[-_ ]*(to|2|转|->|→)[-_ ]*(gcj|bd|火星|高德|百度)", re.IGNORECASE)
#: Columns that tell the origin of rows rather than something about a place.
_ORIGIN = re.compile(
    r"^(source|src|provider|datum|crs|srs|coord_?(type|sys|system)?|来源|数据来源|坐标系|坐标系统|坐标类型|底图)$",
    re.IGNORECASE,
)
_ROWS, _MOST_VALUES = 200, 3


@dataclass(frozen=True)
class Declared:
    """A shifted system that a name mentions; ``is_done`` when the same name says that the shift was taken out."""

    shift: Shift
    evidence: str
    is_done: bool = False


def declared_in(texts_: Iterable[str]) -> Declared | None:
    """Return the first mention of a shifted system in names of files, layers and columns, or in texts about them."""
    for text in texts_:
        shift = Shift.BD09 if _BD.search(text) else Shift.GCJ02 if _GCJ.search(text) else None
        if shift is not None:
            is_done = bool(_DONE.search(text)) and not _MADE.search(text)
            return Declared(shift, text[:80], is_done)
    return None


def origin_values(attributes: pd.DataFrame) -> list[str]:
    """Return what columns such as 来源 or ``source`` say, where they say the same few things of all rows."""
    found: list[str] = []
    for column in attributes.columns:
        if _ORIGIN.match(str(column).strip()):
            values = dict.fromkeys(value for value in texts(attributes[column].iloc[:_ROWS]) if value)
            if len(values) <= _MOST_VALUES:
                found += list(values)
    return found
