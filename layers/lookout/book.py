"""Lookouts as a workbook; the words come from whoever asks for it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layers.crs import STORAGE_CRS, transformer
from layers.export.book import Sheet, write_book
from layers.lookout.study import LookoutStudy, Suggestion
from layers.progress import Progress, silent

Names = Mapping[str, str]
Words = Mapping[str, str]


def write_lookouts(
    target: Path,
    found: LookoutStudy,
    suggested: Sequence[Suggestion],
    names: Names,
    words: Words,
    *,
    progress: Progress = silent,
) -> Path:
    """Write a sheet of counties, of what is seen across, of lookouts, of suggested sites, and notes.

    Parameters
    ----------
    target : Path
    found : LookoutStudy
    suggested : sequence of Suggestion
    names : county code → name
    words : code → words, the table ``lookout`` of the templates
    progress : Progress

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    sheets = [
        county_sheet(found, names, words),
        across_sheet(found, names, words),
        lookout_sheet(found, names, words),
    ]
    if suggested:
        sheets.append(site_sheet(found, suggested, names, words))
    notes = notes_of(found, names, words)
    sheets.append(Sheet(words["notes"], ["", ""], [34, 90], notes, len(notes)))
    write_book(Path(target), sheets)
    progress(1.0, "writing")
    return Path(target)


def county_name(found: LookoutStudy, row: int, names: Names, words: Words) -> str:
    """Return the name of a county's row; −1 is outside all."""
    if row < 0:
        return words["outside"]
    code = found.land.codes[row]
    return names.get(code, code)


def county_sheet(found: LookoutStudy, names: Names, words: Words) -> Sheet:
    """Return how much of each county's woods is seen, from where, and what nobody sees."""
    figures = ("watched_ha", "seen_ha", "own_ha", "across_only_ha", "twice_ha", "blind_ha")
    rows: list[list[Any]] = []
    for one in found.by_county().to_dict("records"):
        whole = one["watched_ha"]
        shares = [one[name] / whole if whole > 0 else math.nan for name in ("seen_ha", "own_ha", "blind_ha")]
        told = [county_name(found, int(one["county"]), names, words)]
        rows.append(
            [
                *told,
                *(_figure(one[name], 1, words) for name in figures),
                *(_figure(100.0 * share, 1, words) for share in shares),
            ]
        )
    heads = [
        words["county"],
        *(words[name] for name in figures),
        *(words[f"{k}_share"] for k in ("seen", "own", "blind")),
    ]
    return Sheet(words["by_county"], heads, [18, *[14] * 9], rows, len(rows), has_filter=True)


def across_sheet(found: LookoutStudy, names: Names, words: Words) -> Sheet:
    """Return what one county's lookouts see of another's woods."""
    rows = [
        [
            county_name(found, int(eye), names, words),
            county_name(found, int(seen), names, words),
            round(float(seen_ha), 1),
            round(float(only_ha), 1),
        ]
        for eye, seen, seen_ha, only_ha in found.across().itertuples(index=False)
    ]
    heads = [words[name] for name in ("eye_county", "seen_county", "seen_ha", "only_ha")]
    return Sheet(words["across"], heads, [18, 18, 14, 18], rows, len(rows), has_filter=True)


def lookout_sheet(found: LookoutStudy, names: Names, words: Words) -> Sheet:
    """Return what each lookout sees."""
    lon, lat = degrees_of(found, [(one.x_m, one.y_m) for one in found.land.lookouts])
    table = found.by_lookout()
    rows = [
        [
            one.name or words["nameless"],
            county_name(found, one.county, names, words),
            round(lon[at], 6),
            round(lat[at], 6),
            _figure(one.ground_m, 0, words),
            round(one.eye_m, 1),
            *(
                _figure(float(table[name].iloc[at]) if math.isfinite(one.ground_m) else math.nan, 1, words)
                for name in ("seen_ha", "across_ha", "alone_ha")
            ),
        ]
        for at, one in enumerate(found.land.lookouts)
    ]
    heads = [
        words[name]
        for name in ("name", "county", "lon", "lat", "ground_m", "eye_m", "seen_ha", "across_ha", "alone_ha")
    ]
    return Sheet(words["by_lookout"], heads, [22, 18, 12, 12, 10, 12, 14, 14, 18], rows, len(rows), has_filter=True)


def site_sheet(found: LookoutStudy, suggested: Sequence[Suggestion], names: Names, words: Words) -> Sheet:
    """Return where more lookouts would see most woods that nobody sees."""
    lon, lat = degrees_of(found, [(one.x_m, one.y_m) for one in suggested])
    rows = []
    for at, one in enumerate(suggested):
        shares = np.array(one.gained_by_county_ha)
        order = [int(row) for row in np.argsort(-shares, kind="stable") if shares[row] > 0.05]
        told = words["list_separator"].join(
            f"{county_name(found, row, names, words)} {shares[row]:.0f} hm²" for row in order
        )
        place = [at + 1, county_name(found, one.county, names, words), round(lon[at], 6), round(lat[at], 6)]
        rows.append([*place, _figure(one.ground_m, 0, words), round(one.gained_ha, 1), told])
    heads = [words[name] for name in ("number", "county", "lon", "lat", "ground_m", "gained_ha", "gained_by")]
    return Sheet(words["sites"], heads, [8, 18, 12, 12, 10, 16, 50], rows, len(rows), has_filter=True)


def notes_of(found: LookoutStudy, names: Names, words: Words) -> list[list[Any]]:
    """Return what the figures rest on, and what is not known."""
    land, settings = found.land, found.land.settings
    rows: list[list[Any]] = [
        [words["cell_m"], settings.cell_m],
        [words["range_km"], settings.range_m / 1000.0],
        [words["target_m"], settings.target_m],
        [words["usual_eye_m"], settings.eye_m],
        [words["bend"], words["bend_value"]],
        [words["caution"], words["caution_text"]],
    ]
    for title, codes in ((words["silent"], land.silent), (words["unheard"], land.unheard)):
        if codes:
            rows.append([title, words["list_separator"].join(names.get(code, code) for code in sorted(codes))])
    blind = [one.name or words["nameless"] for one in land.lookouts if not math.isfinite(one.ground_m)]
    if blind:
        rows.append([words["no_ground"], words["list_separator"].join(blind)])
    return rows


def degrees_of(found: LookoutStudy, places: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Return places in metres as longitudes and latitudes, CGCS2000."""
    if not places:
        return [], []
    x, y = np.array(places, dtype=float).T
    lon, lat = transformer(f"EPSG:{found.land.grid.epsg}", STORAGE_CRS).transform(x, y)
    return np.asarray(lon).tolist(), np.asarray(lat).tolist()


def _figure(value: float, digits: int, words: Words) -> float | str:
    return round(float(value), digits) if math.isfinite(value) else words["unknown"]
