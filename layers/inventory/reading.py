"""An inventory out of a workbook: every sheet that looks like one, all problems together, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from layers.errors import UnusableTable
from layers.inventory.catalogue import OWN, Catalogue, in_unit
from layers.inventory.cells import DITTO, date_of, quantity_of, text_of
from layers.inventory.columns import Head, Heads, find_heads, minutes_per
from layers.inventory.gathering import Surroundings
from layers.inventory.model import Item, StockKind, StockRow
from layers.progress import Progress, silent
from layers.sources.gazetteer import division_prefix, same_place, short_name
from layers.sources.office import BookSheet, OfficeRefused, Opened, sheets_of

#: A workbook that is larger than this was not typed by anybody.
MOST_BYTES = 16_000_000
MOST_ROWS, MOST_COLUMNS = 20_000, 200
#: Cells that merged ranges stand for, in all sheets; and how far one goes on below the last filled row.
MOST_FILLED, MOST_BELOW = 1_000_000, 1_000
_SUMS = re.compile(r"^(合计|小计|总计|共计|total|sum)$", re.IGNORECASE)
_KIND_WORDS: tuple[tuple[StockKind, str], ...] = (
    (StockKind.EXPERT, "专家|expert"),
    (StockKind.VEHICLE, "车辆|车|vehicle"),
    (StockKind.TEAM, "队伍|队员|人员|team|crew"),
    (StockKind.EQUIPMENT, "装备|设备|器材|equipment"),
    (StockKind.MATERIAL, "物资|材料|material|supplies"),
)


@dataclass(frozen=True)
class ReadProblem:
    """Something about a cell or a row.

    ``code``: ``no_item``, ``county_unknown``, ``county_missing`` (errors: the row is left out); ``quantity_unread``,
    ``quantity_about``, ``date_unread``, ``date_day``, ``minutes_unread``, ``item_new``, ``unit_differs``, ``twice``,
    ``alike`` (warnings); ``sum_row``, ``column_ignored`` (told).  Words are in ``app``.
    """

    code: str
    sheet: str
    line: int  # in the sheet, from 1; 0 for the sheet itself
    value: str = ""
    column: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the row cannot be taken."""
        return self.code in ("no_item", "county_unknown", "county_missing")


@dataclass(frozen=True)
class InventoryFile:
    """What a workbook holds.

    Attributes
    ----------
    rows : tuple of StockRow
        Those that can be taken; one that the plan has already (same county, holder, item and name) bears its uid.
    changed : frozenset of str
        Uids of the plan's rows that would be changed.
    own_items : tuple of Item
        Things that the catalogue does not know, to be added to it.
    left_out : int
        Rows with an error.
    """

    rows: tuple[StockRow, ...]
    changed: frozenset[str]
    own_items: tuple[Item, ...]
    problems: tuple[ReadProblem, ...]
    left_out: int
    sheets: tuple[str, ...]


#: The rows of each sheet with their lines: what :func:`read_sheets` gives.
Sheets = Sequence[tuple[str, Sequence[tuple[int, list[str]]]]]


def read_inventory(
    path: Path,
    catalogue: Catalogue,
    around: Surroundings,
    known: Sequence[StockRow] = (),
    *,
    county: str = "",
    progress: Progress = silent,
) -> InventoryFile:
    """Read an inventory from a workbook.

    Raises
    ------
    OSError
        The file cannot be read.
    UnusableTable
        It is no workbook, too large, or no sheet has a head with an item and something beside it.
    """
    return inventory_in(read_sheets(path, progress=progress), path, catalogue, around, known, county=county)


def inventory_in(
    sheets: Sheets,
    path: Path,
    catalogue: Catalogue,
    around: Surroundings,
    known: Sequence[StockRow] = (),
    *,
    county: str = "",
) -> InventoryFile:
    """Return the inventory in the sheets of a workbook.

    Parameters
    ----------
    sheets : Sheets
    path : Path
        Where they come from, for the error.
    around : Surroundings
        The plan's counties, and its depots and teams: a holder of that name in that county is linked to.
    known : sequence of StockRow
        Rows of the plan.
    county : str
        Of rows that name none, where neither the sheet's name nor its title does.

    Raises
    ------
    UnusableTable
        No sheet has a head with an item and something beside it.
    """
    reader = _Reader(catalogue, around, known, county)
    for title, rows in sheets:
        reader.take(title, rows)
    if not reader.sheets:
        raise UnusableTable(
            path=str(path), reason_code="no_heads", detail="no sheet has a row of heads with 物资名称 and 数量"
        )
    return reader.result()


