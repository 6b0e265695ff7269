"""The look of a layer as a plan stores it: typed, read with care, written short.

A plan keeps it as JSON (``lf_layer.style``, ``lf_look.style``).  Whatever is missing is as the theme has it, and what
cannot be used is left out when it is read: no plan from elsewhere fails for a colour.  Keys that are not ours stay.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from layers.styling.classify import MOST, Method, cleaned_breaks
from layers.styling.colors import is_color
from layers.styling.palettes import DEFAULT_RAMP, RAMPS

#: Patterns of areas, dashes of lines and symbols of points that can be chosen; "" is none.
PATTERNS = ("", "hatch", "diagonal", "dots", "sparse", "fine", "wide")
DASHES = ("solid", "dash", "dot", "dash_dot")
SYMBOLS = ("dot", "square", "circle", "triangle", "diamond")
#: More kinds than this are not told apart; the rest is *others*.
MOST_ROWS = 60
WIDTH_PX, SIZE_PX, LABEL_PX = (0.2, 12.0), (2.0, 48.0), (7.0, 32.0)


class Mode(StrEnum):
    """How features of a layer are told apart."""

    DEFAULT = "default"  # as the role has it
    SINGLE = "single"
    CATEGORIES = "categories"
    CLASSES = "classes"


@dataclass(frozen=True)
class Look:
    """What is changed of the look that the theme gives; None and "" are as it has it.

    ``color`` is that of the whole thing: areas take it pale, points and lines whole.  ``pattern`` is one of
    :data:`PATTERNS`, "" for none on purpose.
    """

    color: str = ""
    opacity: float | None = None  # of the fill, 0–1
    pattern: str | None = None
    line: str = ""
    width_px: float | None = None
    dash: str | None = None
    symbol: str | None = None
    size_px: float | None = None

    def over(self, below: Look) -> Look:
        """Return this look with what it leaves open taken from another."""
        empty = Look()
        return Look(
            **{name: getattr(self if getattr(self, name) != old else below, name) for name, old in _each(empty)}
        )


@dataclass(frozen=True)
class Row:
    """One kind or class: ``value`` as text (of a class its number from 0), its own words, its look."""

    value: str
    title: str = ""
    look: Look = Look()
    shown: bool = True


@dataclass(frozen=True)
class LabelChoice:
    """Which column is written beside the features; "" is the name."""

    column: str = ""
    size_px: float | None = None
    shown: bool = True


@dataclass(frozen=True)
class LayerStyle:
    """The look of one layer.

    ``rows`` are the kinds in the order of the legend, or one for each class.  ``breaks`` are the upper ends of all
    classes but the highest.  ``others`` is for values without a row.  What is unknown has a look of its own that cannot
    be chosen: grey hatch, never that of a value.  ``classification`` names the classes of a land-cover raster.
    """

    mode: Mode = Mode.DEFAULT
    look: Look = Look()
    labels: LabelChoice = LabelChoice()
    column: str = ""
    rows: tuple[Row, ...] = ()
    others: Row = Row("")
    breaks: tuple[float, ...] = ()
    method: Method = Method.NATURAL
    ramp: str = DEFAULT_RAMP
    reverse: bool = False
    classification: str = ""
    foreign: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_split(self) -> bool:
        """Whether features are told apart by a column."""
        return self.mode in (Mode.CATEGORIES, Mode.CLASSES) and bool(self.column)

    def with_row(self, number: int, row: Row) -> LayerStyle:
        """Return the style with one row replaced."""
        return replace(self, rows=(*self.rows[:number], row, *self.rows[number + 1 :]))


_OWN = ("color", "opacity", "pattern", "line", "width", "dash", "symbol", "size")
_KEYS = frozenset(
    {*_OWN, "labels", "mode", "column", "rows", "others", "breaks", "method", "ramp", "reverse", "classification"}
)


def read_style(data: Mapping[str, Any]) -> LayerStyle:
    """Return a stored style; parts that make no sense are as if they were not there."""
    mode = _one_of(Mode, data.get("mode"), Mode.DEFAULT)
    rows = tuple(row for row in map(_row, _listed(data.get("rows"))) if row is not None)[:MOST_ROWS]
    breaks = cleaned_breaks([float(value) for value in _listed(data.get("breaks")) if _number(value) is not None])
    if mode is Mode.CLASSES:
        rows = tuple(_nth(rows, number) for number in range(len(breaks) + 1)) if breaks or rows else ()
    else:
        rows = tuple({row.value: row for row in rows if row.value}.values())
    others = _row({"value": "", **_mapping(data.get("others"))})
    return LayerStyle(
        mode,
        _look(data),
        _labels(_mapping(data.get("labels"))),
        _text(data.get("column")),
        rows,
        others or Row(""),
        breaks,
        _one_of(Method, data.get("method"), Method.NATURAL),
        _text(data.get("ramp")) if data.get("ramp") in RAMPS else DEFAULT_RAMP,
        data.get("reverse") is True,
        _text(data.get("classification")),
        {key: value for key, value in data.items() if key not in _KEYS},
    )


def write_style(style: LayerStyle) -> dict[str, Any]:
    """Return a style as it is stored: only what differs from the theme, and the keys that are not ours."""
    out: dict[str, Any] = {**style.foreign, **_look_data(style.look)}
    if style.labels != LabelChoice():
        labels = {"column": style.labels.column, "size": style.labels.size_px, "shown": style.labels.shown}
        kept = {name: value for name, value in labels.items() if value not in ("", None)}
        out["labels"] = {name: value for name, value in kept.items() if name != "shown" or value is False}
    if style.classification:
        out["classification"] = style.classification
    if style.mode is Mode.DEFAULT:
        return out
    out["mode"] = style.mode.value
    if style.mode is Mode.SINGLE:
        return out
    out |= {"column": style.column, "rows": [_row_data(row) for row in style.rows]}
    if style.mode is Mode.CATEGORIES:
        if style.others != Row(""):
            out["others"] = {key: value for key, value in _row_data(style.others).items() if key != "value"}
        return out
    return out | {
        "breaks": list(style.breaks),
        "method": style.method.value,
        "ramp": style.ramp,
        "reverse": style.reverse,
    }


def color_of(data: Mapping[str, Any]) -> str:
    """Return the colour in a stored style as ``#RRGGBB``, "" when there is none that can be used."""
    color = data.get("color")
    return str(color).upper() if is_color(color) else ""


