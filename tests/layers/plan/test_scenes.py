"""Named scenes: rows of the plan, what going to one changes, and what a scene survives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.model import LayerLook
from layers.plan.scenes import NamedScene, changes_to, look_of
from layers.plan.verify import verify
from tests.layers.plan.builders import add_counties, make_plan


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    plan = make_plan(tmp_path)
    add_counties(plan)
    yield plan
    plan.close()


def scene_of(store: PlanStore, name: str = "全貌", position: int = 0) -> NamedScene:
    layers = store.layers()
    return NamedScene(
        f"s{position}",
        name,
        position,
        (117.0, 40.5),
        (50_000.0, 30_000.0),
        {record.uid: look_of(record) for record in layers},
        {record.uid: record.title for record in layers},
        {"zones": LayerLook(), "reaches": LayerLook(visible=False, opacity=0.5, style={"color": "#112233"})},
    )


def keep(store: PlanStore, *scenes: NamedScene) -> None:
    with store.change("scene_added"):
        for scene in scenes:
            store.put_scene(scene)


def test_scenes_come_back_exactly_in_their_order(store: PlanStore) -> None:
    first, second = scene_of(store), scene_of(store, "界线", 1)
    keep(store, second, first)
    assert store.scenes() == [first, second]
    keep(store, replace(first, position=1), replace(second, position=0))
    assert [scene.name for scene in store.scenes()] == ["界线", "全貌"]


def test_a_scene_is_undone_redone_and_says_nothing(store: PlanStore) -> None:
    before = content_hash(store)
    keep(store, scene_of(store))
    assert content_hash(store) == before
    store.undo()
    assert store.scenes() == []
    store.redo()
    (scene,) = store.scenes()
    with store.change("scene_removed"):
        store.remove_scene(scene.uid)
        with pytest.raises(KeyError):
            store.remove_scene("nothing")
    assert store.scenes() == []


def test_going_to_a_scene_changes_only_what_differs(store: PlanStore) -> None:
    scene = scene_of(store)
    assert changes_to(scene, store.layers(), store.looks()).layers == {}
    (county,) = store.layers()
    with store.change("x"):
        store.update_layer(county.uid, visible=False, opacity=0.3, style={"color": "#AA0000"})
        store.set_look("zones", opacity=0.2)
    changes = changes_to(scene, store.layers(), store.looks())
    assert changes.layers == {county.uid: look_of(county)}
    assert set(changes.derived) == {"zones", "reaches"}
    with store.change("scene_shown"):
        store.apply_scene(changes)
    assert look_of(store.layers()[0]) == look_of(county)
    assert store.looks()["zones"] == LayerLook() and store.looks()["reaches"].style == {"color": "#112233"}
    again = changes_to(scene, store.layers(), store.looks())
    assert (again.layers, again.derived) == ({}, {})


def test_layers_that_are_gone_are_named_and_newer_ones_hidden(store: PlanStore) -> None:
    scene = scene_of(store)
    with store.change("x"):
        store.remove_layer(store.layers()[0].uid)
    newer = add_counties(store)
    changes = changes_to(scene, store.layers(), store.looks())
    assert changes.missing == ("县界",) and changes.newer == ("县界",)
    assert changes.layers == {newer.uid: replace(look_of(newer), visible=False)}


@pytest.mark.parametrize(
    "state",
    ["{}", "[]", "no json", '{"center": [1], "size_m": [1, 1]}', '{"center": [1, 2], "size_m": [0, 1]}',
     '{"center": [1, 2], "size_m": [1, 1], "layers": {"a": 3}}'],
)  # fmt: skip
def test_a_row_that_makes_no_sense_is_left_out(store: PlanStore, state: str) -> None:
    keep(store, scene_of(store), scene_of(store, "界线", 1))
    store._db.execute("UPDATE lf_scene SET state = ? WHERE uid = 's0'", (state,))
    assert [(scene.name, scene.position) for scene in store.scenes()] == [("界线", 0)]


def test_a_plan_with_scenes_is_sound_and_its_copy_has_them(store: PlanStore, tmp_path: Path) -> None:
    keep(store, scene_of(store))
    store.save_copy(tmp_path / "copy.lianfang.gpkg")
    assert verify(tmp_path / "copy.lianfang.gpkg").is_sound
    with PlanStore.open(tmp_path / "copy.lianfang.gpkg") as copy:
        assert copy.scenes() == store.scenes()
