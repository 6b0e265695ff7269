from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.agreements import normalised
from layers.errors import PlanDamaged, PlanNotSaved
from layers.kinds import Role, ZoneStatus
from layers.plan import ChangeRecord, PlanStore
from layers.zones.model import Parameters
from tests.layers.plan.builders import add_counties, county_frame, county_record, make_plan, make_result

BOX = shapely.box(116.9, 40.4, 117.1, 40.6)


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return make_plan(tmp_path)


def add_area(store: PlanStore, name: str = "一号", **more: Any) -> str:
    with store.change("patrol_area_added", name=name):
        return store.add_patrol_area(name, BOX, **more)


def test_a_gesture_is_one_row(store: PlanStore) -> None:
    with store.change("two_areas", count=2):
        store.add_patrol_area("一号", BOX)
        store.add_patrol_area("二号", BOX)
    (record,) = store.history()
    assert (record.code, dict(record.facts), record.undone) == ("two_areas", {"count": 2}, False)
    assert store.saved_at is not None and store.saved_at >= record.at
    store.undo()
    assert len(store.patrol_areas()) == 0


def test_facts_can_be_added_inside(store: PlanStore) -> None:
    with store.change("patrol_area_added") as change:
        change.facts["uid"] = store.add_patrol_area("一号", BOX)
    assert change.id == store.history()[0].id
    assert store.history()[0].facts == {"uid": store.patrol_areas()["uid"][0]}


def test_an_exception_leaves_nothing(store: PlanStore) -> None:
    with pytest.raises(ZeroDivisionError), store.change("broken"):
        store.add_patrol_area("一号", BOX)
        store.add_layer(county_record(), county_frame())
        raise ZeroDivisionError
    assert len(store.patrol_areas()) == 0 and store.layers() == [] and store.history() == []
    tables = [name for (name,) in store._db.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'layer_%'")]
    assert tables == []
    add_area(store)  # and the store goes on working
    assert len(store.patrol_areas()) == 1


def test_an_empty_change_writes_nothing(store: PlanStore) -> None:
    uid = add_area(store)
    heard: list[Any] = []
    store.subscribe(lambda *event: heard.append(event))
    with store.change("nothing"):
        pass
    with store.change("same_name"):
        store.update_patrol_area(uid, name="一号")
    assert len(store.history()) == 1 and heard == []


def test_an_empty_change_keeps_what_could_be_redone(store: PlanStore) -> None:
    add_area(store)
    store.undo()
    with store.change("nothing"):
        pass
    assert store.can_redo


def test_nested_changes_are_refused(store: PlanStore) -> None:
    with pytest.raises(RuntimeError, match="one transaction"), store.change("outer"):
        store.add_patrol_area("一号", BOX)
        with store.change("inner"):
            pass
    assert store.history() == []


def test_writing_needs_a_change(store: PlanStore) -> None:
    with pytest.raises(RuntimeError, match="open change"):
        store.add_patrol_area("一号", BOX)


def test_undo_and_redo_of_everything(store: PlanStore) -> None:
    """Each step is taken back and done again; the plan says the same each time."""
    states = [snapshot(store)]

    def step() -> None:
        states.append(snapshot(store))

    record = add_counties(store)
    step()
    with store.change("layer_restyled"):
        store.update_layer(
            record.uid, title="县界线", opacity=0.5, visible=False, style={"line": "#000000"}, position=3
        )
    step()
    with store.change("layer_speaks"):
        store.update_layer(record.uid, speaks_for=frozenset({"110116"}), role=Role.TOWNSHIP)
    step()
    with store.change("zones_derived"):
        store.save_result(make_result(), {"inputs": [record.uid]})
    step()
    with store.change("zone_status"):
        store.set_zone_status("z1", ZoneStatus.TREATMENT)
    step()
    uid = add_area(store, note="备注")
    step()
    with store.change("vertex_moved"):
        store.update_patrol_area(uid, geometry=shapely.box(116.8, 40.4, 117.1, 40.6), note="")
    step()
    with store.change("parameters"):
        store.set_parameters(Parameters(forest_band_m=3000.0))
    step()
    with store.change("registers"):
        store.put_agreements(normalised(pd.DataFrame([{"name": "协议", "parties": []}])))
    step()
    store.set_info(title="改名")
    step()
    with store.change("layer_removed"):
        store.remove_layer(record.uid)
    step()
    with store.change("patrol_area_removed"):
        store.remove_patrol_area(uid)
    step()

    for before in reversed(states[:-1]):
        assert store.undo() is not None
        assert snapshot(store) == before
    assert store.undo() is None and not store.can_undo
    for after in states[1:]:
        assert store.redo() is not None
        assert snapshot(store) == after
    assert store.redo() is None and not store.can_redo


def snapshot(store: PlanStore) -> list[Any]:
    """Everything a plan says, by way of its rows."""
    tables = [
        name
        for (name,) in store._db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('lf_change', 'sqlite_sequence')"
            " AND name NOT LIKE 'layer_%' ORDER BY name"
        )
    ]
    rows = [(name, store._db.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()) for name in tables]
    features = [store.frame(layer.uid).to_json() for layer in store.layers() if layer.table]
    return [rows, features]


