"""Going to any point of the history at once, and keeping the history small."""

from __future__ import annotations

import lzma
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.errors import PlanDamaged, PlanReadOnly
from layers.plan import PlanStore
from layers.plan.history import changeset_of, compressed
from layers.progress import Cancelled
from tests.layers.plan.builders import make_plan

BOX = shapely.box(116.9, 40.4, 117.1, 40.6)


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return make_plan(tmp_path)


def rename(store: PlanStore, uid: str, name: str) -> int:
    with store.change("patrol_area_renamed", name=name) as change:
        store.update_patrol_area(uid, name=name)
    return change.id


def three_names(store: PlanStore) -> tuple[list[int], list[str]]:
    """Give an area three names; returns the ids of the changes and the name after each."""
    with store.change("patrol_area_added", name="甲") as change:
        uid = store.add_patrol_area("甲", BOX)
    return [change.id, rename(store, uid, "乙"), rename(store, uid, "丙")], ["甲", "乙", "丙"]


def names(store: PlanStore) -> list[str]:
    return list(store.patrol_areas()["name"])


def test_every_state_can_be_gone_to_from_every_other(store: PlanStore) -> None:
    ids, after = three_names(store)
    states = {0: [], **{fid: [name] for fid, name in zip(ids, after, strict=True)}}
    for start in states:
        for end, expected in states.items():
            store.go_to(start)
            store.go_to(end)
            assert names(store) == expected
            assert [record.undone for record in store.history()] == [fid > end for fid in ids]


def test_a_jump_is_heard_once_with_all_that_it_touched(store: PlanStore) -> None:
    ids, _ = three_names(store)
    with store.change("plan_info_changed"):
        store.set_info(title="新")
    heard: list[Any] = []
    store.subscribe(lambda *news: heard.append(news))
    store.go_to(ids[0])
    ((record, tables, direction),) = heard
    assert (record.id, record.undone, direction) == (ids[1], True, "undo"), "the last one undone"
    assert tables == {"lf_plan", "lf_patrol_area"}
    assert record.codes == {"patrol_area_renamed", "plan_info_changed"}
    heard.clear()
    store.go_to(ids[2])
    ((record, tables, direction),) = heard
    assert (record.id, record.undone, direction) == (ids[2], False, "redo"), "the one arrived at"
    assert tables == {"lf_patrol_area"}


def test_where_one_is_already_nothing_happens(store: PlanStore) -> None:
    ids, _ = three_names(store)
    heard: list[Any] = []
    store.subscribe(lambda *news: heard.append(news))
    assert store.go_to(ids[-1]) is None
    store.go_to(0)
    assert store.go_to(0) is None
    assert len(heard) == 1


def test_only_what_is_there_can_be_gone_to(store: PlanStore) -> None:
    ids, _ = three_names(store)
    store.go_to(ids[0])
    with store.change("plan_info_changed"):
        store.set_info(title="别的路")
    for gone in (ids[1], 99, -1):
        with pytest.raises(ValueError, match=str(gone)):
            store.go_to(gone)
    with store.change("open"), pytest.raises(RuntimeError, match="inside"):
        store.go_to(0)
    assert names(store) == ["甲"]


def test_a_jump_that_does_not_fit_leaves_everything(store: PlanStore) -> None:
    ids, _ = three_names(store)
    store._db.execute("UPDATE lf_patrol_area SET name = '外来' WHERE name = '丙'")
    store._db.execute(f"UPDATE lf_change SET changeset = x'00' WHERE fid = {ids[0]}")
    for target in (0, ids[0]):
        with pytest.raises(PlanDamaged, match=str(ids[2])):
            store.go_to(target)
    store._db.execute("UPDATE lf_patrol_area SET name = '丙'")
    with pytest.raises(PlanDamaged, match=str(ids[0])):
        store.go_to(0)
    assert names(store) == ["丙"] and not any(record.undone for record in store.history()), "not half of the way"
    store.go_to(ids[0])
    assert names(store) == ["甲"]


def test_a_cancelled_jump_leaves_everything(store: PlanStore) -> None:
    three_names(store)
    fractions: list[float] = []

    def stop(fraction: float, step: str) -> None:
        fractions.append(fraction)
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        store.go_to(0, progress=stop)
    assert names(store) == ["丙"] and fractions == sorted(fractions)


def test_a_plan_for_reading_stays(store: PlanStore) -> None:
    ids, _ = three_names(store)
    path = store.path
    store.close()
    with PlanStore.open(path, read_only=True) as reading:
        assert len(reading.history()) == 3
        with pytest.raises(PlanReadOnly):
            reading.go_to(ids[0])


