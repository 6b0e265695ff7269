"""Any table as a workbook or as CSV: figures as figures, codes as text, unknown cells empty."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from layers.export.book import Sheet, write_book
from layers.export.cells import not_a_formula, without_control
from layers.export.files import written_whole
from layers.progress import Progress, silent

_EVERY = 2_000


def write_table(
    target: Path,
    title: str,
    heading: Sequence[str],
    rows: Iterable[Sequence[Any]],
    count: int,
    *,
    progress: Progress = silent,
) -> None:
    """Write rows as ``.xlsx``, or as ``.csv`` (UTF-8 with BOM, as spreadsheets take it); whole or not at all.

    Parameters
    ----------
    target : Path
        Its ending says which; anything but ``.csv`` is written as a workbook.
    title : str
        Of the sheet.
    heading : sequence of str
    rows : iterable of sequences
        Numbers, text, dates or None (unknown, left empty), one for each heading.
    count : int
        How many rows there are.

    Raises
    ------
    ExportError
        The file cannot be written; one that was there is as it was.
    """
    if target.suffix.lower() == ".csv":
        _write_csv(target, heading, rows, count, progress)
        return
    widths = [min(max(10.0, 1.8 * len(text) + 4), 40.0) for text in heading]
    plain = ([_book_cell(value) for value in row] for row in rows)
    write_book(target, [Sheet(_sheet_title(title), heading, widths, plain, count, has_filter=True)], progress=progress)


def _write_csv(
    target: Path, heading: Sequence[str], rows: Iterable[Sequence[Any]], count: int, progress: Progress
) -> None:
    with written_whole(target) as path, path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([not_a_formula(without_control(text)) for text in heading])
        for number, row in enumerate(rows):
            if number % _EVERY == 0:
                progress(number / max(1, count), "writing")
            writer.writerow([_csv_cell(value) for value in row])


def _book_cell(value: Any) -> Any:
    # A spreadsheet keeps 15 digits: a longer whole number is a name and stays text.
    return str(value) if isinstance(value, int) and abs(value) >= 10**15 else value


def _csv_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return not_a_formula(without_control(value)) if isinstance(value, str) else value


def _sheet_title(title: str) -> str:
    """A sheet's name takes no brackets, colons, slashes, stars or question marks."""
    return "".join("_" if letter in "[]:*?/\\" else letter for letter in title) or "_"
