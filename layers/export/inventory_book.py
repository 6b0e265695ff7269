"""The inventory as a workbook: list, completeness, need against holding, hazard sources; and the empty template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from layers.export.book import Sheet, write_book
from layers.export.words import Words
from layers.inventory import scoring
from layers.inventory.model import StockRow
from layers.inventory.needs import Cell
from layers.inventory.privacy import without_phones
from layers.inventory.rules import rules
from layers.inventory.view import Inventory

#: Columns of the list and of the template, in order: heads that the import reads back.
STOCK_COLUMNS = (
    *("county", "kind", "item", "name", "quantity", "unit", "holder", "mobilise_min", "contact", "phone"),
    *("callsign", "channel", "backup", "backup_phone", "checked", "note"),
)
_PHONES = frozenset({"phone", "backup_phone"})
_WIDTHS = {"item": 18, "name": 16, "holder": 26, "note": 28, "contact": 16, "result": 30, "owner": 22, "source": 40}


def write_inventory(
    target: Path,
    inventory: Inventory,
    words: Words,
    *,
    with_phones: bool = False,
    rows: Sequence[StockRow] | None = None,
    parties: Sequence[str] = (),
) -> Path:
    """Write the inventory as XLSX, whole or not at all; text that looks like a formula stays text.

    Parameters
    ----------
    with_phones : bool
        Telephone numbers are personal data: without this they are left out, those in remarks too.
    rows : sequence of StockRow, optional
        What of the list is written, all of it when None.
    parties : sequence of str
        Whose need and holding are compared.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    if not with_phones:
        inventory = replace(
            inventory,
            rows=tuple(map(without_phones, inventory.rows)),
            checks=tuple(map(without_phones, inventory.checks)),
        )
        rows = None if rows is None else [without_phones(row) for row in rows]
    listed = inventory.rows if rows is None else rows
    sheets = [
        _stock(inventory, listed, words, with_phones),
        _scores(inventory, words),
        _balances(inventory, words, parties),
        _hazards(inventory, words, with_phones),
        _notes(inventory, words, with_phones),
    ]
    write_book(Path(target), sheets)
    return Path(target)