def test_the_record_names_the_program_and_what_was_discarded(store: PlanStore) -> None:
    ids, _ = three_names(store)
    store.go_to(ids[1])
    with store.change("plan_info_changed"):
        store.set_info(title="新")
    assert [record.id for record in store.history()] == [*ids[:2], ids[2] + 1]
    every = store.history(include_discarded=True)
    assert [record.discarded for record in every] == [False, False, True, False]
    assert every[2].facts == {"name": "丙"} and every[2].size_bytes == 0
    assert all(record.program and not record.undone for record in every)
    assert all(record.size_bytes > 0 for record in every if not record.discarded)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_jump_is_the_steps_it_stands_for(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("jumps")
    with make_plan(folder, "one") as jumping, make_plan(folder, "two") as stepping:
        ids, _ = three_names(jumping)
        three_names(stepping)
        for target in data.draw(st.lists(st.sampled_from([0, *ids]), max_size=6)):
            jumping.go_to(target)
            while [r for r in stepping.history() if not r.undone and r.id > target]:
                stepping.undo()
            while [r for r in stepping.history() if r.undone and r.id <= target]:
                stepping.redo()
            assert names(jumping) == names(stepping)
            assert [r.undone for r in jumping.history()] == [r.undone for r in stepping.history()]


def test_a_thousand_steps_are_one_quick_jump(store: PlanStore) -> None:
    ids, _ = three_names(store)
    uid = store.patrol_areas()["uid"][0]
    store._db.execute("PRAGMA synchronous = OFF")  # the setting up alone
    for number in range(1000):
        rename(store, uid, f"名 {number}")
    started = time.process_time()
    store.go_to(ids[0])
    store.go_to(ids[-1] + 1000)
    assert names(store) == ["名 999"]
    assert time.process_time() - started < 4.0, "some tenths of a second on an idle machine"


# --- room -------------------------------------------------------------------------------------------


def ring(seed: int, vertices: int = 5000) -> shapely.Polygon:
    """A wobbly circle: coordinates as a hand or a receiver gives them, all digits in use."""
    angle = np.linspace(0.0, 2.0 * np.pi, vertices, endpoint=False)
    radius = 0.05 + np.random.default_rng(seed).normal(0.0, 1e-4, vertices)
    return shapely.Polygon(np.column_stack([116.5 + radius * np.cos(angle), 40.6 + radius * np.sin(angle)]))


def edited(polygon: shapely.Polygon, vertex: int) -> shapely.Polygon:
    corners = shapely.get_coordinates(polygon)[:-1]
    corners[vertex] += 1e-4
    return shapely.Polygon(corners)


def changesets(path: Path) -> list[bytes]:
    with PlanStore.open(path, read_only=True) as store:
        return [row[0] for row in store._db.execute("SELECT changeset FROM lf_change ORDER BY fid")]


def test_closing_compresses_and_undo_still_works(store: PlanStore) -> None:
    shapes = [ring(1)]
    with store.change("patrol_area_added"):
        uid = store.add_patrol_area("甲", shapes[0])
    for vertex in range(100, 2000, 100):
        shapes.append(edited(shapes[-1], vertex))
        with store.change("patrol_area_reshaped"):
            store.update_patrol_area(uid, geometry=shapes[-1])
    rename(store, uid, "乙")
    written = [bytes(row[0]) for row in store._db.execute("SELECT changeset FROM lf_change ORDER BY fid")]
    path = store.path
    store.close()
    kept = changesets(path)
    assert [changeset_of(blob) for blob in kept] == written
    assert kept[-1] == written[-1], "a small one is not worth it"
    assert sum(map(len, kept)) < 0.4 * sum(map(len, written)), "before and after are alike"
    with PlanStore.open(path) as again:
        again.go_to(1)
        assert again.patrol_areas().geometry[0].equals_exact(shapes[0])
        for shape in shapes[1:]:
            again.redo()
            assert again.patrol_areas().geometry[0].equals_exact(shape)
    assert changesets(path) == kept, "what is compressed is left alone"


def test_compressing_stops_in_time_and_goes_on_later(store: PlanStore) -> None:
    uid = ""
    for seed in range(4):
        with store.change("patrol_area_added"):
            uid = store.add_patrol_area(f"{seed}", ring(seed))
    assert uid and store._history.compact(0.0) == 0
    assert store._history.compact(60.0) == 4
    assert store._history.compact(60.0) == 0


def test_the_file_gives_room_back(store: PlanStore) -> None:
    for seed in range(60):
        with store.change("patrol_area_added"):
            uid = store.add_patrol_area("", ring(seed))
        with store.change("patrol_area_removed"):
            store.remove_patrol_area(uid)
    store.go_to(0)
    with store.change("plan_info_changed"):
        store.set_info(title="从头来")
    path = store.path
    store.close()
    assert path.stat().st_size < 1_000_000, "of 9 MB that were discarded"
    with PlanStore.open(path) as again:
        assert again.info().title == "从头来" and len(again.history(include_discarded=True)) == 121


@pytest.mark.parametrize("blob", [b"", b"T\x01\x02", b"T" * 10_000])
def test_a_changeset_is_read_as_it_was(blob: bytes) -> None:
    assert changeset_of(blob) == blob
    assert changeset_of(compressed(blob)) == blob


def test_a_broken_stream_is_told_as_damage(store: PlanStore) -> None:
    ids, _ = three_names(store)
    store._db.execute("UPDATE lf_change SET changeset = ? WHERE fid = ?", (b"\xfd7zXZ\x00broken", ids[-1]))
    with pytest.raises(ValueError, match="broken"):
        changeset_of(b"\xfd7zXZ\x00broken")
    with pytest.raises(PlanDamaged) as caught:
        store.undo()
    assert caught.value.facts["change"] == ids[-1]
    assert names(store) == ["丙"]


@pytest.mark.parametrize("more", [b"tail", compressed(bytes(100_000))])
def test_a_stream_is_one_stream_to_its_end(more: bytes) -> None:
    blob = compressed(bytes(50_000))
    with pytest.raises(ValueError, match="broken"):
        changeset_of(blob + more)
    with pytest.raises(ValueError, match="broken"):
        changeset_of(blob[:-1])


def test_a_strangers_changeset_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.plan.history._MOST_BYTES", 1_000_000)
    assert len(changeset_of(compressed(bytes(999_999)))) == 999_999
    bomb = lzma.compress(bytes(20_000_000))
    assert len(bomb) < 4_000
    with pytest.raises(ValueError, match="broken"):
        changeset_of(bomb)
    thirsty = lzma.compress(b"x", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}])
    with pytest.raises(ValueError, match="broken"):
        changeset_of(thirsty)
