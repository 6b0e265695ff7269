"""Gaps and overlaps of county lines on paper: the annex's table, and the whole list as workbook, CSV or map layer."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from layers.borders.verdicts import CHANGED, DISPUTED, LINE, UNDECIDED, listed
from layers.errors import ExportError
from layers.export.book import Sheet, workbook
from layers.export.cells import not_a_formula, records, without_control
from layers.export.document import Align, Block, Column, Heading, Paragraph, Table, Tone
from layers.export.files import written_whole
from layers.export.job import ExportJob
from layers.export.words import Words
from layers.progress import Progress, silent
from layers.sources.gazetteer import short_name

#: An annex names the largest; a coverage that was never made to fit has thousands.
_MOST_IN_ANNEX = 60

#: Columns of the list as a file; ``True``: a number.
_COLUMNS: Mapping[str, bool] = {
    "number": True,
    "kind": False,
    "counties": False,
    "area_m2": True,
    "width_m": True,
    "length_m": True,
    "verdict": False,
    "holder": False,
    "judged_by": False,
    "judged_at": False,
    "meeting": False,
    "note": False,
    "longitude": True,
    "latitude": True,
    "uid": False,
}


def slivers(job: ExportJob) -> list[Block]:
    """Return the annex's section on gaps and overlaps in the area, with verdict, name and time."""
    words = job.words
    heading = Heading(words["heading.slivers"])
    if job.slivers is None or len(job.slivers) == 0:
        return [heading, Paragraph(words["sliver.not_compared" if job.slivers is None else "sliver.none"])]
    every = job.slivers.sort_values(["area_m2", "uid"], ascending=[False, True], kind="stable")
    # What was decided or is disputed is printed whole; of the undecided, the largest.
    undecided = every["state"].isin([UNDECIDED, CHANGED])
    room = max(_MOST_IN_ANNEX - int((~undecided).sum()), 0)
    shown = pd.concat([every[~undecided], every[undecided].head(room)])
    left = every.drop(shown.index)
    rows = [
        (
            str(number),
            words.code("sliver_kind", row["kind"]),
            _counties(row["counties"], job.county_names, words),
            f"{row['area_m2']:.0f}",
            f"{row['width_m']:.1f}",
            verdict_text(row, job.county_names, words),
            "\n".join(text for text in (row["judged_by"], time_text(row["judged_at"], words), row["meeting"]) if text),
        )
        for number, row in enumerate(records(shown), start=1)
    ]
    columns = (
        Column(words["sliver_column.number"], 0.6, Align.CENTRE),
        Column(words["sliver_column.kind"], 0.8, Align.CENTRE),
        Column(words["sliver_column.counties"], 1.8),
        Column(words["sliver_column.area_m2"], 1.1, Align.RIGHT),
        Column(words["sliver_column.width_m"], 0.9, Align.RIGHT),
        Column(words["sliver_column.verdict"], 1.6),
        Column(words["sliver_column.judged_by"], 2.2),
    )
    notes = [words["sliver.note"]]
    disputed = every[every["state"] == DISPUTED]
    if len(disputed):
        area = f"{disputed['area_m2'].sum() / 1e4:.2f}"
        notes.append(words.text("sliver.disputed_note", count=len(disputed), area_ha=area))
    if job.disputed_m > 0.5:
        notes.append(words.text("sliver.disputed_line", km=f"{job.disputed_m / 1000:.3f}"))
    if undecided.any():
        notes.append(words.text("sliver.undecided_note", count=int(undecided.sum())))
    if len(left):
        notes.append(words.text("sliver.more", count=len(left), area_m2=f"{left['area_m2'].sum():.0f}"))
    table = Table(columns, tuple(rows), key="slivers", is_small=True)
    return [heading, table, *(Paragraph(note, Tone.NOTE) for note in notes)]


def verdict_text(row: Mapping[str, Any], names: Mapping[str, str], words: Words) -> str:
    """Return the verdict on a sliver in words."""
    state = str(row["state"])
    if state != LINE:
        return words.code("sliver_state", state)
    if len(row["lines"]) == 1:
        return words.text("sliver_state.line", line=_short(row["lines"][0], names))
    return words.text("sliver_state.holder", holder=_short(str(row["holder"]), names))


def time_text(stamp: str, words: Words) -> str:
    """Return the time of a verdict, in UTC as it is recorded; as it stands when it is no time."""
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return words.text("sliver.at", year=at.year, month=at.month, day=at.day, hour=at.hour, minute=at.minute)


def _short(code: str, names: Mapping[str, str]) -> str:
    return short_name(names.get(code, code))


def _counties(codes: list[str], names: Mapping[str, str], words: Words) -> str:
    return words["punctuation.pair"].join(_short(code, names) for code in codes)