class _Reader:
    def __init__(self, catalogue: Catalogue, around: Surroundings, known: Sequence[StockRow], county: str) -> None:
        self._catalogue, self._around, self._county = catalogue, around, county
        self._known = {_identity(row): row.uid for row in known}
        #: Where the plan has an item, whatever its model; people are told apart by who they are.
        self._places = {_identity(row)[:3] for row in known if row.item and row.holder and row.kind != StockKind.EXPERT}
        self._seen: set[tuple[str, ...]] = set()
        self._own: dict[str, Item] = {}
        self.rows: list[StockRow] = []
        self.problems: list[ReadProblem] = []
        self.left_out = 0
        self.sheets: list[str] = []

    def result(self) -> InventoryFile:
        changed = frozenset(row.uid for row in self.rows if row.uid)
        return InventoryFile(
            tuple(self.rows),
            changed,
            tuple(self._own.values()),
            tuple(self.problems),
            self.left_out,
            tuple(self.sheets),
        )

    def take(self, title: str, rows: Sequence[tuple[int, list[str]]]) -> None:
        heads = find_heads([row for _, row in rows])
        if heads is None:
            return
        self.sheets.append(title)
        self.problems += [ReadProblem("column_ignored", title, 0, text) for text in heads.ignored]
        above = " ".join(cell for _, row in rows[: heads.body_at] for cell in dict.fromkeys(row))
        county = self._county_in(title) or self._county_in(above) or self._county
        before: dict[str, str] = {}
        for line, row in rows[heads.body_at :]:
            cells = {head.field: row[at] for at, head in heads.columns.items() if at < len(row)}
            cells = {name: before.get(name, "") if text in DITTO else text for name, text in cells.items()}
            if len({cell for cell in row if cell}) < 2 or not any(cells.values()):
                continue  # an empty line, or the title of a section over the whole width
            before = cells
            self._take_row(title, line, cells, heads, county)

    def _take_row(self, sheet: str, line: int, cells: Mapping[str, str], heads: Heads, county: str) -> None:
        tell = _Teller(self.problems, sheet, line)
        named = cells.get("item", "") or cells.get("name", "")
        if _SUMS.match(re.sub(r"\s", "", named)):
            tell("sum_row", named)
            return
        if not named:
            tell("no_item", "", heads, "item")
        code = self._row_county(cells, county, tell, heads)
        if not named or not code:
            self.left_out += 1
            return
        by_field = {head.field: head for head in heads.columns.values()}
        kind_text = f"{cells.get('kind', '')} {sheet}"
        item = self._catalogue.named(named) or self._own.get(named)
        quantity, unit, leftover = self._quantity(cells, by_field, tell)
        if item is None:
            item = self._new_item(named, _kind(kind_text), unit, tell, heads)
        elif quantity is not None and in_unit(quantity, unit, item.unit) is None:
            tell("unit_differs", f"{unit} ≠ {item.unit}", heads, "unit" if "unit" in by_field else "quantity")
        own_name = cells.get("name", "") if "item" in cells else ""
        row = StockRow(
            kind=item.kind.value,
            item=item.code,
            name=own_name or (named if named not in (item.name, item.name_en) else ""),
            quantity=quantity,
            unit=unit or item.unit,
            holder=cells.get("holder", ""),
            holder_uid=self._holder_uid(cells.get("holder", ""), code),
            county=code,
            mobilise_min=self._minutes(cells.get("mobilise_min", ""), by_field.get("mobilise_min"), tell),
            checked=self._date(cells.get("checked", ""), tell, heads),
            note="；".join(filter(None, (cells.get("note", ""), leftover))),
            **{
                name: cells.get(name, "")
                for name in ("contact", "phone", "callsign", "channel", "backup", "backup_phone")
            },
        )
        key = _identity(row)
        if key in self._seen:
            tell("twice", f"{row.holder} {named}".strip())
            row = replace(row, uid="")
        else:
            row = replace(row, uid=self._known.get(key, ""))
            if not row.uid and key[:3] in self._places:
                tell("alike", f"{row.holder} {named}".strip())
        self._seen.add(key)
        self.rows.append(row)

    def _row_county(self, cells: Mapping[str, str], county: str, tell: _Teller, heads: Heads) -> str:
        text = cells.get("county", "")
        if not text:
            if not county:
                tell("county_missing", "", heads, "county")
            return county
        code = self._county_named(text)
        if not code:
            tell("county_unknown", text, heads, "county")
        return code

    def _county_named(self, text: str) -> str:
        names = self._around.names
        digits = division_prefix(text)
        if digits[:6] in names:
            return digits[:6]
        exact = [code for code, name in names.items() if text in (name, short_name(name))]
        alike = exact or [code for code, name in names.items() if same_place(name, text)]
        return alike[0] if len(alike) == 1 else ""

    def _county_in(self, text: str) -> str:
        """Return the one county whose name stands in a title; "" when none or several do."""
        found = {code for code, name in self._around.names.items() if name in text or short_name(name) in text}
        return found.pop() if len(found) == 1 else ""

    def _quantity(
        self, cells: Mapping[str, str], heads: Mapping[str, Head], tell: _Teller
    ) -> tuple[float | None, str, str]:
        """Return quantity, unit, and a text that could not be read: it is kept with the remarks."""
        text, head = cells.get("quantity", ""), heads.get("quantity")
        unit = cells.get("unit", "") or (head.unit if head else "")
        if not text:
            return None, unit, ""
        quantity, typed, about = quantity_of(text)
        if quantity is None or quantity < 0:
            tell.head("quantity_unread", text, head)
            return None, unit, f"{head.text if head else ''} {text}".strip()
        if about:
            tell.head("quantity_about", text, head)
        return quantity, typed or unit, text if about else ""

    def _minutes(self, text: str, head: Head | None, tell: _Teller) -> float | None:
        if not text:
            return None
        quantity, unit, _about = quantity_of(text)
        factor = minutes_per(unit or (head.unit if head else "") or "min")
        if quantity is None or factor is None or quantity < 0:
            tell.head("minutes_unread", text, head)
            return None
        return quantity * factor

    @staticmethod
    def _date(text: str, tell: _Teller, heads: Heads) -> str:
        if not text:
            return ""
        found, is_first = date_of(text)
        if not found:
            tell("date_unread", text, heads, "checked")
        elif is_first:
            tell("date_day", text, heads, "checked")
        return found

    def _new_item(self, named: str, kind: StockKind, unit: str, tell: _Teller, heads: Heads) -> Item:
        tell("item_new", named, heads, "item")
        item = Item(f"{OWN}{named}", kind, named, unit)
        self._own[named] = item
        return item

    def _holder_uid(self, name: str, county: str) -> str:
        found = [one.uid for one in self._around.holders if one.name == name and name and one.county == county]
        return found[0] if len(found) == 1 else ""


