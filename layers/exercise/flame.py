"""How high flames stand, and how far from fuel people are safe from their heat."""

from __future__ import annotations

#: Heat of combustion of forest fuel, kJ/kg (Byram 1959; Alexander & Cruz 2012 take 18 000).
HEAT_KJ_KG = 18_000.0
#: NWCG, *Incident Response Pocket Guide* (PMS 461): at least four times the flame height from the fuel on every side.
FLAMES_AWAY = 4.0
#: B. Butler (US Forest Service): safe separation is 8 × height of the vegetation × a slope–wind factor of 1 to 10.
HEIGHTS_AWAY = 8.0


def intensity_kw_m(rate_m_min: float, load_kg_m2: float) -> float:
    """Return the fireline intensity I = H · w · r (Byram 1959), kW per metre of front.

    Parameters
    ----------
    rate_m_min : float
        Rate of spread.
    load_kg_m2 : float
        Fuel that the front consumes.
    """
    return HEAT_KJ_KG * load_kg_m2 * rate_m_min / 60.0


def flame_length_m(intensity: float) -> float:
    """Return the length of the flames L = 0.0775 · I^0.46 (Byram 1959, in metres and kW/m).

    Taken as their height: leaning flames stand lower than they are long, so this is on the safe side.  It is of
    surface fires; in crowns flames stand at half the stand's height above that and more.
    """
    return float(0.0775 * max(intensity, 0.0) ** 0.46)


def safe_from_flame_m(flame_m: float) -> float:
    """Return four times the flame height."""
    return FLAMES_AWAY * flame_m


def safe_by_vegetation_m(vegetation_m: float, factor: float) -> float:
    """Return Butler's safe separation distance."""
    return HEIGHTS_AWAY * vegetation_m * factor
