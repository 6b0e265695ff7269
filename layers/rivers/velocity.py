"""How fast water runs: a given speed, Manning, or Jobson's peak velocity."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from layers.rivers.network import RiverNetwork
from layers.rivers.settings import Method, RiverSettings

FloatArray = NDArray[np.float64]

GRAVITY_MS2 = 9.80665


def manning_ms(n: float, hydraulic_radius_m: float, slope: FloatArray | float) -> FloatArray:
    """Return v = R^(2/3) · S^(1/2) / n (Manning 1891), m/s.

    Parameters
    ----------
    n : float
        Roughness, s/m^(1/3).
    hydraulic_radius_m : float
    slope : float or ndarray
        Of the energy line, m/m; the bed's stands in.
    """
    return np.asarray(hydraulic_radius_m ** (2.0 / 3.0) * np.sqrt(np.asarray(slope, dtype=float)) / n)


def jobson_peak_ms(
    discharge_m3s: float,
    mean_discharge_m3s: float,
    drainage_m2: float,
    slope: FloatArray | float,
    *,
    is_fastest: bool = False,
) -> FloatArray:
    """Return the velocity of the peak of a cloud of solute, m/s (Jobson 1996, USGS WRIR 96-4013).

    Vp = 0.094 + 0.0143 · Da'^0.919 · Qa'^−0.469 · S^0.159 · Q/Da with Da' = Da^1.25 · √g / Qa and Qa' = Q/Qa.

    Parameters
    ----------
    discharge_m3s, mean_discharge_m3s : float
        Q at the time, Qa of the year.
    drainage_m2 : float
        Da.
    slope : float or ndarray
        S, m/m.
    is_fastest : bool
        The highest probable velocity 0.25 + 0.02 · (the same) instead.
    """
    relative_area = drainage_m2**1.25 * math.sqrt(GRAVITY_MS2) / mean_discharge_m3s
    relative_flow = discharge_m3s / mean_discharge_m3s
    term = relative_area**0.919 * relative_flow**-0.469 * np.asarray(slope, dtype=float) ** 0.159
    term = term * discharge_m3s / drainage_m2
    return np.asarray(0.25 + 0.02 * term if is_fastest else 0.094 + 0.0143 * term)


def speeds(network: RiverNetwork, settings: RiverSettings) -> tuple[FloatArray, NDArray[np.object_]]:
    """Return the speed of the peak on each edge in m/s, and the :class:`Method` that gave it.

    Manning and Jobson need a slope, which is the drop of the whole line over its length; where terrain says nothing,
    and Jobson where a discharge is missing, the given speed of the stage stands in, and the method says so.
    """
    length = network.course.length_m
    slope = np.abs(network.drop_m) / np.where(length > 0, length, np.nan)
    slope = np.maximum(slope, settings.slope_min)[network.line]
    given = np.full(network.edges, settings.given_ms)
    method = np.full(network.edges, Method.GIVEN.value, dtype=object)
    if settings.method is Method.GIVEN:
        return given, method
    if settings.method is Method.MANNING:
        found = manning_ms(settings.manning_n, settings.hydraulic_radius_m, slope)
    else:
        event = (settings.discharge_m3s, settings.mean_discharge_m3s, settings.drainage_km2)
        if not all(math.isfinite(value) and value > 0 for value in event):
            return given, method
        found = jobson_peak_ms(event[0], event[1], event[2] * 1e6, slope)
    known = np.isfinite(found)
    method[known] = settings.method.value
    return np.where(known, found, given), method