class _Teller:
    """Adds what is told of one row."""

    def __init__(self, problems: list[ReadProblem], sheet: str, line: int) -> None:
        self._problems, self._sheet, self._line = problems, sheet, line

    def __call__(self, code: str, value: str, heads: Heads | None = None, field: str = "") -> None:
        columns = heads.columns.values() if heads is not None else ()
        text = next((head.text for head in columns if head.field == field), "")
        self._problems.append(ReadProblem(code, self._sheet, self._line, value, text))

    def head(self, code: str, value: str, head: Head | None) -> None:
        self._problems.append(ReadProblem(code, self._sheet, self._line, value, head.text if head else ""))


def _identity(row: StockRow) -> tuple[str, ...]:
    """What makes two rows the same thing: people and teams are told apart by who they are."""
    person = row.contact if row.kind == StockKind.EXPERT else ""
    return (row.county, row.holder, row.item, row.name, person)


def _kind(text: str) -> StockKind:
    for kind, pattern in _KIND_WORDS:
        if re.search(pattern, text, re.IGNORECASE):
            return kind
    return StockKind.MATERIAL


def read_sheets(
    path: Path, *, opened: Opened = sheets_of, progress: Progress = silent
) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """Return each visible sheet as rows of texts with their line, merged cells filled in.

    ``opened`` parses the workbook, here or in the reader's process.

    Raises
    ------
    OSError
        The file cannot be read.
    UnusableTable
        It is no workbook, or too large.
    """
    path = Path(path)
    if path.stat().st_size > MOST_BYTES:
        raise UnusableTable(path=str(path), reason_code="large", detail="too large to be typed by anybody")
    progress(0.1, "reading")
    try:
        sheets = opened(path, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
    except OfficeRefused as error:
        raise UnusableTable(path=str(path), reason_code=error.code, detail=error.detail) from error
    progress(0.9, "reading")
    left = MOST_FILLED
    found = []
    for sheet in sheets:
        if sheet.is_visible:
            rows, filled = _rows(sheet, left)
            left -= filled
            if left < 0:
                raise UnusableTable(path=str(path), reason_code="large", detail="too large to be typed by anybody")
            found.append((sheet.title, rows))
    return found


def _rows(sheet: BookSheet, left: int) -> tuple[list[tuple[int, list[str]]], int]:
    """Return the rows of a sheet as texts, all of one length, and how many cells were filled from merged ones.

    It stops once that are more than ``left``.
    """
    width = max((len(row) for _, row in sheet.rows), default=1)
    texts: dict[int, list[str]] = {}
    for line, cells in sheet.rows:
        row = [text_of(cell) for cell in cells]
        if any(row):
            texts[line] = row + [""] * (width - len(row))
    lowest = max(texts, default=0)
    filled = 0
    for top, first_column, bottom, last_column in sheet.merged:
        first = texts.get(top)
        text = first[first_column - 1] if first is not None and first_column <= len(first) else ""
        if not text:
            continue
        right = min(last_column, MOST_COLUMNS)
        # A title over the whole width makes no row wider, and a last cell that goes on below the table no row.
        for line in range(top, min(bottom, MOST_ROWS, max(lowest, top + MOST_BELOW)) + 1):
            row = texts.setdefault(line, [""] * width)
            for at in range(first_column - 1, min(right, width)):
                row[at] = text
            filled += max(min(right, width) - first_column + 1, 1)
            if filled > left:
                return [], filled
    return sorted(texts.items()), filled
