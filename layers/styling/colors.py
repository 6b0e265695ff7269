"""Colours as numbers: even steps for the eye, and what colour-blind eyes and a grey printer make of them.

Colours are sRGB (IEC 61966-2-1), ``#RRGGBB`` or arrays of 0–1 with the channels last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_HEX = re.compile("#[0-9A-Fa-f]{6}")


class Sight(StrEnum):
    """How a picture is looked at."""

    FULL = "full"
    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"
    GREY = "grey"


#: Machado, Oliveira & Fernandes (2009), IEEE Trans. Vis. Comput. Graph. 15:1291–1298, table 1, severity 1.0.
#: They act on linear RGB; every row sums to 1, so that greys stay as they are.
_MACHADO: dict[Sight, Floats] = {
    Sight.PROTAN: np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    Sight.DEUTAN: np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    Sight.TRITAN: np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
    # The Y row of the sRGB standard three times: a grey as light as the colour.
    Sight.GREY: np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}
#: Ottosson (2020), "A perceptual color space for image processing": linear sRGB → cone responses → Lab.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def is_color(text: object) -> bool:
    """Return whether something is a colour as a plan stores it, ``#RRGGBB``."""
    return isinstance(text, str) and _HEX.fullmatch(text) is not None


def rgb(color: str) -> Floats:
    """Return the three channels of ``#RRGGBB``, 0–1."""
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0


def hex_color(channels: Sequence[float] | Floats) -> str:
    """Return channels of 0–1 as ``#RRGGBB``, cut to what can be shown."""
    red, green, blue = (round(255.0 * min(max(float(value), 0.0), 1.0)) for value in channels)
    return f"#{red:02X}{green:02X}{blue:02X}"


def linear(encoded: Floats) -> Floats:
    """Return sRGB values as amounts of light."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def encoded(light: Floats) -> Floats:
    """Return amounts of light as sRGB values, cut to 0–1."""
    light = np.clip(light, 0.0, 1.0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1.0 / 2.4) - 0.055)


def matrix(sight: Sight) -> Floats:
    """Return what turns linear RGB into linear RGB as it is seen, shape (3, 3)."""
    return _MACHADO.get(sight, np.eye(3))


def seen(color: str, sight: Sight) -> str:
    """Return a colour as it is seen."""
    if sight is Sight.FULL:
        return color.upper()
    return hex_color(encoded(matrix(sight) @ linear(rgb(color))))


def oklab(color: str) -> Floats:
    """Return lightness 0–1 and two opponent axes of a colour, of equal steps for the eye (Ottosson 2020)."""
    return _TO_LAB @ np.cbrt(_TO_CONES @ linear(rgb(color)))


def of_oklab(lab: Floats) -> str:
    """Return the colour of a place in OKLab."""
    cones = np.linalg.solve(_TO_LAB, lab) ** 3
    return hex_color(encoded(np.linalg.solve(_TO_CONES, cones)))


def distance(one: str, other: str, sight: Sight = Sight.FULL) -> float:
    """Return how far apart two colours look: Euclidean in OKLab, 0.02 is about the least step seen side by side."""
    return float(np.linalg.norm(oklab(seen(one, sight)) - oklab(seen(other, sight))))


def mixed(color: str, ground: str, share: float) -> str:
    """Return a colour laid over a ground so that it makes up ``share`` of the mixture, as painters do it (in sRGB)."""
    return hex_color(share * rgb(color) + (1.0 - share) * rgb(ground))
