"""The register as a workbook: its template, its export, and the gap map as lists; and reading a filled-in one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from layers.agreements.books import BOOKS, LISTS, Book, BookSpec, Entry, Field, normal, records, row_problems
from layers.agreements.celltext import Names, Terms, Unreadable, cell_text, read_cell
from layers.agreements.register import RegisterProblem
from layers.errors import UnreadableSource
from layers.export.book import Sheet, write_book
from layers.progress import Progress, silent
from layers.sources.office import OfficeRefused, Opened, sheets_of

_WIDTHS: Mapping[Entry, float] = {
    Entry.LONG: 40,
    Entry.PARTIES: 36,
    Entry.LINES: 44,
    Entry.CHOICES: 26,
    Entry.BORDERS: 26,
    Entry.YEAR: 8,
    Entry.DAY: 12,
}
#: Rows and columns read of a sheet at most; a register has hundreds.
_MOST_ROWS, _MOST_COLUMNS = 20_000, 60
_UID = "uid"


@dataclass(frozen=True)
class CellProblem:
    """Something in a workbook that could not be taken, or should be looked at."""

    book: Book | None
    row: int  # as the spreadsheet numbers it; 0: the sheet
    column: str  # the code of a column; "" for the row
    code: str
    severity: str  # "error": the row is not taken; "warning"
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class RegisterReading:
    """A workbook as read: sound rows by book, and everything that is wrong, told together."""

    rows: Mapping[Book, pd.DataFrame]
    problems: tuple[CellProblem, ...]
    refused: Mapping[Book, int]  # rows with an error

    @property
    def count(self) -> int:
        """How many rows can be taken."""
        return sum(len(rows) for rows in self.rows.values())


def heading(one: Field, book: Book, terms: Terms) -> str:
    """Return the head of a column."""
    return terms.words[f"register_{book.value}.{one.name}"]


def sheet_title(book: Book, terms: Terms) -> str:
    """Return the name of a book's sheet."""
    return terms.words[f"register_book.{book.value}"]


def write_register(
    path: Path,
    books: Mapping[Book, pd.DataFrame],
    terms: Terms,
    names: Names,
    *,
    more: Sequence[Sheet] = (),
    progress: Progress = silent,
) -> Path:
    """Write books, and lists beside them, as a workbook, whole or not at all.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    sheets = [_sheet(BOOKS[book], rows, terms, names) for book, rows in books.items()]
    write_book(path, [*sheets, *more], progress=progress)
    return path


def write_template(path: Path, terms: Terms, books: Sequence[Book] = tuple(Book)) -> Path:
    """Write an empty register to be filled in, with a sheet that says what each column takes.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    sheets = [_sheet(BOOKS[book], normal(book, []), terms, Names()) for book in books]
    rows = [
        (sheet_title(book, terms), heading(one, book, terms), _takes(one, terms))
        for book in books
        for one in BOOKS[book].fields
    ]
    heads = [terms.words[f"register_help.{name}"] for name in ("sheet", "column", "takes")]
    write_book(path, [*sheets, Sheet(terms.words["register_help.title"], heads, (18, 22, 90), rows, len(rows))])
    return path


def read_register(
    path: Path, terms: Terms, names: Names, existing: Mapping[Book, pd.DataFrame], *, opened: Opened = sheets_of
) -> RegisterReading:
    """Read a workbook that was made from the template or exported.

    Sheets are known by their names, columns by their heads, in any language of the program.  Nothing is guessed: a cell
    that cannot be read is told with its place, its row is left out, and every other row is taken.

    Parameters
    ----------
    names : Names
        What names in cells mean; rows that refer to rows of the same workbook are understood too.
    existing : mapping
        Books of the plan, for references and to tell a row that is there already.
    opened : callable
        Parses the workbook, here or in the reader's process.

    Raises
    ------
    UnreadableSource
        It is no workbook, or none of its sheets is one of the register's.
    """
    sheets = _open(path, opened)
    found: dict[Book, list[tuple[int, dict[str, Any]]]] = {}
    problems: list[CellProblem] = []
    for title, cells in sheets.items():
        book = _book_of(title, terms)
        if book is None:
            if title not in _own_lists(terms):
                problems.append(CellProblem(None, 0, "", "sheet_unknown", "warning", {"value": title}))
            continue
        rows, wrong = _rows_of(BOOKS[book], cells, terms)
        found.setdefault(book, []).extend(rows)
        problems += wrong
    if not found:
        known = terms.words.join([sheet_title(book, terms) for book in Book])
        raise UnreadableSource(path=str(path), reason=f"no sheet is one of: {known}")
    return _taken(found, problems, terms, names, existing)


