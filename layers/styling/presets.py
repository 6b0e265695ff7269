"""Looks that come by themselves: danger levels, fuel types, kinds of forest, and colours given out to kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from layers.errors import NoGeometry
from layers.kinds import Role
from layers.sources import aliases, census
from layers.sources.landcover import FUELS, Evidence, Fuel, LandClass, chosen, classifications, recognise
from layers.styling.classify import Method, inner_breaks
from layers.styling.members import MOST_KINDS, kinds_of, numbers, value_texts
from layers.styling.model import MOST_ROWS, LayerStyle, Look, Mode, Row
from layers.styling.palettes import RAMPS, kind, ramp


@dataclass(frozen=True)
class Danger:
    """One of the four danger levels: 1 lowest … 4 highest, its words and its look."""

    place: int
    zh: str
    en: str
    look: Look


#: 蓝黄橙红.  Blue and red are one grey, so patterns tell them apart too, and points grow with the level.
DANGER: tuple[Danger, ...] = (
    Danger(1, "蓝（低）", "Blue (low)", Look("#2F6FDE", 0.5, "dots", size_px=14.0)),
    Danger(2, "黄（中）", "Yellow (medium)", Look("#F5C400", 0.55, "", size_px=16.0)),
    Danger(3, "橙（较高）", "Orange (higher)", Look("#F08000", 0.55, "hatch", size_px=18.0)),
    Danger(4, "红（高）", "Red (high)", Look("#D7263D", 0.55, "diagonal", size_px=20.0)),
)

#: Fuel types from what hardly burns to what runs fastest; the deeper, the larger Ks.
_FUEL_COLORS: Mapping[str, tuple[str, str]] = {
    "conifer_forest": ("#1F5A46", ""),
    "secondary_forest": ("#5FA36B", ""),
    "needle_litter": ("#2E7D5B", "sparse"),
    "woodland": ("#6FA044", ""),
    "leaf_litter": ("#B0A03A", "dots"),
    "tall_grass": ("#D9A441", ""),
    "sedge_birch": ("#C8793A", "hatch"),
    "pasture": ("#A8502E", "diagonal"),
    "none": ("#B8BEC2", ""),
}
#: Words in the name of a species or forest type, and the colours its kind gets, light to dark.
_FOREST: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"混|×|mixed", ("#7FA27A", "#5C8A5E")),
    (r"竹|bamboo", ("#A9C46C", "#8AAE4A")),
    (r"灌|shrub|荆|沙棘|柠条", ("#C2B068", "#A8914A")),
    (r"经济|果|茶|orchard|桃|梨|苹果|板栗|核桃|柑|杏|枣", ("#D79A7B", "#BD7858", "#E3B59C")),
    (r"松|杉|柏|针叶|conifer|pine|spruce|fir|larch|needle|桧", ("#2F6B52", "#4C8A6C", "#1F4F45", "#6BA088")),
    (
        r"杨|桦|栎|柞|槭|榆|柳|椴|槐|樟|桉|阔叶|broad|birch|oak|poplar|橡|木荷|栲|胡桃楸|水曲柳",
        ("#88B04B", "#6E9A2F", "#A6C36F", "#557F2B"),
    ),
)
_COVER_OPACITY = 0.6
_COUNTED = 5  # classes that a column of numbers is first shown in


#: Roles whose layers have a look by their columns before anybody chose one.
STYLED_BY_COLUMNS = frozenset({Role.HAZARD_MAP, Role.HAZARD_SOURCE, Role.LAND_COVER})


def default_style(role: Role, frame: pd.DataFrame) -> LayerStyle | None:
    """Return the look by columns that a layer has before anybody chose one; None where its role's own look will do."""
    if role in (Role.HAZARD_MAP, Role.HAZARD_SOURCE):
        return danger_style(frame)
    return cover_style(frame) if role is Role.LAND_COVER else None


def effective(role: Role, style: LayerStyle, frame: pd.DataFrame) -> LayerStyle:
    """Return a style as it is drawn: where nobody chose, the one that comes by itself with the columns.

    A colour that was chosen for the whole layer keeps it whole.
    """
    if style.mode is not Mode.DEFAULT or style.look.color:
        return style
    made = default_style(role, frame)
    return style if made is None else replace(made, look=style.look, labels=style.labels, foreign=style.foreign)


