"""Words for directions of fire, for window, workbook and command line; they must do where Qt cannot load."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.numbers import number
from app.qtcore import translate

if TYPE_CHECKING:
    from layers.spread.directions import DirectionLand, Directions


def _say(text: str) -> str:
    try:
        from PySide6.QtCore import QCoreApplication
    except ImportError:
        return translate("Directions", text)
    return QCoreApplication.translate("Directions", text)


def winds() -> dict[str, str]:
    """Return the words for the eight winds."""
    return {
        "n": _say("N"),
        "ne": _say("NE"),
        "e": _say("E"),
        "se": _say("SE"),
        "s": _say("S"),
        "sw": _say("SW"),
        "w": _say("W"),
        "nw": _say("NW"),
    }


def book_words() -> dict[str, str]:
    """Return the words of the workbook."""
    return {
        **winds(),
        "villages": _say("Villages"),
        "origins": _say("By county of origin"),
        "sectors": _say("Sectors"),
        "notes": _say("Notes"),
        "village": _say("Village"),
        "county": _say("County"),
        "lon": _say("Longitude"),
        "lat": _say("Latitude"),
        "origin": _say("Comes from"),
        "whole": _say("All the way, degrees"),
        "outer": _say("Outer segments, degrees"),
        "any": _say("First segment, degrees"),
        "foreign": _say("From another county, degrees"),
        "unknown": _say("Not known, degrees"),
        "from": _say("From, degrees"),
        "to": _say("To, degrees"),
        "wind": _say("Wind"),
        "segments": _say("Segments"),
        "outside": _say("outside every county"),
        "depth": _say("Unbroken for {km} km, degrees"),
    }


def notes(land: DirectionLand, names: Mapping[str, str]) -> list[list[Any]]:
    """Return what the figures rest on, for the last sheet."""
    settings = land.settings
    method = _say(
        "Exposure: share of hazardous cells within {distance:g} m, the cell itself left out; high from {high:g} on "
        "(Beverly et al. 2010, 2021). A segment is a way for fire when {viable:.0%} of it lie in high exposure "
        "(Beverly & Forbes 2023). Lines every {step:g}°, segments {segments}."
    )
    segments = " + ".join(f"{one / 1000:g} km" for one in settings.segments_m)
    facts = {
        "distance": settings.distance_m,
        "high": settings.high,
        "viable": settings.viable,
        "step": settings.step_deg,
        "segments": segments,
    }
    rows = [
        [_say("Method"), method.format(**facts)],
        [_say("Hazardous"), _say("all that burns") if land.with_grass else _say("all that burns but grass")],
        [_say("Cells"), f"{land.grid.cell_m:g} m"],
        [_say("Layers"), ", ".join(land.used)],
    ]
    return rows + [[_say("Limits"), text] for text in limits(land, names)]


def limits(land: DirectionLand, names: Mapping[str, str]) -> list[str]:
    """Return what is not known, sentence by sentence."""
    said = [_say("Fuel only: neither terrain nor weather is in it, nor how likely a fire starts there.")]
    for title, cell_m in land.coarse:
        text = _say("{title} has cells of {cell} m, coarser than the {most} m the method asks for.")
        said.append(text.format(title=title, cell=number(cell_m), most=number(land.settings.distance_m / 3)))
    if land.silent:
        listed = ", ".join(names.get(code, code) for code in sorted(land.silent))
        said.append(_say("Unknown: no forest or land cover of {counties}.").format(counties=listed))
    return said


def sector_text(first_deg: float, last_deg: float) -> str:
    """Return a sector as wind and bearings: ``NW 300°–325°``."""
    from layers.spread.direction_book import compass, middle_deg

    wind = winds()[compass(middle_deg(first_deg, last_deg))]
    return f"{wind} {first_deg:g}°" if first_deg == last_deg else f"{wind} {first_deg:g}°–{last_deg:g}°"


def summary(land: DirectionLand, found: Directions, names: Mapping[str, str]) -> list[str]:
    """Return the directions of a place, sentence by sentence."""
    km = sum(land.settings.segments_m) / 1000.0
    whole, unknown = float(found.full.sum()) * found.step_deg, float(found.unknown.sum()) * found.step_deg
    if whole:
        text = _say("Fire can come {km:g} km without a break from {degrees:g}° of the 360° around it.")
        said = [text.format(km=km, degrees=whole)]
    else:
        said = [_say("From no direction does an unbroken way of {km:g} km lead here.").format(km=km)]
    if unknown:
        said.append(_say("Of {degrees:g}° it is not known.").format(degrees=unknown))
    return said


def county_name(land: DirectionLand, row: int, names: Mapping[str, str]) -> str:
    """Return the name of a county by its row in the land."""
    if row < 0:
        return _say("outside every county")
    code = str(land.counties["code"].iloc[row])
    return names.get(code, code)
