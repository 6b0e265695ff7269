"""Directions of villages as a workbook; the words come from whoever asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layers.export.book import Sheet, write_book
from layers.progress import Progress, part, silent
from layers.spread.directions import DirectionLand, Directions

#: Names of the eight winds, from north by east; words have one for each.
COMPASS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


def compass(bearing_deg: float) -> str:
    """Return which of :data:`COMPASS` a bearing belongs to."""
    return COMPASS[round(bearing_deg / 45.0) % 8]


def middle_deg(first_deg: float, last_deg: float) -> float:
    """Return the bearing half way from the first to the last, clockwise."""
    return (first_deg + ((last_deg - first_deg) % 360.0) / 2.0) % 360.0


def write_directions(
    target: Path,
    land: DirectionLand,
    found: Sequence[Directions],
    names: Mapping[str, str],
    words: Mapping[str, str],
    notes: Sequence[Sequence[Any]],
    *,
    progress: Progress = silent,
) -> Path:
    """Write a sheet of villages, one of villages by county of origin, one of sectors, and one of notes.

    Parameters
    ----------
    target : Path
    land : DirectionLand
    found : sequence of Directions
    names : dict of str to str
        County code → name.
    words : dict of str to str
        Titles ``villages``, ``origins``, ``sectors``, ``notes``; headings ``village``, ``county``, ``lon``, ``lat``,
        ``origin``, ``whole``, ``outer``, ``any``, ``foreign``, ``unknown``, ``from``, ``to``, ``wind``, ``segments``,
        ``outside``, ``depth`` (with ``{km}``), and each of :data:`COMPASS`.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    codes = [str(code) for code in land.counties["code"]]

    def county(row: int) -> str:
        return names.get(codes[row], codes[row]) if row >= 0 else words["outside"]

    def place(one: Directions) -> list[Any]:
        return [one.name, names.get(one.county, one.county) or words["outside"]]

    villages: list[list[Any]] = []
    origins: list[list[Any]] = []
    sectors: list[list[Any]] = []
    for at, one in enumerate(found):
        if at % 50 == 0:
            progress(0.5 * at / len(found), "writing")
        step, depth = one.step_deg, one.depth
        own = codes.index(one.county) if one.county in codes else -1
        foreign = (depth > 0) & (one.source != own)
        counts = (one.full, one.outer, depth > 0, foreign, one.unknown)
        degrees = [_degrees(mask, step) for mask in counts]
        villages.append([*place(one), round(one.lon, 6), round(one.lat, 6), *degrees])
        for row, by_depth in one.by_county().items():
            origins.append([*place(one), county(row), *(round(float(value), 3) for value in by_depth)])
        for sector in one.sectors():
            middle = middle_deg(sector.first_deg, sector.last_deg)
            segments = "+".join(map(str, sector.segments))
            bearing = [round(sector.first_deg, 3), round(sector.last_deg, 3), words[compass(middle)]]
            sectors.append([*place(one), *bearing, county(sector.county), segments])
    reach = np.cumsum(land.settings.segments_m) / 1000.0
    depths = [words["depth"].format(km=f"{km:g}") for km in reach]
    head = [words["village"], words["county"]]
    figures = ("whole", "outer", "any", "foreign", "unknown")
    sheets = [
        Sheet(
            words["villages"],
            [*head, words["lon"], words["lat"], *(words[name] for name in figures)],
            [22, 18, 12, 12, *[14] * len(figures)],
            villages,
            len(villages),
            has_filter=True,
        ),
        Sheet(
            words["origins"], [*head, words["origin"], *depths], [22, 18, 18, 14, 14, 14], origins, len(origins), True
        ),
        Sheet(
            words["sectors"],
            [*head, words["from"], words["to"], words["wind"], words["origin"], words["segments"]],
            [22, 18, 10, 10, 10, 18, 14],
            sectors,
            len(sectors),
            has_filter=True,
        ),
        Sheet(words["notes"], ["", ""], [30, 90], list(notes), len(notes)),
    ]
    write_book(Path(target), sheets, progress=part(progress, 0.5, 1.0))
    return Path(target)


def _degrees(mask: np.ndarray, step_deg: float) -> float:
    return round(float(mask.sum()) * step_deg, 3)