def merged(existing: pd.DataFrame, rows: pd.DataFrame, book: Book) -> pd.DataFrame:
    """Return a book with rows of a file: one of the same uid is replaced in its place, others follow."""
    news = {str(row["uid"]): row for row in records(rows)}
    kept = [news.pop(str(row["uid"]), row) for row in records(existing)]
    return normal(book, [*kept, *news.values()])


# --- writing ------------------------------------------------------------------------------------------


def _sheet(spec: BookSpec, rows: pd.DataFrame, terms: Terms, names: Names) -> Sheet:
    heads = [*(heading(one, spec.book, terms) for one in spec.fields), _UID]
    cells = [
        [*(_cell(one, row[one.name], terms, names) for one in spec.fields), row["uid"]]
        for row in rows.to_dict("records")
    ]
    widths = [*(_WIDTHS.get(one.entry, 18) for one in spec.fields), 18]
    return Sheet(sheet_title(spec.book, terms), heads, widths, cells, len(cells), has_filter=True)


def _cell(one: Field, value: Any, terms: Terms, names: Names) -> Any:
    """Return a cell; an empty one is None, so that a filter finds it."""
    if one.entry is Entry.YEAR and (value is None or value is pd.NA):
        return None
    text = cell_text(one, value, terms, names)
    return None if text == "" else text


def _takes(one: Field, terms: Terms) -> str:
    """Return what a column takes, in words."""
    words = terms.words
    if one.choices is not None:
        listed = words.join([terms.show(one.group, kind.value) for kind in one.choices])
        code = "choices" if one.entry in LISTS else "choice"
        return words.text(f"register_takes.{code}", known=listed)
    if one.entry is Entry.LINES:
        parts = " | ".join(words[f"register_line.{part.name}"] for part in one.parts)
        return words.text("register_takes.lines", parts=parts)
    return words[f"register_takes.{one.entry.value}"]


# --- reading ------------------------------------------------------------------------------------------


def _open(path: Path, opened: Opened = sheets_of) -> dict[str, list[tuple[Any, ...]]]:
    try:
        sheets = opened(path, most_rows=_MOST_ROWS, most_columns=_MOST_COLUMNS)
    except (OfficeRefused, OSError) as error:
        raise UnreadableSource(path=str(path), reason=str(error) or type(error).__name__) from error
    found: dict[str, list[tuple[Any, ...]]] = {}
    for sheet in sheets:
        rows: list[tuple[Any, ...]] = []
        for line, cells in sheet.rows:
            rows += [()] * (line - 1 - len(rows))  # lines are counted as the sheet does
            rows.append(tuple(cells))
        found[sheet.title] = rows
    return found


def _book_of(title: str, terms: Terms) -> Book | None:
    for book in Book:
        if title.strip() in {book.value, *(one[f"register_book.{book.value}"] for one in _languages(terms))}:
            return book
    return None


def _own_lists(terms: Terms) -> set[str]:
    """Return the names of sheets that the program writes beside the tables: nobody fills them in."""
    keys = [
        "register_help.title",
        *(f"gap_sheet.{name}" for name in ("title", "classes", "matrix", "health", "clashes")),
        *(f"ledger_sheet.{name}" for name in ("title", "counties", "shares", "lines")),
    ]
    return {words[key] for words in _languages(terms) for key in keys}


def _languages(terms: Terms) -> tuple[Any, ...]:
    return (terms.words, *terms.understood)


def _rows_of(
    spec: BookSpec, cells: Sequence[tuple[Any, ...]], terms: Terms
) -> tuple[list[tuple[int, dict[str, Any]]], list[CellProblem]]:
    """Return the filled rows of a sheet with their numbers, cells as they stand by column."""
    if not cells:
        return [], []
    known = {one.name: {one.name, *(heading(one, spec.book, Terms(words)) for words in _languages(terms))}
             for one in spec.fields}  # fmt: skip
    places: dict[int, str] = {}
    problems: list[CellProblem] = []
    for place, head in enumerate(cells[0]):
        text = str(head or "").strip()
        name = _UID if text == _UID else next((name for name, heads in known.items() if text in heads), "")
        if name in places.values():
            problems.append(CellProblem(spec.book, 1, name, "column_twice", "warning", {"value": text}))
        elif name:
            places[place] = name
        elif text:
            problems.append(CellProblem(spec.book, 1, "", "column_unknown", "warning", {"value": text}))
    if spec.title not in places.values():
        problems.append(CellProblem(spec.book, 1, spec.title, "column_missing", "error", {}))
        return [], problems
    rows = [
        (number, {name: row[place] for place, name in places.items() if place < len(row)})
        for number, row in enumerate(cells[1:], start=2)
        if any(value is not None and str(value).strip() for value in row)
    ]
    return rows, problems


