"""Workbooks and documents of office programs that strangers wrote, looked over before a parser makes objects of them.

An XLSX or DOCX of a few kilobytes can unpack to gigabytes of XML, and each tag of it becomes an object of half a
kilobyte; a merged range over a whole sheet has seventeen thousand million cells.  So what is packed is counted first:
bytes, tags, cells.  Documents of office programs have no DTD (ECMA-376 part 2, clause 8.2.4), so one is refused.
"""

from __future__ import annotations

import errno
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from layers.sources.sniff import ZIP_FAULTS

#: Parts of a workbook as XML, all together; and what a document may have beside pictures.
MOST_XML_BYTES = 64 << 20
#: Everything unpacked, pictures too.
MOST_BYTES = 512 << 20
MOST_PARTS = 5_000
#: Cells of all sheets; tags of any part that is no sheet: Excel ends at 65,490 formats.
MOST_CELLS, MOST_TAGS, MOST_SHEETS = 1_000_000, 400_000, 100
_BLOCK = 1 << 20
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})[\"']")


class OfficeRefused(Exception):
    """Such a file is not opened: ``code`` is ``large`` or ``broken``, ``detail`` says why."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class BookSheet:
    """A sheet as rows of cells, each as long as it is filled, with their line from 1; empty rows are left out.

    ``merged`` are the ranges that are one cell: first line, first column, last line, last column, from 1.
    """

    title: str
    is_visible: bool
    rows: list[tuple[int, list[Any]]]
    merged: list[tuple[int, int, int, int]]


class Opened(Protocol):
    """Whatever parses a workbook as :func:`sheets_of` does."""

    def __call__(self, path: Path, *, most_rows: int, most_columns: int) -> list[BookSheet]:
        """Return its sheets."""
        ...


def look_over(path: Path | IO[bytes]) -> None:
    """Make sure that an office file may be parsed: small enough unpacked, and without a DTD.

    Raises
    ------
    OSError
        The file cannot be read.
    OfficeRefused
        It is no such file, or a bomb.
    """
    cells = 0
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_PARTS or sum(one.file_size for one in infos) > MOST_BYTES:
                raise OfficeRefused("large", "it unpacks to far more than anybody typed")
            # By content: whatever a part is called, a workbook may say that it is its sheet.
            xml = [one for one in infos if _is_xml(archive, one)]
            if sum(one.file_size for one in xml) > MOST_XML_BYTES:
                raise OfficeRefused("large", "it unpacks to far more than anybody typed")
            for one in xml:
                raw = archive.read(one)
                _require_plain(raw, one.filename)
                is_sheet = b"sheetData" in raw
                cells += sum(1 for _ in _CELL.finditer(raw)) if is_sheet else 0
                if cells > MOST_CELLS or raw.count(b"<") > _most_tags(one.filename, is_sheet=is_sheet):
                    raise OfficeRefused("large", f"{one.filename} holds more than anybody typed")
    except ZIP_FAULTS as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # a place before the file's beginning
            raise
        raise OfficeRefused("broken", str(error)) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise OfficeRefused("broken", str(error)) from error


def _is_xml(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Return whether a part could be XML, in any encoding; pictures and fonts begin otherwise."""
    with archive.open(info) as part:
        head = part.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return head[:1] == b"<" or (not head and info.file_size > 0)


def _most_tags(name: str, *, is_sheet: bool) -> int:
    """Return how many tags a part may have: a sheet some for each cell, a text one for each change of letters."""
    if is_sheet:
        return 8 * MOST_CELLS
    return 5 * MOST_TAGS if name.lower().endswith(("sharedstrings.xml", "document.xml")) else MOST_TAGS


def _require_plain(raw: bytes, name: str) -> None:
    if b"\0" in raw[:256]:
        raise OfficeRefused("broken", f"{name} is in UTF-16, which no office program writes")
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise OfficeRefused("broken", f"{name} defines entities, which no office program writes")


def sheets_of(path: Path, *, most_rows: int, most_columns: int, first_only: bool = False) -> list[BookSheet]:
    """Return the sheets of a workbook; columns beyond ``most_columns`` are left out.

    Parameters
    ----------
    most_rows : int
        Lines that are looked at; a filled row beyond them is refused.
    first_only : bool
        Whether only the first sheet is wanted.

    Raises
    ------
    OSError
        The file cannot be read.
    OfficeRefused
        It is no workbook, or too large to be typed by anybody.
    """
    from openpyxl import load_workbook

    look_over(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # a damaged workbook makes the parser fail in any way it likes
        raise OfficeRefused("broken", str(error)[:200] or type(error).__name__) from error
    try:
        if len(book.worksheets) > MOST_SHEETS:
            raise OfficeRefused("large", f"it has {len(book.worksheets):,} sheets")
        parts = [getattr(sheet, "_worksheet_path", "") for sheet in book.worksheets]
        if len(set(parts)) < len(parts):
            raise OfficeRefused("broken", "two of its sheets are one part of the file")
        wanted = book.worksheets[:1] if first_only else book.worksheets
        with zipfile.ZipFile(path) as archive:
            return [_sheet(sheet, archive, most_rows, most_columns) for sheet in wanted]
    except OfficeRefused:
        raise
    except Exception as error:
        raise OfficeRefused("broken", str(error)[:200] or type(error).__name__) from error
    finally:
        book.close()


def _sheet(sheet: Any, archive: zipfile.ZipFile, most_rows: int, most_columns: int) -> BookSheet:
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    sheet.reset_dimensions()  # what it states of its size may be anything
    rows: list[tuple[int, list[Any]]] = []
    for line, cells in enumerate(sheet.iter_rows(max_row=most_rows + 1, values_only=True), start=1):
        row = list(cells[:most_columns])
        while row and (row[-1] is None or row[-1] == ""):
            row.pop()
        if row:
            if line > most_rows:
                raise OfficeRefused("large", f"it has more than {most_rows:,} rows")
            rows.append((line, row))
    merged = []
    found = _MERGED.findall(archive.read(sheet._worksheet_path.lstrip("/")))
    if len(found) > most_rows:
        raise OfficeRefused("large", f"it has {len(found):,} merged ranges")
    for first, last in found:
        (left, top), (right, bottom) = (coordinate_from_string(corner.decode()) for corner in (first, last))
        merged.append((top, column_index_from_string(left), bottom, column_index_from_string(right)))
    return BookSheet(sheet.title, sheet.sheet_state == "visible", rows, merged)
