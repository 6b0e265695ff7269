"""What a plan's register says beside its rows: stock dates that reach an agreement, accounts held against now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from layers.agreements.accounts import said_of
from layers.agreements.books import Book, normal
from layers.inventory.model import StockRow, frame_of
from layers.plan import PlanStore
from layers.plan.schema import Table
from layers.register_workflow import inventories, ledger_of, ledger_view

A, B = "110116", "130826"


@pytest.fixture
def store(tmp_path: Path):
    with PlanStore.create(tmp_path / "plan.lianfang.gpkg", title="测试", reference_date=date(2026, 6, 1)) as made:
        yield made


def test_the_last_check_of_a_countys_stock_is_the_date_of_its_list(store):
    rows = [
        StockRow("s1", item="tent", county=A, checked="2026-03-01"),
        StockRow("s2", item="tent", county=A, checked="2025-01-01"),
        StockRow("s3", item="tent", county=A, checked="2062-01-01"),  # a slip of the hand
        StockRow("s4", item="tent", county=B, checked=""),
    ]
    with store.change("stock_added", name="x"):
        store.put_inventory(Table.STOCK, frame_of(rows, StockRow))
    assert inventories(store) == {A: "2026-03-01"}


def test_a_kept_account_is_held_against_now_with_what_it_was_kept_by(store):
    row = {"date": "2026-03-01", "event": "增援", "giver": A, "receiver": B, "cost_yuan": 900.0}
    with store.change("register_row_added", name="x"):
        store.put_book_rows("lf_aid", normal(Book.AID, [row]))
    book = ledger_of(store, hazard="forest", since="2026-01-01")
    kept = {"uid": "k1", "pair": f"{A}|{B}", "date": "2026-06-01", "note": ""}
    said = said_of(book, book.account(f"{A}|{B}"), "people")
    others = (None, [], {"on": "soon"}, {**said, "rules": 3})
    strange = [{**kept, "uid": f"k{at}", "said": one} for at, one in enumerate(others, 2)]
    with store.change("account_kept", name="x"):
        store.put_book_rows("lf_account", pd.DataFrame([{**kept, "said": said}, *strange], dtype=object))
    assert ledger_view(store).differing == {"k1": ()}  # what another program wrote is told as such, and no more
    with store.change("register_row_changed", name="x"):
        store.put_book_rows("lf_aid", normal(Book.AID, [row, {**row, "event": "旧", "date": "2025-03-01"}]))
    assert ledger_view(store).differing["k1"] == ()  # before the day from which that account counts
    with store.change("register_row_changed", name="x"):
        store.put_book_rows("lf_aid", normal(Book.AID, [{**row, "cost_yuan": 800.0}]))
    [one] = ledger_view(store).differing["k1"]
    assert (one.measure, one.giver, one.then, one.now) == ("cost_yuan", A, 900.0, 800.0)
