"""The table of alternatives in words and numbers, for the window, the console and a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layers.export.book import Sheet, write_book
from layers.patrol.alternative_table import BY_COUNTY, AlternativeTable, Row
from layers.plan.alternatives import JOINT, Alternative

Names = Mapping[str, str]
Words = Mapping[str, str]

#: Unit (or the code of its word), what a value is multiplied by, decimals.
_UNITS: Mapping[str, tuple[str, float, int]] = {
    "area_ha": ("hm²", 1.0, 1),
    "area_mu": ("mu", 1.0, 0),
    "share": ("%", 100.0, 1),
    "outside_ha": ("hm²", 1.0, 1),
    "perimeter_km": ("km", 1.0, 2),
    "zones": ("", 1.0, 0),
    "zones_share": ("%", 100.0, 1),
    "border_km": ("km", 1.0, 2),
    "first_reach_min": ("min", 1.0, 0),
    "forest_ha": ("hm²", 1.0, 1),
    "villages": ("", 1.0, 0),
    "people": ("", 1.0, 0),
    "depots": ("", 1.0, 0),
    "lookouts": ("", 1.0, 0),
    "routes_km": ("km", 1.0, 2),
    "cost_net": ("%", 100.0, 1),
    "cost_responsibility": ("%", 100.0, 1),
}


@dataclass(frozen=True)
class BookRow:
    """One measure as it is printed: numbers in ``unit``, rounded to ``decimals``; None is not known."""

    measure: str
    title: str
    county: str
    unit: str
    decimals: int
    values: tuple[float | None, ...]
    differences: tuple[float | None, ...]
    best: frozenset[int]


def column_titles(
    columns: Sequence[str], titles: Names, alternatives: Mapping[str, Alternative], names: Names, words: Words
) -> list[str]:
    """Return what each column is called: A · 怀柔, or that it is the area as it is now."""
    made = []
    for uid in columns:
        if not uid:
            made.append(words["now"])
            continue
        one = alternatives[uid]
        county = words["joint"] if one.county == JOINT else names.get(one.county, one.county)
        made.append(f"{titles[uid]} · {county}" if county else titles[uid])
    return made


def book_rows(table: AlternativeTable, chosen: int, names: Names, words: Words) -> list[BookRow]:
    """Return all rows; ``chosen`` is the column that the others are held against."""
    return [_row(row, chosen, names, words) for row in table.rows]


def _row(row: Row, chosen: int, names: Names, words: Words) -> BookRow:
    unit, factor, decimals = _UNITS[row.measure]

    def told(values: Sequence[float | None]) -> tuple[float | None, ...]:
        return tuple(None if value is None else round(value * factor, decimals) for value in values)

    return BookRow(
        row.measure,
        words[row.measure],
        names.get(row.county, row.county) if row.measure in BY_COUNTY else "",
        words.get(unit, unit) if unit else "",
        decimals,
        told(row.values),
        told(row.differences(chosen)),
        row.best,
    )


def write_alternatives(
    target: Path, title: str, columns: Sequence[str], chosen: int, rows: Sequence[BookRow], words: Words
) -> Path:
    """Write the table as XLSX: every alternative, and every one less the chosen one.

    Parameters
    ----------
    target : Path
    title : str
        Name of the patrol area.
    columns : sequence of str
        From :func:`column_titles`.
    chosen : int
        Column of the chosen one.
    rows : sequence of BookRow
    words : code → words, the table ``alternatives`` of the templates

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    others = [at for at in range(len(columns)) if at != chosen]
    heads = [words["measure"], words["county"], words["unit"], *columns]
    heads += [words["difference"].format(name=columns[at], chosen=columns[chosen]) for at in others]
    heads.append(words["best"])
    told: list[list[Any]] = []
    for row in rows:
        best = words["list_separator"].join(columns[at] for at in sorted(row.best))
        figures = [*row.values, *(row.differences[at] for at in others)]
        told.append([row.title, row.county, row.unit, *(_figure(one) for one in figures), best])
    widths = [24, 16, 8, *[16] * (len(columns) + len(others)), 20]
    notes = [[words.get(key[6:], ""), words[key]] for key in words if key.startswith("about_")]
    sheets = [
        Sheet(words["sheet"], heads, widths, told, len(told), has_filter=True),
        Sheet(words["notes"], [title, ""], [24, 100], notes, len(notes)),
    ]
    write_book(Path(target), sheets)
    return Path(target)


def _figure(value: float | None) -> Any:
    return "—" if value is None else value
