"""A look of the theme with what the planner changed of it."""

from __future__ import annotations

from dataclasses import replace

from app.canvas.coloring import recolored, visible_on
from app.canvas.styles import LabelStyle, Style, Theme
from layers.styling.model import LabelChoice, Look

#: Dashes that can be chosen, in widths of a line of 1.5 px; lines of other widths have them in proportion.
_DASHES: dict[str, tuple[float, ...]] = {"solid": (), "dash": (7, 4), "dot": (1.6, 3.2), "dash_dot": (8, 3.5, 1.6, 3.5)}
_DASH_WIDTH = 1.5
#: How much of its colour an area of a kind or class shows when nobody said: kinds must differ at a glance.
ROW_OPACITY = 0.7


def restyled(style: Style, look: Look, land: str, *, is_row: bool = False) -> Style:
    """Return a theme's look with the planner's changes.

    Parameters
    ----------
    style : Style
    look : Look
    land : the colour below opaque areas
    is_row : of a kind or class, whose areas take their colour whole and let the land through
    """
    made = _colored(style, look, land, is_row=is_row)
    if look.line:
        line = visible_on(land, look.line)
        made = replace(made, keyline=line) if made.is_point else replace(made, line=line, line_below_mpp=1e9)
    if look.opacity is not None and not made.is_point:
        made = replace(made, fill_opacity=look.opacity)
    if look.pattern is not None and not made.is_point:
        made = replace(
            made, pattern=look.pattern, pattern_color=_pattern_color(made, look.pattern), pattern_below_mpp=1e9
        )
    if look.width_px is not None:
        made = _widened(made, look.width_px)
    if look.dash is not None:
        scale = max(made.width, 0.5) / _DASH_WIDTH
        made = replace(made, dash=tuple(length * scale for length in _DASHES[look.dash]), solid_mpp=1e9)
    if made.is_point:
        made = _symbol(made, look)
    return made


def _colored(style: Style, look: Look, land: str, *, is_row: bool) -> Style:
    if not look.color:
        return style
    if is_row and style.fill and not style.is_point and look.opacity is None:
        style = replace(style, fill_opacity=ROW_OPACITY)
    made = recolored(style, look.color, land)
    if style.fill and is_row:
        # As it is on any ground: lighter on dark land, the dark end of a ramp would be one colour.
        return replace(made, fill=look.color)
    if style.fill and not style.is_point and look.opacity is not None:
        return replace(made, fill=visible_on(land, look.color))
    return made


def _pattern_color(style: Style, pattern: str) -> str:
    """Return the colour of a pattern that was chosen: that of the look's own pattern, of its outline, of its fill."""
    return (style.pattern_color or style.line or style.fill) if pattern else ""


def _widened(style: Style, width: float) -> Style:
    """Return a line of another width; casings and cores keep their margin."""
    more = width - style.width
    band = max(style.band_width + more, 0.0) if style.band else 0.0
    core = max(style.core_width + more, 0.0) if style.core else 0.0
    return replace(style, width=width, band_width=band, core_width=core)


def _symbol(style: Style, look: Look) -> Style:
    if look.symbol is not None and look.symbol != style.symbol:
        style = replace(style, symbol=look.symbol, glyph="" if look.symbol == "dot" else style.glyph)
    if look.size_px is not None:
        small = style.small_size * look.size_px / max(style.size, 1.0)
        style = replace(style, size=look.size_px, small_size=small)
    return style


def relabelled(style: Style, choice: LabelChoice, theme: Theme) -> Style:
    """Return a look with its label as the planner wants it; a column that was chosen is written whatever the role."""
    label = style.label
    if not choice.shown:
        return replace(style, label=None)
    if label is None and choice.column:
        label = theme.style("other").label or LabelStyle()
    if label is not None and choice.size_px is not None:
        label = replace(label, size=choice.size_px)
    return replace(style, label=label)


def unknown_look(style: Style, theme: Theme) -> Style:
    """Return grey hatch in place of a look: of what is not known no value may be shown, least of all zero."""
    grey = theme.style("unknown")
    if style.is_point:
        return replace(style, fill=theme.land, keyline=grey.line, line="", glyph="", label=style.label)
    return replace(
        grey,
        symbol="",
        fill=grey.fill if style.fill else "",
        pattern=grey.pattern if style.fill else "",
        width=style.width,
        line_below_mpp=style.line_below_mpp,
        max_mpp=style.max_mpp,
        thin_mpp=style.thin_mpp,
        label=style.label,
    )
