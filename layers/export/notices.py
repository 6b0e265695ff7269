"""What notices of any kind say alike: where, whom to call, and when."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from layers.crs import STORAGE_CRS, central_meridian, gk_epsg, transformer
from layers.export.cells import records
from layers.export.coordinates import format_dms
from layers.export.words import Words


def contact_lines(code: str, contacts: pd.DataFrame, missing: str) -> str:
    """Return a county's contacts, one a line; ``missing`` where none is known.

    Parameters
    ----------
    code : str
        GB/T 2260 code.
    contacts : DataFrame
        Columns ``county``, ``body``, ``name``, ``duty``, ``phone``.
    missing : str
    """
    if not len(contacts):
        return missing
    lines = [
        " ".join(
            str(row[name]) for name in ("body", "name", "duty", "phone") if isinstance(row[name], str) and row[name]
        )
        for row in records(contacts[contacts["county"].astype(str) == code])
    ]
    return "\n".join(line for line in lines if line) or missing


def time_text(at: datetime, words: Words, key: str) -> str:
    """Return a date and a time of day in the words under a key."""
    return words.text(key, year=at.year, month=at.month, day=at.day, hour=at.hour, minute=at.minute)


def clock_text(at: datetime, today: date, words: Words, key: str) -> str:
    """Return a time of day; on another day than ``today`` with its date, in the words under a key."""
    if at.date() == today:
        return f"{at:%H:%M}"
    return words.text(key, month=at.month, day=at.day, hour=at.hour, minute=at.minute)


def notations(lon: float, lat: float, words: Words) -> tuple[str, str, str]:
    """Return a place in degrees, in degrees, minutes and seconds, and in metres of its own 3° zone.

    Parameters
    ----------
    lon, lat : float
        CGCS2000, degrees.
    words : Words
    """
    degrees = words.text("place_notation.degrees", lon=f"{lon:.6f}", lat=f"{lat:.6f}")
    angles = f"{format_dms(lon, axis='lon', digits=1)}  {format_dms(lat, axis='lat', digits=1)}"
    east, north = transformer(STORAGE_CRS, f"EPSG:{gk_epsg(lon, prefixed=True)}").transform(lon, lat)
    metres = words.text("place_notation.metres", x=f"{north:.0f}", y=f"{east:.0f}", meridian=central_meridian(lon))
    return degrees, angles, metres
