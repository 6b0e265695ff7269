"""Lists as workbooks (XLSX); the words come from whoever asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.export.cells import without_control
from layers.export.files import written_whole
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from openpyxl import Workbook

_EVERY = 2_000
#: Rows of a sheet in XLSX, its heading included.
MOST_ROWS = 1_048_576


@dataclass(frozen=True)
class Sheet:
    """One sheet: a heading, its columns' widths in characters, and rows."""

    title: str
    heading: Sequence[str]
    widths: Sequence[float]
    rows: Iterable[Sequence[Any]]
    count: int = 0  # of rows, for progress
    has_filter: bool = False  # heads that filter and sort; the count must be right


def write_book(target: Path, sheets: Sequence[Sheet], *, progress: Progress = silent) -> None:
    """Write sheets as XLSX, whole or not at all; text that looks like a formula stays text.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    book = workbook(sheets, progress=progress)
    with written_whole(target) as path:
        book.save(path)


def workbook(sheets: Sequence[Sheet], *, progress: Progress = silent) -> Workbook:
    """Return sheets as a workbook that is yet to be saved."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title[:31])
        page.freeze_panes = "A2"
        if sheet.has_filter:
            page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.heading))}{min(sheet.count + 1, MOST_ROWS)}"
        for place, width in enumerate(sheet.widths, start=1):
            page.column_dimensions[get_column_letter(place)].width = width
        head = []
        for text in sheet.heading:
            cell = _cell(page, text)
            cell.font = Font(bold=True)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            head.append(cell)
        page.append(head)
        for number, row in enumerate(sheet.rows):
            if number + 2 > MOST_ROWS:
                break
            if number % _EVERY == 0:
                progress(min(1.0, number / max(1, sheet.count)), "writing")
            page.append([_cell(page, value) for value in row])
    return book


def _cell(page: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    text = without_control(value)
    cell = WriteOnlyCell(page, value=text)
    if text[:1] in ("=", "+", "-", "@"):  # a head may be the name of a column of a stranger's file
        cell.data_type = "s"
    return cell
