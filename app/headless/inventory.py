"""``inventory PLAN``: what both sides hold and lack, how complete and old the data are, hazard sources at the line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.export.words import Words
    from layers.inventory.model import StockRow
    from layers.inventory.view import Inventory


def run(arguments: argparse.Namespace) -> int:
    """Print the inventory, or what a search finds, and write it as a workbook; the plan is only read."""
    start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers.export.inventory_book import write_inventory
    from layers.inventory.view import inventory_of
    from layers.plan.store import PlanStore

    if arguments.out is not None and arguments.out.suffix.lower() != ".xlsx":
        warn(tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=".xlsx"))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        inventory = inventory_of(store, progress=console_progress(tr("Reading the inventory")))
    if unknown := [code for code in arguments.county if code not in inventory.around.names]:
        known = ", ".join(sorted(inventory.around.names))
        warn(tr("{value}: no county of this plan; it has {known}").format(value=unknown[0], known=known))
        return Exit.USAGE
    words = load_words(arguments.lang)
    rows = inventory.search(arguments.search) if arguments.search else None
    if rows is not None:
        _say_found(inventory, rows, words, with_phones=arguments.with_phones)
    else:
        _say_all(inventory, words, arguments.county)
    if arguments.out is not None:
        path = write_inventory(
            arguments.out, inventory, words, with_phones=arguments.with_phones, rows=rows, parties=arguments.county
        )
        say(str(path))
    return Exit.OK


def _say_found(inventory: Inventory, rows: Sequence[StockRow], words: Words, *, with_phones: bool) -> None:
    from layers.export.inventory_book import stock_values
    from layers.inventory.privacy import without_phones

    for row in rows:
        said = stock_values(inventory, row if with_phones else without_phones(row), words)
        amount = f"{said['quantity']} {said['unit']}" if row.quantity is not None else tr("quantity unknown")
        who = " ".join(filter(None, (said["contact"], said["phone"], said["callsign"], said["channel"])))
        text = tr("    {item}: {amount}, {county} {holder}; {who} ({age})")
        say(
            text.format(
                item=said["item"],
                amount=amount,
                county=said["county"],
                holder=said["holder"],
                who=who or tr("no contact"),
                age=said["age"],
            )
        )
    say(tr("{count} rows").format(count=len(rows)))


def _say_all(inventory: Inventory, words: Words, parties: Sequence[str]) -> None:
    say(tr("{rows} rows, {needs} needs").format(rows=len(inventory.rows), needs=len(inventory.needs)))
    say(tr("Completeness"))
    for code, score in inventory.scores().items():
        name = inventory.around.names.get(code, code) or words["inventory.nowhere"]
        if score.total is None:
            say(tr("    {county}: no rows, unknown").format(county=name))
        else:
            text = tr("    {county}: {share} of what is asked, {rows} rows, {stale} stale, {never} never checked")
            share = f"{100 * score.total:.0f} %"
            say(text.format(county=name, share=share, rows=score.rows, stale=score.stale, never=score.never))
    say(tr("Shortfalls"))
    for one in inventory.balances(parties):
        cells = [(inventory.around.names.get(code, code), cell) for code, cell in one.cells.items()]
        cells += [(words["inventory.joint"], one.joint)] if len(cells) > 1 else []
        short = [
            tr("{who} lacks {short} of {need}").format(who=who, short=f"{cell.short:g}", need=f"{cell.need:g}")
            for who, cell in cells
            if cell.is_short
        ]
        if short:
            item = inventory.catalogue.name_of(one.item, words.language)
            say(f"    {item} ({one.unit}): {'; '.join(short)}")
    rows = inventory.hazards()
    text = tr("Hazard sources within {within} km of the line: {count}, {late} overdue")
    within = f"{inventory.settings.within_m / 1000:g}"
    say(text.format(within=within, count=len(rows), late=sum(row.is_overdue for row in rows)))
    for row in rows:
        if row.is_overdue:
            late = words.join([words[f"hazard_late.{one}"] for one in row.late])
            county = inventory.around.names.get(row.source.county, row.source.county)
            say(f"    {row.source.name} ({county}, {row.source.distance_m or 0.0:.0f} m): {late}")
