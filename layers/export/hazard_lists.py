"""Lists beside the zones as workbooks: past events by side, grades side by side, source–receptor tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.export.book import Sheet, write_book
from layers.export.words import Words

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from layers.hazards.grades import Compared
    from layers.hazards.lists import ScenarioSet
    from layers.spread.receptors import ReceptorTable


def write_sides(path: Path, events: gpd.GeoDataFrame, names: Mapping[str, str], words: Words, line_m: float) -> Path:
    """Write past events with the probability of the other side.

    Parameters
    ----------
    events : GeoDataFrame, columns ``layers.hazards.history.SIDE_COLUMNS``
    names : mapping of county code to name
    line_m : float
        Standard error of the county lines, for the note.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    rows = [
        [
            row.name or words["punctuation.unnamed"],
            names.get(row.county, row.county) or words["punctuation.unknown"],
            names.get(row.other, row.other),
            _number(row.distance_m, 1),
            _number(row.precision_m, 1),
            words["punctuation.yes" if row.precision_stated else "punctuation.no"],
            _number(row.other_side, 4),
            words["hazard_list.unclear"] if row.is_unclear else "",
            round(row.geometry.x, 7),
            round(row.geometry.y, 7),
        ]
        for row in events.itertuples(index=False)
    ]
    columns = ("event", "county", "other", "distance", "precision", "stated", "chance", "said", "lon", "lat")
    note = words.text("hazard_list.sides_note", line=f"{line_m:g}")
    return _written(path, words, "sides", columns, (24, 18, 18, 12, 12, 10, 14, 18, 14, 14), rows, [note])


def write_grades(path: Path, rows: Sequence[Compared], first: str, second: str, words: Words) -> Path:
    """Write two counties' grades side by side; ``first`` and ``second`` are what the counties are called.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    written = [
        [
            one.item,
            one.grade,
            one.first,
            one.second,
            words[f"grade_agreement.{one.agreement.value}"],
            "" if one.ratio is None else round(one.ratio, 3),
        ]
        for one in rows
    ]
    count = sum(one.is_mismatch for one in rows)
    note = words.text("hazard_list.grades_note", count=count, rows=len(rows))
    heads = [words[f"hazard_column.{name}"] for name in ("item", "grade")]
    heads += [first, second, *(words[f"hazard_column.{name}"] for name in ("agreement", "ratio"))]
    sheets = [Sheet(words["hazard_list.grades"], heads, [28, 12, 26, 26, 18, 10], written, len(written), True)]
    return _book(path, sheets, words, [note])


def write_receptors(path: Path, table: ReceptorTable, names: Mapping[str, str], words: Words) -> Path:
    """Write a source–receptor table with what follows from it; its citation is on a sheet of its own.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    matrix = table.matrix
    heads = [names.get(code, label) for code, label in zip(matrix.counties, table.labels, strict=True)]
    heads.append(words["hazard_list.outside"])
    rows: list[list[Any]] = [
        [head, *(_number(value, 4) for value in row)] for head, row in zip(heads, matrix.sent[table.value], strict=True)
    ]
    flows = matrix.flows(table.value)
    by_county: list[list[Any]] = [
        [head, *(_number(float(value), 4) for value in values)]
        for head, *values in zip(
            heads, flows.own, flows.incoming, flows.incoming_share, flows.effective_sources, table.column_sum,
            strict=True,
        )
    ]  # fmt: skip
    unit = f"{table.substance} {table.unit}".strip()
    columns = [words[f"hazard_column.{name}"] for name in ("county", "own", "incoming", "share", "sources", "sum")]
    corner = words["hazard_column.corner"]
    sheets = [
        Sheet(unit or words["hazard_list.receptors"], [corner, *heads], [18, *[12] * len(heads)], rows, len(rows)),
        Sheet(words["hazard_list.by_county"], columns, [18, *[14] * 5], by_county, len(by_county), True),
    ]
    return _book(path, sheets, words, [table.citation, words["hazard_list.receptors_note"]])


