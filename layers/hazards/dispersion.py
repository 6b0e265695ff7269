"""Gaussian plumes: spread with distance, stability, concentration on the ground, and how far a threshold reaches.

Sources, as read for this program ([V]) or from memory ([M]):

- Briggs (1973), *Diffusion estimation for small emissions*, ATDL-79, rural and urban: σy and σz as two public programs
  have them [V]; valid from about 100 m to 10 km.
- Pasquill–Gifford curves as EPA's ISC3 fits them (EPA-454/B-95-003b, rural): σy = 465.11628·x·tan θ,
  θ = c − d·ln x degrees, σz = a·x^b, x in km, as one public program has them [V].
- Pasquill's table of stability: Turner's form [M].

The sets differ: σy at 1 km in class D is 76 m after Briggs and 68 m after ISC3, so every result names its set.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class CoefficientSet(StrEnum):
    """Whose coefficients.  Stored in plans: never rename one."""

    BRIGGS_RURAL = "briggs_rural"
    BRIGGS_URBAN = "briggs_urban"
    PASQUILL_GIFFORD = "pasquill_gifford"


STABILITIES = ("A", "B", "C", "D", "E", "F")
#: Where Briggs' formulas hold, metres.
VALID_M = (100.0, 10_000.0)

_RURAL_Y = dict(zip(STABILITIES, (0.22, 0.16, 0.11, 0.08, 0.06, 0.04), strict=True))
_URBAN_Y = dict(zip(STABILITIES, (0.32, 0.32, 0.22, 0.16, 0.11, 0.11), strict=True))
#: a, b, p of σz = a·x·(1 + b·x)^p.
_RURAL_Z = {
    "A": (0.20, 0.0, 0.0),
    "B": (0.12, 0.0, 0.0),
    "C": (0.08, 0.0002, -0.5),
    "D": (0.06, 0.0015, -0.5),
    "E": (0.03, 0.0003, -1.0),
    "F": (0.016, 0.0003, -1.0),
}
_URBAN_Z = {
    "A": (0.24, 0.001, 0.5),
    "B": (0.24, 0.001, 0.5),
    "C": (0.20, 0.0, 0.0),
    "D": (0.14, 0.0003, -0.5),
    "E": (0.08, 0.0015, -0.5),
    "F": (0.08, 0.0015, -0.5),
}
#: c, d of θ = c − d·ln x, degrees, x in km.
_GIFFORD_Y = {
    "A": (24.1670, 2.5334),
    "B": (18.3330, 1.8096),
    "C": (12.5000, 1.0857),
    "D": (8.3330, 0.72382),
    "E": (6.2500, 0.54287),
    "F": (4.1667, 0.36191),
}
#: Up to x km: a, b of σz = a·x^b.
_GIFFORD_Z: dict[str, tuple[tuple[float, float, float], ...]] = {
    "A": (
        *((0.10, 122.800, 0.94470), (0.15, 158.080, 1.05420), (0.20, 170.220, 1.09320), (0.25, 179.520, 1.12620)),
        *((0.30, 217.410, 1.26440), (0.40, 258.890, 1.40940), (0.50, 346.750, 1.72830), (math.inf, 453.850, 2.11660)),
    ),
    "B": ((0.20, 90.673, 0.93198), (0.40, 98.483, 0.98332), (math.inf, 109.300, 1.09710)),
    "C": ((math.inf, 61.141, 0.91465),),
    "D": (
        *((0.30, 34.459, 0.86974), (1.00, 32.093, 0.81066), (3.00, 32.093, 0.64403), (10.00, 33.504, 0.60486)),
        *((30.00, 36.650, 0.56589), (math.inf, 44.053, 0.51179)),
    ),
    "E": (
        *((0.10, 24.260, 0.83660), (0.30, 23.331, 0.81956), (1.00, 21.628, 0.75660), (2.00, 21.628, 0.63077)),
        *((4.00, 22.534, 0.57154), (10.00, 24.703, 0.50527), (20.00, 26.970, 0.46713), (40.00, 35.420, 0.37615)),
        (math.inf, 47.618, 0.29592),
    ),
    "F": (
        *((0.20, 15.209, 0.81558), (0.70, 14.457, 0.78407), (1.00, 13.953, 0.68465), (2.00, 13.953, 0.63227)),
        *((3.00, 14.823, 0.54503), (7.00, 16.187, 0.46490), (15.00, 17.836, 0.41507), (30.00, 22.651, 0.32681)),
        *((60.00, 27.074, 0.27436), (math.inf, 34.219, 0.21716)),
    ),
}
#: ISC3 never lets σz of A–C grow beyond this, metres.
_GIFFORD_Z_MOST_M = 5_000.0


def sigma_y_m(x_m: ArrayLike, stability: str, coefficients: str = CoefficientSet.BRIGGS_RURAL) -> Floats:
    """Return the crosswind spread σy in metres at a distance downwind.

    Parameters
    ----------
    x_m : float64, metres, > 0
    stability : str
        ``A`` … ``F``.
    coefficients : str
        A :class:`CoefficientSet` value.

    Raises
    ------
    ValueError
        The class or the set is unknown.
    """
    x = np.asarray(x_m, dtype=np.float64)
    match _checked(stability, coefficients):
        case CoefficientSet.BRIGGS_RURAL:
            return np.asarray(_RURAL_Y[stability] * x / np.sqrt(1.0 + 0.0001 * x))
        case CoefficientSet.BRIGGS_URBAN:
            return np.asarray(_URBAN_Y[stability] * x / np.sqrt(1.0 + 0.0004 * x))
    c, d = _GIFFORD_Y[stability]
    km = x / 1000.0
    return np.asarray(465.11628 * km * np.tan(np.radians(c - d * np.log(km))))


def sigma_z_m(x_m: ArrayLike, stability: str, coefficients: str = CoefficientSet.BRIGGS_RURAL) -> Floats:
    """Return the vertical spread σz in metres at a distance downwind; parameters as :func:`sigma_y_m`."""
    x = np.asarray(x_m, dtype=np.float64)
    chosen = _checked(stability, coefficients)
    if chosen is not CoefficientSet.PASQUILL_GIFFORD:
        a, b, power = (_RURAL_Z if chosen is CoefficientSet.BRIGGS_RURAL else _URBAN_Z)[stability]
        return np.asarray(a * x * (1.0 + b * x) ** power)
    km = x / 1000.0
    rows = _GIFFORD_Z[stability]
    row = np.searchsorted([most for most, _, _ in rows], km, side="left")
    a_of, b_of = np.array([a for _, a, _ in rows]), np.array([b for _, _, b in rows])
    sigma = a_of[row] * km ** b_of[row]
    return np.asarray(np.minimum(sigma, _GIFFORD_Z_MOST_M) if stability in "ABC" else sigma)


def _checked(stability: str, coefficients: str) -> CoefficientSet:
    if stability not in STABILITIES:
        raise ValueError(f"Stability is one of A to F, not {stability!r}.")
    return CoefficientSet(coefficients)


def stability_class(wind_ms: float, *, is_day: bool, level: str) -> tuple[str, ...]:
    """Return Pasquill's class, or both where the table has two.

    Parameters
    ----------
    wind_ms : float
        At 10 m.
    is_day : bool
    level : str
        By day the insolation: ``strong``, ``moderate``, ``slight``; by night the cloud: ``cloudy`` (≥ 4/8), ``clear``
        (≤ 3/8).

    Notes
    -----
    Turner's table [M].  Below 2 m/s the night has no class: air hardly moves, and a plume has no direction.

    Raises
    ------
    ValueError
        The level is none of the table, or the table has no class (a night with less than 2 m/s).
    """
    columns = ("strong", "moderate", "slight") if is_day else ("cloudy", "clear")
    if level not in columns or not wind_ms >= 0.0:
        raise ValueError(f"Level is one of {columns}, wind not below 0; got {level!r} and {wind_ms!r}.")
    rows = _DAY if is_day else _NIGHT
    found = next(row for most, row in rows if wind_ms < most)[columns.index(level)]
    if not found:
        raise ValueError(f"With {wind_ms:g} m/s at night the table has no class: a plume has no direction then.")
    return tuple(found)


_DAY: tuple[tuple[float, tuple[str, ...]], ...] = (
    (2.0, ("A", "AB", "B")),
    (3.0, ("AB", "B", "C")),
    (5.0, ("B", "BC", "C")),
    (6.0, ("C", "CD", "D")),
    (math.inf, ("C", "D", "D")),
)
_NIGHT: tuple[tuple[float, tuple[str, ...]], ...] = (
    (2.0, ("", "")),
    (3.0, ("E", "F")),
    (5.0, ("D", "E")),
    (math.inf, ("D", "D")),
)


def concentration_g_m3(
    x_m: ArrayLike,
    y_m: ArrayLike,
    *,
    release_g_s: float,
    wind_ms: float,
    stability: str,
    coefficients: str = CoefficientSet.BRIGGS_RURAL,
    height_m: float = 0.0,
) -> Floats:
    """Return the concentration on the ground downwind of a steady release, g/m³.

    C = Q / (π u σy σz) · exp(−y² / 2σy²) · exp(−H² / 2σz²), the ground reflecting all of it: the Gaussian plume; see
    docs/method, Releases into the air.

    Parameters
    ----------
    x_m, y_m : float64
        Downwind and crosswind, metres; 0 upwind.
    release_g_s : float
        Q.
    wind_ms : float
        u, > 0.
    height_m : float
        H, effective height of the release.

    Raises
    ------
    ValueError
        The wind does not blow.
    """
    if not wind_ms > 0.0:
        raise ValueError(f"A plume needs wind above 0 m/s, not {wind_ms!r}.")
    x, y = np.broadcast_arrays(np.asarray(x_m, dtype=np.float64), np.asarray(y_m, dtype=np.float64))
    result = np.zeros(x.shape)
    down = x > 0.0
    sy, sz = sigma_y_m(x[down], stability, coefficients), sigma_z_m(x[down], stability, coefficients)
    spread = np.exp(-(y[down] ** 2) / (2 * sy**2)) * np.exp(-(height_m**2) / (2 * sz**2))
    result[down] = release_g_s / (math.pi * wind_ms * sy * sz) * spread
    return result


def isopleth(
    threshold_g_m3: float, *, longest_m: float = VALID_M[1], count: int = 96, **release: Any
) -> tuple[Floats, Floats]:
    """Return the outline of what gets at least a concentration: distances downwind and half widths, metres.

    Parameters
    ----------
    threshold_g_m3 : float, > 0
    longest_m : float
        Where the outline is cut off: the formulas are not known to hold farther out.
    count : int
        Places along the axis.
    release : as :func:`concentration_g_m3`

    Returns
    -------
    x_m, half_width_m : float64, (n,)
        Empty where the threshold is reached nowhere.  The half width is σy·√(2·ln(C(x, 0) / threshold)).

    Raises
    ------
    ValueError
        The threshold is not above 0.
    """
    if not threshold_g_m3 > 0.0:
        raise ValueError(f"A threshold is above 0 g/m³, not {threshold_g_m3!r}.")
    x = np.geomspace(1.0, longest_m, 4000)
    axis = concentration_g_m3(x, 0.0, **release)
    above = np.flatnonzero(axis >= threshold_g_m3)
    if len(above) == 0:
        return np.zeros(0), np.zeros(0)
    first, last = x[above[0]], x[above[-1]]
    if above[-1] + 1 < len(x):  # between two samples: straight in the logarithms
        step = slice(above[-1], above[-1] + 2)
        logs = np.log(axis[step])
        share = (logs[0] - math.log(threshold_g_m3)) / (logs[0] - logs[1])
        last = float(np.exp(np.log(x[step])[0] + share * np.diff(np.log(x[step]))[0]))
    at = np.linspace(first, last, count)
    over = np.maximum(concentration_g_m3(at, 0.0, **release) / threshold_g_m3, 1.0)
    sy = sigma_y_m(at, release["stability"], release.get("coefficients", CoefficientSet.BRIGGS_RURAL))
    return at, sy * np.sqrt(2.0 * np.log(over))