def cover_style(frame: pd.DataFrame, names: tuple[str, ...] = ()) -> LayerStyle | None:
    """Return the colours of a land-cover classification by the column of classes; None when neither is clear."""
    from layers.sources.land_forest import class_column

    try:
        column = class_column(frame)
    except NoGeometry:  # no column of classes
        return None
    values = [value for value, _ in kinds_of(frame[column])]
    code = chosen(recognise(Evidence(frozenset(values), (column, *names))))
    if code is None or len(values) > MOST_ROWS:
        return None
    known = classifications()[code]
    keys = [(value, known.key(value)) for value in values]
    rows = [Row(value, "", Look(known.classes[key].color.upper(), _COVER_OPACITY, "")) for value, key in keys if key]
    return LayerStyle(Mode.CATEGORIES, column=column, rows=tuple(rows), classification=code)


def danger_style(frame: pd.DataFrame) -> LayerStyle | None:
    """Return danger levels 蓝黄橙红 by the column that has them; None when no column is known to.

    Bare digits do not say which end is high (see :mod:`layers.sources.census`); they are levels only where reading made
    ``hazard_class`` of them.
    """
    if "hazard_class" in frame:
        places = numbers(frame["hazard_class"])
        if np.isfinite(places).any():
            return _danger("hazard_class", {text: float(text) for text, _ in kinds_of(frame["hazard_class"])})
    for column in _named_like(frame, "hazard_class"):
        texts = [text for text in value_texts(frame[column]) if text]
        scale = census.scale_of(dict.fromkeys(texts))
        if scale is not None:
            return _danger(column, scale.places)
    return None


def _danger(column: str, places: Mapping[str, float]) -> LayerStyle:
    rows = []
    for value, place in sorted(places.items(), key=lambda pair: pair[1]):
        level = DANGER[min(max(int(np.floor(place + 0.5)), 1), len(DANGER)) - 1]
        rows.append(Row(value, "", level.look))
    return LayerStyle(Mode.CATEGORIES, column=column, rows=tuple(rows[:MOST_ROWS]))


def style_by(frame: pd.DataFrame, column: str, mode: Mode, below: LayerStyle = LayerStyle()) -> LayerStyle:  # noqa: B008
    """Return a style that tells features apart by a column, with colours given out.

    Parameters
    ----------
    frame : DataFrame
    column : str
    mode : Mode
        ``CATEGORIES`` or ``CLASSES``.
    below : LayerStyle
        What is kept: look, labels, and of classes method, ramp and direction.
    """
    base = replace(below, mode=mode, column=column, rows=(), breaks=(), classification="")
    if mode is Mode.CLASSES:
        count = len(below.rows) if below.mode is Mode.CLASSES and below.rows else _COUNTED
        return with_breaks(base, inner_breaks(numbers(frame[column]), base.method, count))
    for known in (danger_style(frame[[column]]), cover_style(frame[[column]])):
        if known is not None:
            return replace(base, rows=known.rows, classification=known.classification)
    values = [value for value, _ in kinds_of(frame[column])][:MOST_ROWS]
    return replace(base, rows=tuple(_rows(values)))


def reclassified(style: LayerStyle, frame: pd.DataFrame, method: Method, count: int) -> LayerStyle:
    """Return classes by another method or in another number; by hand, the breaks stay."""
    if method is Method.MANUAL:
        return replace(style, method=method)
    breaks = inner_breaks(numbers(frame[style.column]), method, count)
    return with_breaks(replace(style, method=method), breaks)


def with_breaks(style: LayerStyle, breaks: Sequence[float]) -> LayerStyle:
    """Return classes with these upper ends, in the colours of the style's ramp; words and widths of rows stay."""
    colors = ramp(style.ramp, len(breaks) + 1, reverse=style.reverse)
    old = style.rows if len(style.rows) == len(colors) else ()
    rows = []
    for number, color in enumerate(colors):
        row = old[number] if old else Row(str(number))
        rows.append(replace(row, value=str(number), title="", look=replace(row.look, color=color)))
    return replace(style, mode=Mode.CLASSES, breaks=tuple(breaks), rows=tuple(rows))


#: What rows of kinds can be coloured by, apart from the ramps: kinds, danger from the first row up or down.
BY_KIND, BY_DANGER, BY_DANGER_DOWN = "kinds", "danger", "danger_down"