def test_a_removed_layer_comes_back_with_its_features(store: PlanStore) -> None:
    record = add_counties(store)
    with store.change("layer_removed"):
        store.remove_layer(record.uid)
    assert store.layers() == []
    store.undo()
    assert store.layers() == [record]
    assert_geodataframe_equal(store.frame(record.uid), county_frame())


def test_a_new_gesture_discards_what_was_undone(store: PlanStore) -> None:
    add_area(store, "一号")
    add_area(store, "二号")
    store.undo()
    add_area(store, "三号")
    assert not store.can_redo
    assert [record.facts["name"] for record in store.history()] == ["一号", "三号"]
    rows = store._db.execute("SELECT state, changeset IS NULL FROM lf_change ORDER BY fid").fetchall()
    assert rows == [("done", 0), ("discarded", 1), ("done", 0)]  # the record of it stays
    assert list(store.patrol_areas()["name"]) == ["一号", "三号"]


def test_undo_survives_a_restart(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        record = add_counties(store)
        add_area(store)
        with store.change("layer_removed"):
            store.remove_layer(record.uid)
        store.undo()
        store.undo()
        path = store.path
    with PlanStore.open(path) as again:
        assert [entry.undone for entry in again.history()] == [False, True, True]
        again.redo()
        again.redo()
        assert again.layers() == [] and len(again.patrol_areas()) == 1
    with PlanStore.open(path) as third:
        third.undo()
        assert_geodataframe_equal(third.frame(record.uid), county_frame())


def test_features_nobody_can_bring_back_are_dropped_on_closing(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        record = add_counties(store)
        store.undo()  # could still be redone
        path = store.path
    with PlanStore.open(path) as store:
        assert store._db.execute("SELECT count(*) FROM " + record.table).fetchone() == (2,)
        add_area(store)  # now it cannot
    with PlanStore.open(path) as store:
        assert not store._db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (record.table,)).fetchall()


def test_commands_by_id_keep_the_order(store: PlanStore) -> None:
    add_area(store, "一号")
    add_area(store, "二号")
    first, second = (record.id for record in store.history())
    with pytest.raises(ValueError, match="next"):
        store.undo_change(first)
    store.undo_change(second)
    store.undo_change(first)
    with pytest.raises(ValueError, match="next"):
        store.redo_change(second)
    assert store.redo_change(first).undone is False


def test_listeners_hear_after_the_commit_what_was_touched(store: PlanStore) -> None:
    heard: list[tuple[str, frozenset[str], str]] = []

    def listen(record: ChangeRecord, tables: frozenset[str], direction: str) -> None:
        assert not store._db.in_transaction
        heard.append((record.code, tables, direction))

    stop = store.subscribe(listen)
    add_area(store)
    store.undo()
    store.redo()
    stop()
    store.undo()
    touched = frozenset({"lf_patrol_area"})
    assert heard == [
        ("patrol_area_added", touched, "do"),
        ("patrol_area_added", touched, "undo"),
        ("patrol_area_added", touched, "redo"),
    ]


def test_undo_refuses_rows_that_another_program_changed(store: PlanStore) -> None:
    uid = add_area(store)
    store._db.execute("UPDATE lf_patrol_area SET name = 'other' WHERE uid = ?", (uid,))
    with pytest.raises(PlanDamaged) as caught:
        store.undo()
    assert caught.value.facts["change"] == 1
    assert "lf_patrol_area" in caught.value.facts["reason"]
    assert store.can_undo and list(store.patrol_areas()["name"]) == ["other"]  # nothing was half done


def test_view_state_is_not_history(store: PlanStore) -> None:
    store.set_view_state({"centre": [117.0, 40.5]})
    store.set_view_state({"centre": [117.0, 40.6]})
    assert store.view_state() == {"centre": [117.0, 40.6]}
    assert store.history() == []


def test_staleness_follows_what_an_analysis_reads(store: PlanStore) -> None:
    assert not store.analysis_is_stale()  # there is none
    record = add_counties(store)
    with store.change("zones_derived"):
        store.save_result(make_result(), {})
    assert not store.analysis_is_stale()

    def is_stale_after(code: str, write: Any) -> bool:
        with store.change(code):
            write()
        answer = store.analysis_is_stale()
        store.undo()
        assert not store.analysis_is_stale()
        return answer

    assert is_stale_after("speaks", lambda: store.update_layer(record.uid, speaks_for=frozenset()))
    assert is_stale_after("parameters", lambda: store.set_parameters(Parameters(forest_band_m=1.0)))
    assert is_stale_after("removed", lambda: store.remove_layer(record.uid))
    assert is_stale_after(
        "agreements", lambda: store.put_agreements(normalised(pd.DataFrame([{"name": "协议", "parties": []}])))
    )
    assert is_stale_after("added", lambda: store.add_layer(county_record(title="县界2"), county_frame()))
    assert not is_stale_after("restyled", lambda: store.update_layer(record.uid, opacity=0.1, title="x"))
    assert not is_stale_after("drawn", lambda: store.add_patrol_area("一号", BOX))
    assert not is_stale_after("status", lambda: store.set_zone_status("z1", "signed"))


def test_only_the_owning_thread_writes(store: PlanStore) -> None:
    caught: list[BaseException] = []

    def write() -> None:
        try:
            with store.change("other_thread"):
                pass
        except RuntimeError as error:
            caught.append(error)

    worker = threading.Thread(target=write)
    worker.start()
    worker.join()
    assert "reader()" in str(caught[0])


def test_a_reader_in_another_thread_sees_what_is_committed(store: PlanStore) -> None:
    add_area(store)
    seen: list[int] = []

    def read() -> None:
        with store.reader() as second:
            seen.append(len(second.patrol_areas()))

    with store.change("more"):
        store.add_patrol_area("二号", BOX)
        worker = threading.Thread(target=read)
        worker.start()
        worker.join()
    assert seen == [1]
    with store.reader() as second:
        assert len(second.patrol_areas()) == 2
        add_area(store)
        assert len(second.patrol_areas()) == 2  # one state for the whole job


def test_an_analysis_of_older_inputs_is_stale_at_once(store: PlanStore) -> None:
    record = add_counties(store)
    with store.reader() as reader:
        stamp = reader.input_stamp()
    with store.change("layer_speaks"):
        store.update_layer(record.uid, speaks_for=frozenset())
    with store.change("zones_derived"):
        store.save_result(make_result(), {}, input_stamp=stamp)
    assert store.analysis_is_stale()
    with store.change("parameters"):
        store.set_parameters(Parameters(river_band_m=2000.0))
    with store.change("zones_derived"):
        store.save_result(make_result(), {})  # made with the default parameters
    assert store.analysis_is_stale()


def test_a_full_disk_is_told_and_leaves_the_plan(store: PlanStore) -> None:
    add_area(store)
    ((pages,),) = store._db.execute("PRAGMA page_count").fetchall()
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    ring = shapely.Point(117, 40.5).buffer(0.1, quad_segs=20_000)
    with pytest.raises(PlanNotSaved) as caught, store.change("too_big"):
        store.add_patrol_area("大", ring)
    assert "full" in str(caught.value)
    assert len(store.patrol_areas()) == 1 and len(store.history()) == 1
    store._db.execute("PRAGMA max_page_count = 1000000")
    add_area(store)
    assert len(store.patrol_areas()) == 2


def test_numbers_go_up_even_after_a_removal(store: PlanStore) -> None:
    first = add_area(store)
    add_area(store)
    with store.change("patrol_area_removed"):
        store.remove_patrol_area(first)
    add_area(store)
    assert list(store.patrol_areas()["number"]) == [2, 3]


def test_unknown_uids_and_fields_are_refused(store: PlanStore) -> None:
    with pytest.raises(KeyError), store.change("x"):
        store.set_zone_status("nowhere", "signed")
    with pytest.raises(KeyError), store.change("x"):
        store.remove_patrol_area("nowhere")
    uid = add_area(store)
    with pytest.raises(TypeError, match="colour"), store.change("x"):
        store.update_patrol_area(uid, colour="red")
    record = add_counties(store)
    with pytest.raises(TypeError, match="table"), store.change("x"):
        store.update_layer(record.uid, table="other")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["add", "move", "rename", "remove", "undo", "redo"]), max_size=25), st.integers(0, 9))
def test_any_walk_can_be_taken_back_to_the_start(
    tmp_path_factory: pytest.TempPathFactory, walk: list[str], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    with make_plan(tmp_path_factory.mktemp("walk")) as store:
        start = snapshot(store)
        for action in walk:
            uids = list(store.patrol_areas()["uid"])
            if action in ("undo", "redo"):
                getattr(store, action)()
            elif action == "add" or not uids:
                add_area(store)
            else:
                uid = uids[int(rng.integers(len(uids)))]
                with store.change(action):
                    if action == "move":
                        shifted = shapely.transform(BOX, lambda xy: xy + rng.uniform(0, 0.1))
                        store.update_patrol_area(uid, geometry=shifted)
                    elif action == "rename":
                        store.update_patrol_area(uid, name=str(rng.integers(100)))
                    else:
                        store.remove_patrol_area(uid)
        end = snapshot(store)
        while store.undo():
            pass
        assert snapshot(store) == start
        undone = sum(record.undone for record in store.history())
        assert undone == len(store.history())
        while store.redo():
            pass
        if "undo" not in walk:
            assert snapshot(store) == end
