"""A scene as it hangs on a wall: strong lines, thin fills, nothing written too small or too pale to read from afar.

Colours stay those of the map, because what is agreed on the wall is what is printed; only what a projector in a lit
room would lose is made stronger.  Everything is enlarged beside this, by the canvas.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from app.canvas.scene import Group, LabelSet, Part, Scene, SceneLayer
from app.canvas.styles import LabelStyle, Style, Theme
from layers.styling.colors import hex_color, linear, rgb

#: Fills of what lies on the land let so much of it through.
FILL_LEAST, FILL_MOST = 0.20, 0.40
#: The smallest text on the map, logical pixels: 18 on the wall when that is magnified 1.65 times.
TEXT_PX = 11.0
#: WCAG 2.2: of text (1.4.3) and of what must be told from its ground (1.4.11).
TEXT_CONTRAST, LINE_CONTRAST = 4.5, 3.0
#: The least width of what is argued about, logical pixels.
_WIDTHS_PX = {Group.ZONE: 2.4, Group.BORDER: 1.8, Group.PATROL: 2.8}
#: Lines grow thin only this many times farther out than in the window.
_THIN_FACTOR = 2.5


def luminance(color: str) -> float:
    """Return the relative luminance of ``#RRGGBB``, 0–1 (WCAG 2.2, sRGB)."""
    red, green, blue = linear(rgb(color))
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1–21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=512)
def readable(color: str, ground: str, least: float) -> str:
    """Return a colour made darker, or lighter on a dark ground, until it stands out; its hue stays."""
    if contrast(color, ground) >= least:
        return color
    to = rgb("#000000") if luminance(ground) > 0.18 else rgb("#FFFFFF")
    for step in range(1, 21):
        made = hex_color(rgb(color) + (to - rgb(color)) * step / 20.0)
        if contrast(made, ground) >= least:
            return made
    return hex_color(to)


def staged(scene: Scene) -> Scene:
    """Return a scene for the wall; shapes, and all that is kept of them, are those of the scene given."""
    theme = _theme(scene.theme)
    return replace(scene, theme=theme, layers=tuple(_layer(layer, theme) for layer in scene.layers))


def _theme(theme: Theme) -> Theme:
    styles = {key: _with_label(style, theme) for key, style in theme.styles.items()}
    return replace(theme, muted=readable(theme.muted, theme.halo, TEXT_CONTRAST), styles=styles)


def _layer(layer: SceneLayer, theme: Theme) -> SceneLayer:
    parts = tuple(_part(part, layer.group, theme) for part in layer.parts)
    labels = tuple(_label_set(one, theme) for one in layer.labels)
    return replace(layer, parts=parts, labels=labels)


def _part(part: Part, group: Group, theme: Theme) -> Part:
    return replace(part, style=staged_style(part.style, group, theme))


def _label_set(labels: LabelSet, theme: Theme) -> LabelSet:
    return replace(labels, style=_label(labels.style, theme))


def staged_style(style: Style, group: Group, theme: Theme) -> Style:
    """Return a look for the wall."""
    style = _with_label(style, theme)
    if style.is_point or group in (Group.LAND, Group.COVER, Group.PICTURE, Group.RELIEF):
        return style
    style = _thin_filled(style, theme.land)
    least_px = _WIDTHS_PX.get(group)
    if least_px is not None and style.line:
        more = max(least_px - style.width, 0.0)
        style = replace(
            style,
            width=style.width + more,
            band_width=style.band_width + more if style.band else 0.0,
            line=readable(style.line, theme.land, LINE_CONTRAST),
            line_below_mpp=max(style.line_below_mpp, 1e9),
        )
    if group is Group.PATROL and style.line and not style.fill:
        style = replace(style, fill=style.line, fill_opacity=FILL_LEAST)
    return replace(style, thin_mpp=style.thin_mpp * _THIN_FACTOR)


def _thin_filled(style: Style, land: str) -> Style:
    """Return a look whose fill lets the land through, and looks as it did where that is all there is below."""
    if not style.fill or FILL_LEAST <= style.fill_opacity <= FILL_MOST:
        return style
    if style.fill_opacity < FILL_LEAST:
        return replace(style, fill_opacity=FILL_LEAST)
    # A pale opaque colour is a stronger one at forty per cent; one that is strong itself becomes lighter.
    below, seen = rgb(land), rgb(style.fill) * style.fill_opacity + rgb(land) * (1.0 - style.fill_opacity)
    return replace(style, fill=hex_color((seen - (1.0 - FILL_MOST) * below) / FILL_MOST), fill_opacity=FILL_MOST)


def _with_label(style: Style, theme: Theme) -> Style:
    return style if style.label is None else replace(style, label=_label(style.label, theme))


def _label(label: LabelStyle, theme: Theme) -> LabelStyle:
    size = max(label.size, TEXT_PX)
    if label.placement == "disc":  # white on the colour of its class
        return replace(label, size=size)
    return replace(label, size=size, color=readable(label.color, label.halo or theme.halo, TEXT_CONTRAST))
