"""Words of the inventory: kinds, fields, states, bases of needs, and what is told of a workbook that is read in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from app import i18n, words
from app.i18n import mark
from layers.inventory.catalogue import Catalogue
from layers.inventory.model import Rectification, StockKind, StockRow
from layers.inventory.needs import Cell
from layers.inventory.reading import ReadProblem
from layers.inventory.rules import Basis, Rule
from layers.inventory.scoring import Age

KINDS: Mapping[StockKind, str] = {
    StockKind.MATERIAL: mark("Inventory", "Material"),
    StockKind.EQUIPMENT: mark("Inventory", "Equipment"),
    StockKind.VEHICLE: mark("Inventory", "Vehicle"),
    StockKind.TEAM: mark("Inventory", "Team"),
    StockKind.EXPERT: mark("Inventory", "Expert"),
}

FIELDS: Mapping[str, str] = {
    "item": mark("Inventory", "Item"),
    "kind": mark("Inventory", "Kind"),
    "name": mark("Inventory", "Model or name"),
    "capabilities": mark("Inventory", "Good for"),
    "quantity": mark("Inventory", "Quantity"),
    "unit": mark("Inventory", "Unit"),
    "holder": mark("Inventory", "Held by"),
    "county": mark("Inventory", "County"),
    "mobilise_min": mark("Inventory", "Mobilise (min)"),
    "contact": mark("Inventory", "Contact"),
    "phone": mark("Inventory", "Phone"),
    "callsign": mark("Inventory", "Call sign"),
    "channel": mark("Inventory", "Channel"),
    "backup": mark("Inventory", "Backup"),
    "backup_phone": mark("Inventory", "Backup's phone"),
    "checked": mark("Inventory", "Last checked"),
    "note": mark("Inventory", "Remarks"),
    "need": mark("Inventory", "Need, typed"),
    "rule": mark("Inventory", "By rule"),
    "per": mark("Inventory", "Units for one"),
    "basis": mark("Inventory", "Amount counted"),
    "source": mark("Inventory", "Source"),
    "owner": mark("Inventory", "Owner"),
    "hazard_type": mark("Inventory", "Hazard type"),
    "inspected": mark("Inventory", "Inspected"),
    "result": mark("Inventory", "Result"),
    "rectification": mark("Inventory", "Rectification"),
    "due": mark("Inventory", "To be put right by"),
    "next_joint": mark("Inventory", "Next joint inspection"),
}

RECTIFICATIONS: Mapping[Rectification, str] = {
    Rectification.OPEN: mark("Inventory", "not begun"),
    Rectification.DOING: mark("Inventory", "under way"),
    Rectification.DONE: mark("Inventory", "done"),
}

LATE: Mapping[str, str] = {
    "rectification": mark("Inventory", "rectification"),
    "joint": mark("Inventory", "joint inspection"),
    "inspection": mark("Inventory", "inspection"),
}

AGES: Mapping[Age, str] = {
    Age.FRESH: mark("Inventory", "fresh"),
    Age.STALE: mark("Inventory", "stale"),
    Age.NEVER: mark("Inventory", "never checked"),
}

BASES: Mapping[Basis, str] = {
    Basis.FOREST_HA: mark("Inventory", "forest, hm²"),
    Basis.BORDER_KM: mark("Inventory", "shared line, km"),
    Basis.CREW_MEMBERS: mark("Inventory", "people in fire crews"),
    Basis.GIVEN: mark("Inventory", "typed"),
}

PROBLEMS: Mapping[str, str] = {
    "no_item": mark("Inventory", "names no item: the row is left out"),
    "county_unknown": mark("Inventory", "“{value}” is no county of this plan: the row is left out"),
    "county_missing": mark("Inventory", "names no county: choose one below, or the row is left out"),
    "quantity_unread": mark("Inventory", "“{value}” is no quantity: taken as unknown, kept in the remarks"),
    "quantity_about": mark("Inventory", "“{value}” is only about: the figure is taken"),
    "date_unread": mark("Inventory", "“{value}” is no date: taken as never checked"),
    "date_day": mark("Inventory", "“{value}” has no day: the first of the month is taken"),
    "minutes_unread": mark("Inventory", "“{value}” is no time: taken as unknown"),
    "item_new": mark("Inventory", "“{value}” is not in the catalogue: added as an item of this plan"),
    "unit_differs": mark("Inventory", "units cannot be added up: {value}"),
    "twice": mark("Inventory", "“{value}” stands there twice: both rows are kept"),
    "alike": mark("Inventory", "the plan has “{value}” already under another model or name: both are counted"),
    "sum_row": mark("Inventory", "“{value}” is a sum: left out"),
    "column_ignored": mark("Inventory", "column “{value}” is not understood: left out"),
}


def translate(text: str) -> str:
    """Return a word in the language of the window."""
    return QCoreApplication.translate("Inventory", text)


def kind(value: str) -> str:
    """Return the word for a kind; "" for none."""
    return translate(KINDS[StockKind(value)]) if value in set(StockKind) else value


def field(name: str) -> str:
    """Return what a field is called."""
    return translate(FIELDS[name])


def rectification(value: str) -> str:
    """Return the word for a state of rectification; a dash for an unknown one."""
    return translate(RECTIFICATIONS[Rectification(value)]) if value in set(Rectification) else words.UNKNOWN_SIGN


def late(codes: Iterable[str]) -> str:
    """Return what is late in words."""
    return words.joined([translate(LATE[code]) for code in codes])


def age(value: Age) -> str:
    """Return the word for an age."""
    return translate(AGES[value])


def basis(value: Basis) -> str:
    """Return what a rule counts."""
    return translate(BASES[value])


def rule(one: Rule) -> str:
    """Return a rule's source, by which people know it."""
    return one.source(i18n.current())


def item(row: StockRow, catalogue: Catalogue) -> str:
    """Return what a row holds: the item, and the model behind it."""
    name = catalogue.name_of(row.item, i18n.current()) if row.item else ""
    return f"{name} · {row.name}" if name and row.name else name or row.name


def amount(value: float | None) -> str:
    """Return a quantity: whole ones without decimals, an unknown one as a dash."""
    return words.number(value, 0 if value is None or float(value).is_integer() else 1)


def ratio(cell: Cell) -> str:
    """Return a ratio; with rows that are not counted it is at least that."""
    text = words.percent(cell.ratio)
    return f"≥ {text}" if cell.uncounted and cell.ratio is not None else text


def short(cell: Cell) -> str:
    """Return a shortfall; with rows that are not counted it is at most that."""
    text = amount(cell.short)
    return f"≤ {text}" if cell.uncounted and cell.is_short else text


def problem(one: ReadProblem) -> str:
    """Return what is told of a cell or a row, with its place."""
    text = translate(PROBLEMS[one.code]).format(value=one.value)
    where = translate(mark("Inventory", "{sheet}, line {line}")) if one.line else "{sheet}"
    place = where.format(sheet=one.sheet, line=one.line)
    column = f" [{one.column}]" if one.column else ""
    return f"{place}{column}: {text}"