def recolored_rows(style: LayerStyle, palette: str) -> LayerStyle:
    """Return kinds with other colours, in the order of the rows.

    Parameters
    ----------
    style : LayerStyle
    palette : str
        ``kinds``, ``danger`` (the first row lowest), ``danger_down`` (the first row highest), or a ramp.
    """
    count = len(style.rows)
    if palette in (BY_DANGER, BY_DANGER_DOWN):
        at = [round(number * (len(DANGER) - 1) / max(count - 1, 1)) for number in range(count)]
        looks = [DANGER[place].look for place in (at if palette == BY_DANGER else at[::-1])]
    elif palette in RAMPS:
        looks = [Look(color) for color in ramp(palette, max(count, 1))]
    else:
        looks = [Look(color, pattern=pattern) for color, pattern in map(kind, range(count))]
    return replace(style, rows=tuple(replace(row, look=look) for row, look in zip(style.rows, looks, strict=False)))


def can_be_kinds(kinds: int) -> bool:
    """Return whether a column of so many different values can be shown by kind."""
    return 0 < kinds <= MOST_KINDS


def title_of(style: LayerStyle, row: Row, *, chinese: bool) -> str:
    """Return the words of a row: its own, or what its value is known to mean."""
    if row.title:
        return row.title
    if style.mode is Mode.CLASSES:
        return class_title(style.breaks, int(row.value))
    if style.column == "hazard_class":
        level = next((one for one in DANGER if str(one.place) == row.value), None)
        return row.value if level is None else level.zh if chinese else level.en
    known: Fuel | LandClass | None = FUELS.get(row.value) if style.column == "fuel" else None
    if style.classification in classifications():
        cover = classifications()[style.classification]
        key = cover.key(row.value)
        known = None if key is None else cover.classes[key]
    return row.value if known is None else known.zh if chinese else known.en


def class_title(breaks: Sequence[float], number: int) -> str:
    """Return the range of a class: ``≤ 10``, ``10 – 20``, ``> 20``; the upper end belongs to it, the lower does not."""
    if not breaks:
        return "—"
    if number == 0:
        return f"≤ {_short(breaks[0])}"
    if number == len(breaks):
        return f"> {_short(breaks[-1])}"
    return f"{_short(breaks[number - 1])} – {_short(breaks[number])}"


def _short(value: float) -> str:
    text = f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return text.replace("-", "−")


def _rows(values: Sequence[str]) -> list[Row]:
    if values and all(value in FUELS for value in values):
        ordered = sorted(values, key=lambda value: FUELS[value].ks)
        return [Row(value, "", Look(_FUEL_COLORS[value][0], pattern=_FUEL_COLORS[value][1])) for value in ordered]
    told = {value: _forest(value) for value in values}
    if values and sum(group is not None for group in told.values()) * 2 > len(values):
        return _forest_rows(values, told)
    return [
        Row(value, "", Look(color, pattern=pattern)) for value, (color, pattern) in zip(values, _kinds(), strict=False)
    ]


def _kinds() -> list[tuple[str, str]]:
    return [kind(number) for number in range(MOST_ROWS)]


def _forest(value: str) -> int | None:
    return next((i for i, (words, _) in enumerate(_FOREST) if re.search(words, value, re.IGNORECASE)), None)


def _forest_rows(values: Sequence[str], told: Mapping[str, int | None]) -> list[Row]:
    """Kinds of one sort share a hue: conifers dark and bluish, broadleaves light and yellowish."""
    used: dict[int | None, int] = {}
    rows = []
    for value in values:
        group = told[value]
        number = used[group] = used.get(group, -1) + 1
        colors = ("#8F9A8A", "#B3B9A8", "#6F7A6C") if group is None else _FOREST[group][1]
        pattern = ("", "sparse", "dots", "hatch")[number // len(colors) % 4]
        rows.append(Row(value, "", Look(colors[number % len(colors)], pattern=pattern)))
    return rows


def _named_like(frame: pd.DataFrame, canonical: str) -> list[str]:
    """Return the columns of a frame that go by one of a canonical column's names, the best first."""
    names = {aliases.key(str(column)): str(column) for column in frame.columns}
    return [names[name] for name in aliases.ALIASES[canonical] if name in names]
