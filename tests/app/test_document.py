"""The document: edits are gestures, and undo is a view on the plan's history."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from shapely import box
from shapely.geometry import Polygon

from app.document import Document
from app.jobs import Job, Jobs
from app.tasks.saving import _switch
from layers.errors import PlanDamaged
from layers.kinds import Role
from layers.plan import PlanStore
from layers.progress import Cancelled
from layers.zones.model import Parameters
from tests.app.conftest import fill
from tests.app.test_undo_everything import read_layer
from tests.layers.plan.builders import make_result

SQUARE = box(116.49, 40.63, 116.51, 40.65)


def names(document: Document) -> list[str]:
    return list(document.patrol_areas()["name"])


def test_an_edit_is_committed_announced_and_undoable(document: Document) -> None:
    seen = []
    document.changed.connect(lambda change: seen.append((change.code, change.direction)))
    uid = document.add_patrol_area(SQUARE)
    assert names(document) == ["联防区 1"]
    document.rename_patrol_area(uid, "云蒙山")
    document.undo_stack.undo()
    assert names(document) == ["联防区 1"]
    document.undo_stack.undo()
    assert names(document) == []
    document.undo_stack.redo()
    document.undo_stack.redo()
    assert names(document) == ["云蒙山"]
    assert seen == [
        ("patrol_area_added", "do"),
        ("patrol_area_renamed", "do"),
        ("patrol_area_renamed", "undo"),
        ("patrol_area_added", "undo"),
        ("patrol_area_added", "redo"),
        ("patrol_area_renamed", "redo"),
    ]


def test_undo_survives_closing_and_opening(document: Document) -> None:
    path = document.path
    document.add_patrol_area(SQUARE, "甲")
    document.add_patrol_area(SQUARE, "乙")
    document.undo_stack.undo()
    document.close()
    assert not document.is_open

    document.open(path)
    assert names(document) == ["甲"], "opening applies nothing"
    assert document.undo_stack.canRedo() and document.undo_stack.redoText() == "绘制 乙"
    document.undo_stack.redo()
    assert names(document) == ["甲", "乙"]
    for _ in range(2):
        document.undo_stack.undo()
    assert names(document) == []


def test_an_edit_after_undo_drops_what_could_be_redone(document: Document) -> None:
    document.add_patrol_area(SQUARE, "甲")
    document.undo_stack.undo()
    document.add_patrol_area(SQUARE, "乙")
    assert not document.undo_stack.canRedo()
    path = document.path
    document.close()
    document.open(path)
    assert names(document) == ["乙"] and not document.undo_stack.canRedo()
    document.undo_stack.undo()
    assert names(document) == []


def test_removing_a_layer_is_undoable(document: Document) -> None:
    forest = next(record for record in document.layers() if record.role is Role.FOREST)
    document.remove_layer(forest.uid)
    assert forest.uid not in {record.uid for record in document.layers()}
    document.undo_stack.undo()
    assert document.layer(forest.uid).title == "森林"
    assert len(document.frame(forest.uid)) == 3


def test_a_layer_in_another_role_gets_that_roles_columns(document: Document) -> None:
    village = next(record for record in document.layers() if record.role is Role.SETTLEMENT)
    order = [record.uid for record in document.layers()]
    document.set_layer_role(village.uid, Role.DEPOT)
    assert document.layer(village.uid).role is Role.DEPOT
    assert {"level", "contact", "phone"} <= set(document.frame(village.uid).columns)
    assert [record.uid for record in document.layers()] == order
    assert document.layer(village.uid).speaks_for == village.speaks_for
    document.undo_stack.undo()
    assert document.layer(village.uid) == village
    assert list(document.frame(village.uid)["people"]) == [120.0, 80.0]
    document.undo_stack.redo()
    assert document.layer(village.uid).role is Role.DEPOT


def test_order_and_looks_are_gestures(document: Document) -> None:
    uids = [record.uid for record in document.layers()]
    document.set_layer_order([*uids[1:], uids[0]])
    assert [record.uid for record in document.layers()] == [*uids[1:], uids[0]]
    document.set_layer_visible(uids[0], False)
    document.set_layer_visible(uids[0], False)
    assert document.undo_stack.undoText().startswith("隐藏")
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert [record.uid for record in document.layers()] == uids


@pytest.mark.parametrize("on_writer", [True, False])
def test_the_edit_of_a_job_is_heard_in_the_main_thread(document: Document, qtbot, on_writer: bool) -> None:
    jobs = Jobs()
    here = []
    document.changed.connect(lambda _change: here.append(threading.current_thread() is threading.main_thread()))

    def work(progress) -> str:
        progress(0.5, "saving")
        return document.add_patrol_area(SQUARE, "甲")

    job = Job(work, title="…")
    with qtbot.waitSignal(job.finished) as finished:
        jobs.start(job, on=document.writer if on_writer else None)
    assert list(document.patrol_areas()["uid"]) == finished.args
    qtbot.waitUntil(lambda: here == [True])
    assert document.undo_stack.undoText() == "绘制 甲"


def test_a_failed_edit_leaves_plan_and_stack_as_they_were(document: Document) -> None:
    before = document.undo_stack.count()
    try:
        document.add_patrol_area(None)  # type: ignore[arg-type]
    except Exception as error:
        assert not isinstance(error, KeyError)
    else:
        raise AssertionError("an outline is needed")
    assert document.undo_stack.count() == before
    assert names(document) == []


def test_names_of_new_areas_are_free(document: Document) -> None:
    document.add_patrol_area(SQUARE, "联防区 2")
    assert names(document)[0] == "联防区 2"
    document.add_patrol_area(Polygon(SQUARE))
    assert names(document)[1] == "联防区 3"


def test_save_as_moves_the_plan_with_its_history(document: Document, tmp_path) -> None:
    document.add_patrol_area(SQUARE, "甲")
    target = tmp_path / "别处.lianfang.gpkg"
    document.save_as(target)
    assert document.path == target
    document.undo_stack.undo()
    assert names(document) == []


@pytest.fixture
def untitled(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Document]:
    """A plan without a place of its own, made as the sample is: of two gestures."""
    monkeypatch.setattr("layers.plan.store._untitled_folder", lambda: tmp_path / "untitled")
    made = Document()

    def sample() -> PlanStore:
        store = PlanStore.temporary(title="样例", reference_date=date(2026, 5, 1), is_sample=True)
        fill(store)
        with store.change("parameters_set"):
            store.set_parameters(Parameters(forest_min_ha=3.0))
        return store

    made.attach(made.on_writer(sample))
    assert made.undo_stack.count() == 2
    yield made
    made.shut_down()


def test_a_sample_nobody_touched_is_let_go(untitled: Document) -> None:
    path = untitled.path
    untitled.undo_stack.undo()
    untitled.close()
    assert not path.exists()


@pytest.mark.parametrize("undone", [1, 2])
def test_work_that_took_the_place_of_the_samples_own_gestures_is_not_thrown_away(
    untitled: Document, undone: int
) -> None:
    path = untitled.path
    for _ in range(undone):
        untitled.undo_stack.undo()
    untitled.add_patrol_area(SQUARE, "甲")
    assert untitled.undo_stack.count() <= 2 and not untitled.is_pristine
    untitled.close()
    with PlanStore.open(path, read_only=True) as store:
        assert list(store.patrol_areas()["name"]) == ["甲"]


def test_work_that_was_not_heard_of_yet_is_not_thrown_away(untitled: Document) -> None:
    path = untitled.path

    def gesture() -> None:
        with untitled.store.change("patrol_area_added"):
            untitled.store.add_patrol_area("乙", SQUARE)

    untitled.writer.submit(gesture).result()
    untitled.close()
    assert path.exists()


def test_what_a_job_made_for_one_plan_never_lands_in_another(document: Document, tmp_path: Path) -> None:
    """A long import goes on while the planner opens another plan."""
    store, layers = document.store, [read_layer("林班")]
    areas = document.patrol_areas()
    document.create(tmp_path / "另一个.lianfang.gpkg", title="另一个", reference_date=date(2026, 5, 1))
    for late in (
        lambda: document.add_read_layers(layers, into=store),
        lambda: document.import_patrol_areas(areas, into=store),
        lambda: document.store_result(make_result(), into=store),
    ):
        with pytest.raises(Cancelled):
            late()
    assert document.layers() == [] and document.past.records == []


def test_saving_elsewhere_does_not_take_the_plan_from_a_job(document: Document, tmp_path: Path) -> None:
    store = document.store
    document.save_as(tmp_path / "别处.lianfang.gpkg")
    assert len(document.add_read_layers([read_layer("林班")], into=store)) == 1


def test_a_copy_that_comes_too_late_is_not_gone_on_in(document: Document, tmp_path: Path) -> None:
    """The plan was closed on the writer thread, and the window has not heard of it yet."""
    store, target = document.store, tmp_path / "别处.lianfang.gpkg"
    writes, copy = store.writes, document.on_writer(lambda: store.save_copy(target))
    document.on_writer(store.close)
    with pytest.raises(Cancelled):
        document.on_writer(lambda: _switch(document, store, writes, copy))
    PlanStore.open(target).close()  # nobody holds it


_SPOILT = {
    "a source that is a list": "UPDATE lf_layer SET source = '[1]'",
    "a style that is a number": "UPDATE lf_layer SET style = '5'",
    "a role nobody knows": "UPDATE lf_layer SET role = 'x'",
    "bounds that are texts": """UPDATE lf_layer SET bounds = '["a", null, {}, 1]'""",
    "a position that is a text": "UPDATE lf_layer SET position = 'x'",
    "a date that is none": "UPDATE lf_plan SET reference_date = 'x'",
    "facts that are a list": "UPDATE lf_change SET facts = '[1]'",
    "a look that is a number": "INSERT INTO lf_look (uid, visible, opacity, style) VALUES ('zones', 1, 1, '5')",
    "an opacity that is a text": "INSERT INTO lf_look (uid, visible, opacity, style) VALUES ('zones', 1, 'x', '{}')",
    "a time that is none": "UPDATE lf_change SET at = 'x'",
}


@pytest.mark.parametrize("what", _SPOILT)
def test_a_plan_whose_rows_make_no_sense_is_told_and_the_open_one_stays(
    document: Document, tmp_path: Path, what: str
) -> None:
    """SQLite finds nothing wrong with it, and neither does the first look at the file."""
    spoilt = tmp_path / "另一个.lianfang.gpkg"
    with PlanStore.create(spoilt, title="另一个", reference_date=date(2026, 5, 1)) as store:
        fill(store)
    with closing(sqlite3.connect(spoilt)) as db, db:
        assert db.execute(_SPOILT[what]).rowcount
    before, here = spoilt.read_bytes(), document.path
    with pytest.raises(PlanDamaged) as caught:
        document.open(spoilt)
    assert caught.value.facts["path"] == str(spoilt)
    assert document.path == here and document.info().title == "测试"
    document.add_patrol_area(SQUARE, "甲")
    assert names(document) == ["甲"]
    assert sorted(path.name for path in tmp_path.iterdir() if "另" in path.name) == [spoilt.name]
    assert spoilt.read_bytes()[100:] == before[100:], "beside counters in its header nothing was written"


@pytest.mark.parametrize("state", ["[1]", "5", "{", '{"tools": 5}'])
def test_a_view_or_sketch_that_makes_no_sense_is_not_worth_a_plan(
    document: Document, tmp_path: Path, state: str
) -> None:
    path = document.path
    document.close()
    with closing(sqlite3.connect(path)) as db, db:
        for table in ("lf_view", "lf_sketch"):
            db.execute(f"INSERT INTO {table} (uid, state) VALUES ('only', ?)", (state,))
    document.open(path)
    assert document.is_open and document.kept_sketch().get("tools", 5) == 5
