"""A finished picture as other eyes see it: for colour-blind eyes, and in grey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.canvas.styles import Theme
from layers.styling.colors import Sight, encoded, linear, matrix, seen

#: Rows filtered at a time: the interpreter's lock is held for a few milliseconds only.
_STRIP = 48
#: Steps of the way back from light to sRGB; fine enough that no value is off by more than one.
_STEPS = 1 << 14


def see(image: QImage, sight: Sight, cancelled: Callable[[], bool] = lambda: False) -> bool:
    """Filter a picture (RGB32) in place; return False when it was cancelled on the way."""
    if sight is Sight.FULL:
        return True
    height, width = image.height(), image.width()
    rows = np.frombuffer(image.bits(), dtype=np.uint8).reshape(height, image.bytesPerLine())
    pixels = rows[:, : 4 * width].reshape(height, width, 4)
    to_light, to_code = _tables()
    # In memory the channels are blue, green, red.
    turn = (matrix(sight)[::-1, ::-1] * (_STEPS - 1)).astype(np.float32)
    for top in range(0, height, _STRIP):
        if cancelled():
            return False
        strip = pixels[top : top + _STRIP]
        # Channel by channel: twenty times as fast as a product of matrices over all of them.
        light = [np.take(to_light, strip[..., channel]) for channel in range(3)]
        for channel, shares in enumerate(turn):
            amount = light[0] * shares[0] + light[1] * shares[1] + light[2] * shares[2]
            np.clip(amount, 0, _STEPS - 1, out=amount)
            strip[..., channel] = np.take(to_code, amount.astype(np.intp), mode="clip")
    return True


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    to_light = linear(np.arange(256) / 255.0).astype(np.float32)
    to_code = np.round(encoded(np.arange(_STEPS) / (_STEPS - 1.0)) * 255.0).astype(np.uint8)
    return to_light, to_code


@lru_cache(maxsize=16)
def _seen_names(colors: tuple[str, ...], sight: Sight) -> tuple[str, ...]:
    return tuple(seen(color, sight) for color in colors)


def theme_seen(theme: Theme, sight: Sight) -> Theme:
    """Return a theme's common colours as they are seen, for what is drawn over the picture."""
    if sight is Sight.FULL:
        return theme
    colors = (theme.ground, theme.land, theme.ink, theme.muted, theme.halo, theme.accent, theme.selection)
    ground, land, ink, muted, halo, accent, selection = _seen_names(colors, sight)
    return replace(theme, ground=ground, land=land, ink=ink, muted=muted, halo=halo, accent=accent, selection=selection)