def write_class_steps(path: Path, steps: gpd.GeoDataFrame, names: Mapping[str, str], words: Words) -> Path:
    """Write where hazard maps differ along county lines, ``layers.hazards.class_steps.STEP_COLUMNS``.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    rows = [
        [
            row.what or words["punctuation.unknown"],
            names.get(row.left, row.left),
            _number(row.left_class, 0),
            names.get(row.right, row.right),
            _number(row.right_class, 0),
            _number(row.step, 0),
            _number(row.length_m, 0),
            *(round(value, 6) for value in row.geometry.interpolate(0.5, normalized=True).coords[0][:2]),
        ]
        for row in steps.itertuples(index=False)
    ]
    columns = ("what", "county", "class", "other", "class", "step", "length", "lon", "lat")
    note = words["hazard_list.class_steps_note"]
    return _written(path, words, "class_steps", columns, (18, 18, 10, 18, 10, 10, 12, 14, 14), rows, [note])


def write_sets(
    path: Path,
    sets: Sequence[ScenarioSet],
    outcomes: pd.DataFrame,
    summary: pd.DataFrame,
    standing: gpd.GeoDataFrame,
    names: Mapping[str, str],
    words: Words,
) -> Path:
    """Write sets of numbers side by side: by set, hazard and border; how far they agree; which zones hold.

    Parameters
    ----------
    outcomes, summary, standing : frames of ``layers.zones.scenarios``

    Raises
    ------
    ExportError
        The file cannot be written.
    """

    def border(text: str) -> str:
        return words.join([names.get(code, code) for code in text.split("|")])

    def head(*codes: str) -> list[str]:
        return [words[f"hazard_column.{code}"] for code in codes]

    def said(codes: Any) -> str:
        return words.join([words.code("zone_class", code) for code in codes])

    by_set = [
        [
            row["scenario"],
            row["weight"],
            words.code("hazard", row["hazard"]),
            border(row["border"]),
            row["zones"],
            said(row["classes"]),
            _number(row["people"], 0),
            _number(row["area_ha"], 2),
        ]
        for row in outcomes.to_dict("records")
    ]
    agreeing = [
        [
            words.code("hazard", row["hazard"]),
            border(row["border"]),
            round(row["shared_share"], 4),
            *(_number(row[f"people_{name}"], 1) for name in ("least", "expected", "most")),
            row["worst"],
        ]
        for row in summary.to_dict("records")
    ]
    zones = [
        [
            words.code("hazard", row["hazard"]),
            words.join(row["names"]),
            words.join([names.get(code, code) for code in row["counties"]]),
            round(row["holds"], 4),
            words["punctuation.yes" if row["always"] else "punctuation.no"],
            *(said([row["classes"][one.name]]) if one.name in row["classes"] else "" for one in sets),
        ]
        for row in standing.to_dict("records")
    ]
    heads = (
        head("set", "weight", "hazard", "line", "zones", "classes", "people", "area"),
        head("hazard", "line", "shared", "least", "expected", "most", "worst"),
        [*head("hazard", "what", "counties", "holds", "always"), *(one.name for one in sets)],
    )
    titles = ("sets", "agreeing", "standing")
    sheets = [
        Sheet(words[f"hazard_list.{title}"], heading, [18] * len(heading), rows, len(rows), True)
        for title, heading, rows in zip(titles, heads, (by_set, agreeing, zones), strict=True)
    ]
    return _book(path, sheets, words, [words["hazard_list.sets_note"]])


def _written(
    path: Path,
    words: Words,
    title: str,
    columns: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[Any]],
    notes: Sequence[str],
) -> Path:
    heads = [words[f"hazard_column.{name}"] for name in columns]
    return _book(path, [Sheet(words[f"hazard_list.{title}"], heads, widths, rows, len(rows), True)], words, notes)


def _book(path: Path, sheets: Sequence[Sheet], words: Words, notes: Sequence[str]) -> Path:
    note = Sheet(
        words["hazard_list.notes"], [words["hazard_list.notes"]], [120], [[text] for text in notes], len(notes)
    )
    write_book(Path(path), [*sheets, note])
    return Path(path)


def _number(value: float, decimals: int) -> float | str:
    return round(float(value), decimals) if math.isfinite(value) else ""