# --- the list as a file -------------------------------------------------------------------------------


def write_slivers(
    path: Path,
    found: gpd.GeoDataFrame,
    verdicts: gpd.GeoDataFrame,
    names: Mapping[str, str],
    words: Words,
    *,
    progress: Progress = silent,
) -> Path:
    """Write the list of gaps and overlaps with the verdicts on them, whole or not at all.

    Parameters
    ----------
    path : Path
        Ends in ``.xlsx``, ``.csv`` (UTF-8 with BOM, for spreadsheets) or ``.gpkg`` (polygons, EPSG:4490).
    found : GeoDataFrame, columns ``SLIVER_COLUMNS``
    verdicts : GeoDataFrame, columns ``VERDICT_COLUMNS``
    names : mapping
        County code → name.

    Raises
    ------
    ExportError
        The file cannot be written, or its ending names no format.
    """
    path = Path(path)
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise ExportError(path=str(path), reason=f"{path.suffix} is none of {', '.join(_WRITERS)}")
    every = listed(found, verdicts)
    table = _table(every, names, words)
    progress(0.5, "writing")
    with written_whole(path) as beside:
        write(beside, table, every, words)
    progress(1.0, "writing")
    return path


def _table(every: gpd.GeoDataFrame, names: Mapping[str, str], words: Words) -> pd.DataFrame:
    # A point inside each strip finds it on any map.
    inside = shapely.point_on_surface(np.asarray(every.geometry.array, dtype=object))
    rows = list(records(every))
    return pd.DataFrame(
        {
            "number": range(1, len(rows) + 1),
            "kind": [words.code("sliver_kind", row["kind"]) for row in rows],
            "counties": [_counties(row["counties"], names, words) for row in rows],
            "area_m2": every["area_m2"].astype(float).round(2).to_numpy(),
            "width_m": every["width_m"].astype(float).round(3).to_numpy(),
            "length_m": every["length_m"].astype(float).round(2).to_numpy(),
            "verdict": [verdict_text(row, names, words) for row in rows],
            "holder": [names.get(row["holder"], row["holder"]) for row in rows],
            **{name: [row[name] for row in rows] for name in ("judged_by", "judged_at", "meeting", "note")},
            "longitude": np.round(shapely.get_x(inside), 7),
            "latitude": np.round(shapely.get_y(inside), 7),
            "uid": every["uid"].to_numpy(),
        }
    )[list(_COLUMNS)]


def _headings(words: Words) -> list[str]:
    return [words[f"sliver_column.{name}"] for name in _COLUMNS]


def _rows(table: pd.DataFrame) -> list[list[Any]]:
    return [
        [
            value if is_number else not_a_formula(without_control(str(value)))
            for value, is_number in zip(row, _COLUMNS.values(), strict=True)
        ]
        for row in table.itertuples(index=False)
    ]


def _csv(path: Path, table: pd.DataFrame, _every: gpd.GeoDataFrame, words: Words) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_headings(words))
    writer.writerows(_rows(table))
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))


def _xlsx(path: Path, table: pd.DataFrame, _every: gpd.GeoDataFrame, words: Words) -> None:
    rows = _rows(table)
    # A Chinese character is as wide as two figures.
    widest = [max((len(str(value)) for value in table[name].head(200)), default=0) for name in _COLUMNS]
    widths = [min(max(10, 1.6 * width), 40) for width in widest]
    strips = Sheet(words["sliver.sheet"], _headings(words), widths, rows, len(rows), has_filter=True)
    note = Sheet(words["sliver.note_sheet"], [words["sliver.note"]], [100], [])
    workbook([strips, note]).save(path)


def _gpkg(path: Path, table: pd.DataFrame, every: gpd.GeoDataFrame, words: Words) -> None:
    frame = gpd.GeoDataFrame(
        {
            **{name: table[name].to_numpy() for name in _COLUMNS},
            "kind_code": every["kind"].to_numpy(),
            "state": every["state"].to_numpy(),
            "codes": every["pair"].to_numpy(),
        },
        geometry=every.geometry.to_numpy(),
        crs=every.crs,
    )
    options = {"IDENTIFIER": words["sliver.sheet"], "DESCRIPTION": words["sliver.note"]}
    pyogrio.write_dataframe(frame, path, layer="slivers", driver="GPKG", geometry_type="Polygon", layer_options=options)


_WRITERS: Mapping[str, Callable[[Path, pd.DataFrame, gpd.GeoDataFrame, Words], None]] = {
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".gpkg": _gpkg,
}

#: What the name of a list may end in.
ENDINGS: tuple[str, ...] = tuple(_WRITERS)
