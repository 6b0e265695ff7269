"""How each kind of thing looks: values read from ``resources/styles/<theme>.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import Any

from PySide6.QtGui import QColor

THEMES = ("light", "dark", "print")


@dataclass(frozen=True)
class LabelStyle:
    """A text on the map.  Sizes are logical pixels."""

    color: str = "#2B3036"
    size: float = 12.0
    bold: bool = False
    spacing: float = 0.0
    halo: str = ""  # empty: the theme's ground
    max_mpp: float = 1e9  # shown at this many metres to the pixel or closer
    priority: int = 50  # larger is placed first
    placement: str = "point"  # point | beside | area | line | disc
    clearance: float = 0.0  # kept between labels of the same look: where names are many, fewer are shown


@dataclass(frozen=True)
class Style:
    """The look of features that are drawn alike.  Widths and sizes are logical pixels."""

    fill: str = ""
    fill_opacity: float = 1.0
    pattern: str = ""  # "" | dots | diagonal | sparse | hatch | wide | fine
    pattern_color: str = ""
    pattern_below_mpp: float = 1e9  # the pattern shows at this many metres to the pixel or closer
    line: str = ""
    line_opacity: float = 1.0
    width: float = 1.0
    dash: tuple[float, ...] = ()  # in pixels
    band: str = ""  # a wide pale line below
    band_width: float = 0.0
    band_opacity: float = 1.0
    core: str = ""  # a narrow line on top: makes a double line
    core_width: float = 0.0
    thin_mpp: float = 1e9  # beyond this many metres to the pixel, lines grow thinner
    solid_mpp: float = 1e9  # beyond this many metres to the pixel, a dashed line is drawn solid
    line_below_mpp: float = 1e9  # the outline shows at this many metres to the pixel or closer
    max_mpp: float = 1e9  # the whole thing shows at this many metres to the pixel or closer
    symbol: str = ""  # dot | square | circle | triangle | diamond | ring
    glyph: str = ""  # name of a picture in resources/symbols
    size: float = 18.0
    small_size: float = 0.0  # size far out; grows to ``size`` at ``full_size_mpp``
    full_size_mpp: float = 120.0
    keyline: str = "#FFFFFF"
    label: LabelStyle | None = None

    def line_scale(self, metres_per_px: float) -> float:
        """Return what widths are multiplied by: far out, thinner lines keep a crowded map calm."""
        if metres_per_px <= self.thin_mpp:
            return 1.0
        return max(0.45, (self.thin_mpp / metres_per_px) ** 0.5)

    @property
    def is_point(self) -> bool:
        """Whether it draws a symbol."""
        return bool(self.symbol)


@dataclass(frozen=True)
class Theme:
    """All looks of one theme and its common colours."""

    name: str
    ground: str  # outside every county
    land: str
    ink: str
    muted: str
    halo: str
    accent: str
    selection: str
    hillshade_opacity: float
    styles: dict[str, Style]

    def style(self, key: str) -> Style:
        """Return the look of a kind; unknown kinds look like ``other``."""
        return self.styles.get(key, self.styles["other"])


@lru_cache(maxsize=len(THEMES))
def theme(name: str) -> Theme:
    """Return a theme by name: ``light``, ``dark`` or ``print``."""
    return _parse(_load(name))


def color(text: str, opacity: float = 1.0) -> QColor:
    """Return a colour from ``#RRGGBB`` text with an opacity."""
    value = QColor(text)
    value.setAlphaF(value.alphaF() * opacity)
    return value


def _load(name: str) -> dict[str, Any]:
    if name not in THEMES:
        raise ValueError(f"{name}: there is no such theme. Choose one of {', '.join(THEMES)}.")
    text = resources.files("resources").joinpath("styles", f"{name}.json").read_text(encoding="utf-8")
    values: dict[str, Any] = json.loads(text)
    parent = values.pop("extends", None)
    return values if parent is None else _merged(_load(parent), values)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    out = dict(base)
    for key, value in over.items():
        both_dicts = isinstance(value, dict) and isinstance(out.get(key), dict)
        out[key] = _merged(out[key], value) if both_dicts else value
    return out


def _parse(values: dict[str, Any]) -> Theme:
    styles = {key: _style(value) for key, value in values["styles"].items()}
    common = {field.name: values[field.name] for field in fields(Theme) if field.name != "styles"}
    return Theme(**common, styles=styles)


def _style(values: dict[str, Any]) -> Style:
    known = dict(values)
    if known.get("label") is not None:
        known["label"] = LabelStyle(**known["label"])
    if "dash" in known:
        known["dash"] = tuple(known["dash"])
    return Style(**known)
