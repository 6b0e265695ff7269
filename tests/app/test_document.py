"""The document: edits are gestures, and undo is a view on the plan's history."""

from __future__ import annotations

import threading

import pytest
from shapely import box
from shapely.geometry import Polygon

from app.document import Document
from app.jobs import Job, Jobs
from layers.kinds import Role

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
