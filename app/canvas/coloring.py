"""A layer in a colour of the planner's choice: everything else about its look stays."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QColor

from app.canvas.styles import Style

#: How much of the colour an opaque area takes; the rest is the land, so that labels on it stay readable.
_FILL_SHARE = 0.4
#: An area that lets this much through shows what is below anyway and takes the colour whole.
_TRANSLUCENT = 0.6
#: Bands lighter than this part a line from its ground, and stay.
_LIGHT = 0.85
#: The least lightness of a colour on dark land.
_LIGHT_ENOUGH = 0.6


def recolored(style: Style, color: str, land: str) -> Style:
    """Return a look in another colour.

    Widths, dashes, patterns and symbols stay as they are, and so does how much shows through: what tells
    things apart without colour still does.

    Parameters
    ----------
    style : Style
    color : ``#RRGGBB``
    land : the colour below opaque areas
    """
    color = visible_on(land, color)
    if style.is_point:
        return replace(style, fill=color, line=color if style.line else "")
    is_opaque = style.fill_opacity >= _TRANSLUCENT
    return replace(
        style,
        fill=(mixed(color, land, _FILL_SHARE) if is_opaque else color) if style.fill else "",
        line=color if style.line else "",
        pattern_color=_as_strong(color, style.pattern_color) if style.pattern_color else "",
        band=color if style.band and QColor(style.band).lightnessF() < _LIGHT else style.band,
    )


def visible_on(land: str, color: str) -> str:
    """Return a colour that stands out: on dark land a dark one becomes lighter and keeps its hue."""
    made = QColor(color)
    if QColor(land).lightnessF() >= 0.5 or made.lightnessF() >= _LIGHT_ENOUGH:
        return color
    made.setHslF(max(made.hslHueF(), 0.0), made.hslSaturationF(), _LIGHT_ENOUGH)
    return made.name().upper()


def mixed(color: str, ground: str, share: float) -> str:
    """Return a colour laid over a ground so that it makes up ``share`` of the mixture."""
    top, below = QColor(color), QColor(ground)
    channels = (
        round(share * a + (1.0 - share) * b)
        for a, b in zip(top.getRgb()[:3], below.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*channels).name().upper()


def _as_strong(color: str, old: str) -> str:
    """Return a colour as transparent as the one it replaces."""
    made = QColor(color)
    made.setAlpha(QColor(old).alpha())
    return made.name(QColor.NameFormat.HexArgb if made.alpha() < 255 else QColor.NameFormat.HexRgb).upper()
