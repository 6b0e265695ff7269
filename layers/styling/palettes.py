"""Ramps for numbers and a set of colours for kinds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from layers.styling.colors import Floats, of_oklab, oklab

#: Key colours of ramps, low to high; what lies between is interpolated evenly in OKLab.
#: cividis: Nuñez, Anderton & Renslow (2018), PLOS ONE 13:e0199239; viridis: van der Walt & Smith (2015), CC0.
#: The others are ours: one hue, or two that colour-blind eyes keep apart, from pale to dark.
RAMPS: Mapping[str, tuple[str, ...]] = {
    "heat": ("#FFF3B8", "#FBC45C", "#EE8136", "#C73A28", "#7A1020"),
    "teal": ("#E2F1EC", "#8CC9BE", "#2F9389", "#00524C"),
    "blue": ("#E6EEF8", "#94BCE0", "#3F7FBA", "#123F74"),
    "cividis": ("#00224E", "#35456C", "#666970", "#948E77", "#C8B866", "#FEE838"),
    "viridis": ("#440154", "#414487", "#2A788E", "#22A884", "#7AD151", "#FDE725"),
    "grey": ("#ECECEC", "#9A9A9A", "#3A3A3A"),
    "two_ways": ("#2F6FA8", "#9CC2DD", "#F2EEE4", "#E3B07C", "#A8591B"),
}
DEFAULT_RAMP = "heat"

#: Colours for kinds, in the order they are given out; after Paul Tol's qualitative schemes (SRON/EPS/TN/09-002),
#: without the hues of danger levels.  Neighbours in the order differ in lightness, for grey printers.
KINDS: tuple[str, ...] = (
    "#4477AA",
    "#C9A227",
    "#117733",
    "#CC6677",
    "#332288",
    "#66A5C9",
    "#A65628",
    "#44AA99",
    "#882255",
    "#999933",
    "#AA4499",
    "#5F6B73",
)
#: Patterns that tell kinds apart once the colours have been given out.
_AGAIN = ("", "hatch", "dots", "sparse")

_STEPS = 64


def ramp(name: str, count: int, *, reverse: bool = False) -> tuple[str, ...]:
    """Return ``count`` colours of a ramp whose neighbours look equally far apart.

    Parameters
    ----------
    name : str
        One of :data:`RAMPS`; an unknown one is the default.
    count : int
        At least 1; one colour is the middle of the ramp.
    reverse : bool
        High values get what low ones had.
    """
    keys = np.array([oklab(color) for color in RAMPS.get(name, RAMPS[DEFAULT_RAMP])])
    way = _finely(keys)
    run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])
    at = np.linspace(0.0, run[-1], count) if count > 1 else np.array([run[-1] / 2.0])
    places = np.column_stack([np.interp(at, run, way[:, axis]) for axis in range(3)])
    colors = tuple(of_oklab(place) for place in places)
    return colors[::-1] if reverse else colors


def kind(number: int) -> tuple[str, str]:
    """Return colour and pattern of the ``number``-th kind; patterns change where colours begin again."""
    return KINDS[number % len(KINDS)], _AGAIN[number // len(KINDS) % len(_AGAIN)]


def _finely(keys: Floats) -> Floats:
    at = np.linspace(0.0, len(keys) - 1.0, _STEPS * (len(keys) - 1) + 1)
    return np.column_stack([np.interp(at, np.arange(len(keys)), keys[:, axis]) for axis in range(3)])