def _look(data: Mapping[str, Any]) -> Look:
    line, opacity, pattern = data.get("line"), _number(data.get("opacity")), data.get("pattern")
    return Look(
        color_of(data),
        None if opacity is None else min(max(opacity, 0.0), 1.0),
        pattern if pattern in PATTERNS else None,
        str(line).upper() if is_color(line) else "",
        _within(data.get("width"), WIDTH_PX),
        data.get("dash") if data.get("dash") in DASHES else None,
        data.get("symbol") if data.get("symbol") in SYMBOLS else None,
        _within(data.get("size"), SIZE_PX),
    )


def _look_data(look: Look) -> dict[str, Any]:
    values = (getattr(look, name) for name, _ in _each(look))
    empty = (value for _, value in _each(Look()))
    return {key: value for key, value, old in zip(_OWN, values, empty, strict=True) if value != old}


def _row(data: Any) -> Row | None:
    values = _mapping(data)
    if not isinstance(values.get("value"), str):
        return None
    return Row(values["value"], _text(values.get("title")), _look(values), values.get("shown") is not False)


def _row_data(row: Row) -> dict[str, Any]:
    out = {"value": row.value, **_look_data(row.look)}
    if row.title:
        out["title"] = row.title
    return out if row.shown else {**out, "shown": False}


def _nth(rows: tuple[Row, ...], number: int) -> Row:
    return replace(rows[number], value=str(number)) if number < min(len(rows), MOST) else Row(str(number))


def _labels(data: Mapping[str, Any]) -> LabelChoice:
    size = _within(data.get("size"), LABEL_PX)
    return LabelChoice(_text(data.get("column")), size, data.get("shown") is not False)


def _each(look: Look) -> list[tuple[str, Any]]:
    return [(one.name, getattr(look, one.name)) for one in fields(look)]


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # JSON knows whole numbers of any length
        return None
    return number if math.isfinite(number) else None


def _within(value: object, limits: tuple[float, float]) -> float | None:
    number = _number(value)
    return None if number is None else min(max(number, limits[0]), limits[1])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _one_of(kind: Any, value: object, otherwise: Any) -> Any:
    return kind(value) if isinstance(value, str) and value in {one.value for one in kind} else otherwise