def _taken(
    found: Mapping[Book, list[tuple[int, dict[str, Any]]]],
    problems: list[CellProblem],
    terms: Terms,
    names: Names,
    existing: Mapping[Book, pd.DataFrame],
) -> RegisterReading:
    rows: dict[Book, pd.DataFrame] = {}
    refused: dict[Book, int] = {}
    references = dict(names.references)
    known = {book: set(frame["uid"].astype(str)) for book, frame in existing.items()}
    for book in (Book.AGREEMENT, Book.BODY, *(one for one in Book if one not in (Book.AGREEMENT, Book.BODY))):
        if book not in found:
            continue
        here = Names(names.counties, references, names.zones)
        if book is Book.BODY:  # a branch names a body that may stand further down
            others = {uid: name for uid, name in _titles(book, found[book]).items() if name not in references.values()}
            here = Names(names.counties, {**references, **others}, names.zones)
        good: list[dict[str, Any]] = []
        taken: dict[str, int] = {}
        for number, cells in found[book]:
            row, wrong = _read_row(BOOKS[book], number, cells, terms, here, existing.get(book))
            if row is not None and row["uid"] in taken:
                facts = {"value": taken[row["uid"]]}
                wrong.append(CellProblem(book, number, "", "row_twice", "error", facts))
            if row is not None:
                seen = {**known, book: known.get(book, set()) | {row["uid"]}} if book is not Book.BODY else {}
                wrong += [_as_cell(one, book, number) for one in row_problems(book, row, known=seen)]
            problems += wrong
            if row is None or any(one.severity == "error" for one in wrong):
                refused[book] = refused.get(book, 0) + 1
                continue
            taken[row["uid"]] = number
            good.append(row)
            if book in (Book.AGREEMENT, Book.BODY):  # the books that others refer to
                references[row["uid"]] = str(row[BOOKS[book].title])
            known.setdefault(book, set()).add(row["uid"])
        rows[book] = normal(book, _resolved(good) if book is Book.BODY else good)
    return RegisterReading(rows, tuple(problems), refused)


def _titles(book: Book, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> dict[str, str]:
    names = [str(cells.get(BOOKS[book].title) or "").strip() for _number, cells in rows]
    return {f"name:{name}": name for name in names if name}


def _resolved(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put uids in place of the names of parents that came with the same file."""
    uids = {f"name:{row['name']}": row["uid"] for row in bodies}
    return [{**row, "parent": uids.get(row["parent"], row["parent"].removeprefix("name:"))} for row in bodies]


def _read_row(
    spec: BookSpec,
    number: int,
    cells: Mapping[str, Any],
    terms: Terms,
    names: Names,
    existing: pd.DataFrame | None,
) -> tuple[dict[str, Any] | None, list[CellProblem]]:
    """Return a row with its uid; columns the file does not have keep what the plan's row says."""
    uid = str(cells.get(_UID) or "").strip()
    before: Mapping[str, Any] = {}
    if uid and existing is not None:
        before = next((row for row in records(existing) if str(row["uid"]) == uid), {})
    row: dict[str, Any] = {**before, _UID: uid}
    wrong: list[CellProblem] = []
    for one in spec.fields:
        if one.name not in cells:
            continue
        try:
            row[one.name] = read_cell(one, cells[one.name], terms, names)
        except Unreadable as error:
            wrong.append(CellProblem(spec.book, number, one.name, error.code, "error", error.facts))
    if wrong:
        return None, wrong
    if spec.book is Book.AGREEMENT:
        for one in spec.fields:  # what a sheet does not ask is what a new row says
            if one.first and not row.get(one.name):
                row[one.name] = one.first
    return records(normal(spec.book, [row]))[0], wrong


def _as_cell(problem: RegisterProblem, book: Book, number: int) -> CellProblem:
    column = str(problem.facts.get("column", "")).split(".")[0]
    return CellProblem(book, number, column, problem.code, problem.severity, problem.facts)
