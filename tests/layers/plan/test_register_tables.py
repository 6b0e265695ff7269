"""The register's tables in a plan: undone, hashed, and there after an older plan was opened."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from layers.agreements.books import BOOKS, Book, normal
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.schema import FORMAT_VERSION, SPECS, Table
from layers.plan.verify import verify

from .reference_hash import reference_hash

FORMAT_4 = Path(__file__).parent / "data" / "format4.lianfang.gpkg.gz"
BODY = {
    "name": "第三分会",
    "kind": "branch",
    "rotation": [{"from": "2026-01-01", "to": "2026-12-31", "chair": "怀柔区"}],
}
AID = {"date": "2026-03-01", "event": "增援", "giver": "110116", "receiver": "130826", "people": 20.0}
DUTY = {"zone": "z1", "county": "110116", "phase": "warning", "task": "通报", "filled": {"said": {"task": "通报"}}}


def test_every_book_has_its_table_with_its_columns():
    for spec in BOOKS.values():
        assert set(spec.columns) == {"uid", *SPECS[Table(spec.book.table)].columns}


def test_rows_come_back_as_they_were_and_are_one_step_to_undo(tmp_path: Path):
    path = tmp_path / "plan.lianfang.gpkg"
    with PlanStore.create(path, title="测试", reference_date=date(2026, 6, 1)) as store:
        before = content_hash(store)
        for book, row in ((Book.BODY, BODY), (Book.DUTY, DUTY)):
            rows = normal(book, [row])
            with store.change("register_row_added", name="x"):
                store.put_book(book.table, rows)
            pd.testing.assert_frame_equal(store.book(book.table), rows, check_dtype=False)
        assert content_hash(store) != before
        store.undo()
        assert store.book("lf_duty").empty and len(store.book("lf_body")) == 1
        store.undo()
        assert content_hash(store) == before
        store.redo()
        store.redo()
        said = content_hash(store)
    assert reference_hash(path) == said
    assert verify(path).is_sound


def test_an_older_plan_gets_the_tables_and_says_what_it_said(tmp_path: Path):
    path = tmp_path / "plan.lianfang.gpkg"
    path.write_bytes(gzip.decompress(FORMAT_4.read_bytes()))
    with PlanStore.open(path) as store:
        assert store.info().format_version == FORMAT_VERSION
        assert content_hash(store) == "d543b64a04363562eb6bff976cf1d7a93eea1b25e8a2a21cc45b27956153902e"
        assert all(store.book(book.table).empty for book in (Book.BODY, Book.MEETING, Book.DRILL, Book.DUTY))
        assert (store.agreements()["means"].map(len) == 0).all()


def test_what_an_agreement_provides_for_leaves_the_analysis_fresh(tmp_path: Path):
    row = {"name": "协议", "state": "signed", "type": "parallel", "standing": "standing"}
    with PlanStore.create(tmp_path / "plan.lianfang.gpkg", title="测试", reference_date=date(2026, 6, 1)) as store:
        with store.change("agreements_changed", count=1):
            store.put_agreements(normal(Book.AGREEMENT, [row]))
        before = store.input_stamp()
        with store.change("agreements_changed", count=1):
            store.put_agreements(normal(Book.AGREEMENT, [{**row, "means": ["law"]}]))
        assert store.input_stamp() == before
        with store.change("agreements_changed", count=1):
            store.put_agreements(normal(Book.AGREEMENT, [{**row, "hazards": ["forest"]}]))
        assert store.input_stamp() != before


def duties(count):
    return normal(Book.DUTY, [{**DUTY, "zone": f"z{at}", "task": f"任务{at}"} for at in range(count)])


def test_one_row_of_thousands_is_a_small_step_and_leaves_the_others_in_their_places(tmp_path: Path):
    rows = duties(2500)
    with PlanStore.create(tmp_path / "plan.lianfang.gpkg", title="测试", reference_date=date(2026, 6, 1)) as store:
        with store.change("duties_filled"):
            store.put_book("lf_duty", rows)
        edited = normal(Book.DUTY, [{**rows.iloc[1200].to_dict(), "lead": "林场"}])
        written = store._db.total_changes()
        with store.change("register_row_changed", name="x"):
            store.put_book_rows("lf_duty", edited)
        assert store._db.total_changes() - written < 20  # the row, and its line in the history
        found = store.book("lf_duty")
        assert list(found["uid"]) == list(rows["uid"]) and found["lead"][1200] == "林场"
        size = store._db.execute("SELECT length(changeset) FROM lf_change ORDER BY fid DESC LIMIT 1").fetchall()[0][0]
        assert size < 1000
        store.undo()
        pd.testing.assert_frame_equal(store.book("lf_duty"), rows, check_dtype=False)
        count = len(store.history())
        with store.change("register_row_changed", name="x"):
            store.put_book_rows("lf_duty", rows.iloc[[3]])
        assert len(store.history()) == count  # the same again is no step


def test_rows_are_added_behind_and_taken_out(tmp_path: Path):
    first, second = normal(Book.AID, [AID, {**AID, "event": "二", "people": None}]).to_dict("records")
    with PlanStore.create(tmp_path / "plan.lianfang.gpkg", title="测试", reference_date=date(2026, 6, 1)) as store:
        before = content_hash(store)
        for row in (first, second):
            with store.change("register_row_added", name="x"):
                store.put_book_rows("lf_aid", normal(Book.AID, [row]))
        assert list(store.book("lf_aid")["event"]) == ["增援", "二"]
        assert store.book("lf_aid")["people"].isna().tolist() == [False, True]
        with pytest.raises(KeyError), store.change("register_rows_removed", name="x"):
            store.remove_book_rows("lf_aid", [first["uid"], "gone"])
        assert len(store.book("lf_aid")) == 2  # all of a gesture or nothing
        with store.change("register_rows_removed", name="x"):
            store.remove_book_rows("lf_aid", [first["uid"], second["uid"]])
        assert content_hash(store) == before


def test_the_ledgers_tables_are_hashed_as_the_docs_say(tmp_path: Path):
    path = tmp_path / "plan.lianfang.gpkg"
    with PlanStore.create(path, title="测试", reference_date=date(2026, 6, 1)) as store:
        account = {"uid": "a1", "pair": "110116|130826", "date": "2026-06-01", "said": {"rules": {}}, "note": ""}
        with store.change("register_row_added", name="x"):
            store.put_book_rows("lf_aid", normal(Book.AID, [AID]))
            store.put_book_rows("lf_loan", normal(Book.LOAN, [{"item": "水泵", "value_yuan": 12.5}]))
            store.put_book_rows("lf_account", pd.DataFrame([account]))
            store.set_register_settings({"first_share": 0.3})
        assert store.register_settings() == {"first_share": 0.3}
        said = content_hash(store)
    assert reference_hash(path) == said
    assert verify(path).is_sound
