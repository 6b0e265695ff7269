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
    pixels = np.frombuffer(image.bits(), dtype=np.uint8).reshape(height, image.bytesPerLine())
    pixels = pixels[:, : 4 * width].reshape(height, width, 4)
    to_light, to_code = _tables()
    # In memory the channels are blue, green, red.
    turn = np.ascontiguousarray(matrix(sight)[::-1, ::-1].T.astype(np.float32) * (_STEPS - 1))
    for top in range(0, height, _STRIP):
        if cancelled():
            return False
        strip = pixels[top : top + _STRIP, :, :3]
        light = to_light[strip].reshape(-1, 3) @ turn
        np.clip(light, 0, _STEPS - 1, out=light)
        strip[:] = to_code[light.astype(np.int32)].reshape(strip.shape)
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
    names = ("ground", "land", "ink", "muted", "halo", "accent", "selection")
    colors = _seen_names(tuple(getattr(theme, name) for name in names), sight)
    return replace(theme, **dict(zip(names, colors, strict=True)))