def write_template(target: Path, inventory: Inventory, words: Words) -> Path:
    """Write an empty list to be filled in, with the catalogue beside it.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    language = words.language
    catalogue = [
        [
            item.code,
            words.code("stock_kind", item.kind.value),
            inventory.catalogue.name_of(item.code, language),
            item.unit,
            words.join(item.capabilities),
            words.join(item.synonyms),
        ]
        for item in inventory.catalogue.items
    ]
    heads = [words[f"inventory_column.{name}"] for name in STOCK_COLUMNS]
    columns = ("code", "kind", "item", "unit", "capabilities", "synonyms")
    notes = [[words[f"inventory.template_{number}"]] for number in range(1, 5)]
    sheets = [
        Sheet(words["inventory.stock"], heads, _widths(STOCK_COLUMNS), []),
        # Heads of the catalogue would be read as a list: the sheet says first what it is.
        Sheet(
            words["inventory.catalogue"],
            [f"{words['inventory.catalogue']}: {words[f'inventory_column.{name}']}" for name in columns],
            _widths(columns),
            catalogue,
            len(catalogue),
            True,
        ),
        Sheet(words["inventory.notes"], [words["inventory.notes"]], [110], notes, len(notes)),
    ]
    write_book(Path(target), sheets)
    return Path(target)


def stock_values(inventory: Inventory, row: StockRow, words: Words) -> dict[str, Any]:
    """Return what each column of the list says of a row; "" for unknown."""
    return {
        **{name: getattr(row, name) for name in STOCK_COLUMNS if name not in ("county", "kind", "item")},
        "county": inventory.around.names.get(row.county, row.county),
        "kind": words.code("stock_kind", row.kind) if row.kind else "",
        "item": inventory.catalogue.name_of(row.item, words.language) if row.item else row.name,
        "quantity": "" if row.quantity is None else _plain(row.quantity),
        "mobilise_min": "" if row.mobilise_min is None else _plain(row.mobilise_min),
        "age": words[f"inventory.{scoring.age(row, inventory.on, inventory.settings.stale_days)}"],
    }


def _stock(inventory: Inventory, rows: Sequence[StockRow], words: Words, with_phones: bool) -> Sheet:
    columns = [name for name in (*STOCK_COLUMNS, "age") if with_phones or name not in _PHONES]
    values = (stock_values(inventory, row, words) for row in rows)
    return _sheet(words, "stock", columns, ([one[name] for name in columns] for one in values), len(rows))


def _scores(inventory: Inventory, words: Words) -> Sheet:
    heads = ("county", "holder", "rows", "score", "stale", "never", *scoring.ASKED)
    found: list[tuple[str, str, scoring.Score]] = [(code, "", one) for code, one in inventory.scores().items()]
    found += [(code, holder, one) for (code, holder), one in inventory.holder_scores().items()]
    rows = [
        [
            _county(inventory, code, words),
            holder,
            one.rows,
            "" if one.total is None else round(one.total, 4),
            *((one.stale, one.never) if one.rows else ("", "")),
            *(round(one.parts[name], 4) if one.rows else "" for name in scoring.ASKED),
        ]
        for code, holder, one in found
    ]
    texts = [words[f"inventory_column.{name}"] for name in heads]
    # The head of a share must not be taken for that of the thing itself.
    texts[6:] = [f"{text} %" for text in texts[6:]]
    return Sheet(words["inventory.completeness"], texts, _widths(heads), rows, len(rows), True)


def _balances(inventory: Inventory, words: Words, parties: Sequence[str]) -> Sheet:
    columns = ("item", "unit", "county", "need", "held", "ratio", "short", "uncounted", "waits", "source")
    rows = []
    for one in inventory.balances(parties):
        name = inventory.catalogue.name_of(one.item, words.language)
        for code, cell in one.cells.items():
            rows.append(
                [
                    name,
                    one.unit,
                    _county(inventory, code, words),
                    *_cell(cell),
                    "",
                    _sources(inventory, one.item, code, words),
                ]
            )
        if len(one.cells) > 1:
            waits = words.join([_county(inventory, code, words) for code in one.joint.waits_for])
            rows.append([name, one.unit, words["inventory.joint"], *_cell(one.joint), waits, ""])
    return _sheet(words, "balance", columns, rows, len(rows))


def _sources(inventory: Inventory, item: str, county: str, words: Words) -> str:
    found = []
    for need in inventory.needs:
        if (need.item, need.county) == (item, county):
            rule = rules().get(need.rule)
            found.append(need.source or (rule.source(words.language) if rule is not None else ""))
    return words.join([one for one in found if one])


def _cell(cell: Cell) -> list[Any]:
    return [
        *(("" if one is None else _plain(one)) for one in (cell.need, cell.held)),
        "" if cell.ratio is None else round(cell.ratio, 4),
        "" if cell.short is None else _plain(cell.short),
        cell.uncounted,
    ]


def _hazards(inventory: Inventory, words: Words, with_phones: bool) -> Sheet:
    columns = (
        *("hazard", "hazard_type", "county", "other", "distance", "owner", "inspected", "result", "rectification"),
        *("due", "next_joint", "late", "contact", *(("phone",) if with_phones else ()), "note", "lon", "lat"),
    )
    rows = []
    for row in inventory.hazards():
        check = row.check if with_phones else without_phones(row.check)
        said: Mapping[str, Any] = {
            **{name: getattr(check, name) for name in columns if hasattr(check, name)},
            "hazard": row.source.name or words["punctuation.unnamed"],
            "county": _county(inventory, row.source.county, words),
            "other": _county(inventory, row.source.other, words),
            "distance": "" if row.source.distance_m is None else round(row.source.distance_m, 1),
            "rectification": words.code("rectification", check.rectification) if check.rectification else "",
            "late": words.join([words[f"hazard_late.{one}"] for one in row.late]),
            "lon": round(row.source.lon, 7),
            "lat": round(row.source.lat, 7),
        }
        rows.append([said[name] for name in columns])
    return _sheet(words, "hazards", columns, rows, len(rows))


def _notes(inventory: Inventory, words: Words, with_phones: bool) -> Sheet:
    settings = inventory.settings
    texts = [
        words.text(
            "inventory.note_date", date=inventory.on.isoformat(), days=settings.stale_days, count=len(scoring.ASKED)
        ),
        words["inventory.note_unknown"],
        words["inventory.note_balance"],
        words["inventory.note_at_least"],
        words.text("inventory.note_hazards", within=f"{settings.within_m / 1000:g}"),
        words["inventory.note_phones_in" if with_phones else "inventory.note_phones_out"],
    ]
    return Sheet(words["inventory.notes"], [words["inventory.notes"]], [120], [[one] for one in texts], len(texts))


def _sheet(words: Words, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], count: int) -> Sheet:
    heads = [words[f"inventory_column.{name}"] for name in columns]
    return Sheet(words[f"inventory.{title}"], heads, _widths(columns), rows, count, True)


def _widths(columns: Iterable[str]) -> list[float]:
    return [float(_WIDTHS.get(name, 13)) for name in columns]


def _county(inventory: Inventory, code: str, words: Words) -> str:
    return inventory.around.names.get(code, code) or words["inventory.nowhere"]


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else round(value, 6)
