"""A plan that is deleted, renamed, replaced or unplugged while it is open; names and paths at their limits."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shapely

from layers.errors import NotAPlan, PlanNameTooLong, PlanNotSaved, PlanReadOnly
from layers.plan import PlanStore, files
from layers.plan.lock import holder, lock_path
from layers.plan.place import Place
from tests.layers.plan.builders import REFERENCE, add_counties, make_plan

BOX = shapely.box(116.9, 40.4, 117.1, 40.6)
linux = pytest.mark.skipif(sys.platform != "linux", reason="open files keep their name elsewhere")


def draw(store: PlanStore, name: str) -> None:
    with store.change("patrol_area_added"):
        store.add_patrol_area(name, BOX)


def names(path: Path) -> list[str]:
    with PlanStore.open(path) as store:
        return list(store.patrol_areas()["name"])


def refused(store: PlanStore) -> str:
    """The reason code with which a gesture is refused; the plan as it can still be read stays as it was."""
    before = len(store.patrol_areas())
    with pytest.raises(PlanNotSaved) as caught:
        draw(store, "丢")
    with pytest.raises(PlanNotSaved):
        store.set_sketch_state({"a": 1})
    with pytest.raises(PlanNotSaved):
        store.undo()
    store.set_view_state({"center": [1, 2]})  # not worth a word
    assert len(store.patrol_areas()) == before and caught.value.facts["path"] == str(store.path)
    return str(caught.value.facts["reason_code"])


# --- in the wrong place -------------------------------------------------------------------------------


@linux
def test_a_plan_deleted_while_open_can_be_copied_with_every_gesture(tmp_path: Path) -> None:
    store = make_plan(tmp_path)
    draw(store, "一号")
    store.path.unlink()
    assert refused(store) == "moved_away"
    copy = store.save_copy(tmp_path / "copy.lianfang.gpkg")
    store.close()
    assert names(copy) == ["一号"]
    assert [entry.name for entry in tmp_path.iterdir()] == [copy.name], "nothing is left beside the name that is gone"


@linux
def test_a_plan_deleted_while_open_can_be_put_back_and_goes_on(tmp_path: Path) -> None:
    store = make_plan(tmp_path)
    draw(store, "一号")
    store.path.unlink()
    assert refused(store) == "moved_away"
    store.save_as(store.path)
    draw(store, "二号")
    child = subprocess.run(
        [sys.executable, "-c", f"from layers.plan.lock import holder; from pathlib import Path;"
         f" print(holder(Path({str(store.path)!r})) is not None)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert child.stdout.strip() == "True", "it is locked again"
    shutil.copyfile(store.path, tmp_path / "killed.gpkg")  # as a kill would leave it: the log is its own
    shutil.copyfile(f"{store.path}-wal", tmp_path / "killed.gpkg-wal")
    assert names(tmp_path / "killed.gpkg") == ["一号", "二号"]
    store.close()
    assert names(store.path) == ["一号", "二号"]


@linux
def test_a_plan_renamed_while_open_holds_what_was_confirmed(tmp_path: Path) -> None:
    store = make_plan(tmp_path)
    draw(store, "一号")
    elsewhere = tmp_path / "改名.lianfang.gpkg"
    store.path.rename(elsewhere)
    assert refused(store) == "moved_away"
    assert names(elsewhere) == ["一号"], "the log was folded into it as soon as that was noticed"
    store.close()
    assert names(elsewhere) == ["一号"]
    assert [entry.name for entry in tmp_path.iterdir()] == [elsewhere.name]


@linux
def test_a_log_that_could_not_be_folded_stays_when_the_name_is_gone(tmp_path: Path, monkeypatch) -> None:
    """The disk is full: what was confirmed last is in the log alone, and together with the file it is all there."""
    store = make_plan(tmp_path)
    draw(store, "一号")
    away = store.path.rename(tmp_path / "elsewhere.lianfang.gpkg")
    monkeypatch.setattr(files, "fold", lambda _db: None)
    store.close()
    log = store.path.with_name(store.path.name + "-wal")
    assert log.stat().st_size > 0
    log.rename(away.with_name(away.name + "-wal"))
    assert names(away) == ["一号"]


@linux
def test_a_file_that_comes_back_while_its_plan_is_closed_is_not_removed(tmp_path: Path, monkeypatch) -> None:
    store = make_plan(tmp_path)
    draw(store, "一号")
    away = store.path.rename(tmp_path / "elsewhere.lianfang.gpkg")
    lexists = os.path.lexists

    def back_just_after(path: Path) -> bool:
        found = lexists(path)
        if path == store.path and not found:
            away.rename(path)
        return found

    monkeypatch.setattr("layers.plan.store.os.path.lexists", back_just_after)
    store.close()
    assert names(store.path) == ["一号"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_plan_is_the_plan(tmp_path: Path) -> None:
    """Two names are one file: one lock, one log, and an upgrade takes the place of the file, not of the link."""
    (tmp_path / "links").mkdir()
    with make_plan(tmp_path) as store:
        link = tmp_path / "links" / "other.lianfang.gpkg"
        link.symlink_to(store.path)
        with pytest.raises(PlanReadOnly) as caught:
            PlanStore.open(link)
        assert caught.value.facts["reason_code"] == "locked"
    with PlanStore.open(link) as store:
        assert store.path == tmp_path / "plan.lianfang.gpkg"
        draw(store, "一号")
    assert link.is_symlink() and names(store.path) == ["一号"]
    assert [entry.name for entry in link.parent.iterdir()] == [link.name]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("target", ["nowhere.lianfang.gpkg", "loop.lianfang.gpkg"])
def test_a_link_that_leads_nowhere_is_no_plan(tmp_path: Path, target: str) -> None:
    link = tmp_path / "loop.lianfang.gpkg"
    link.symlink_to(tmp_path / target)
    with pytest.raises(NotAPlan):
        PlanStore.open(link)


@linux
def test_a_file_put_in_the_place_of_an_open_plan_is_left_alone(tmp_path: Path) -> None:
    with make_plan(tmp_path, "other.lianfang.gpkg") as other:
        draw(other, "别人的")
    store = make_plan(tmp_path)
    draw(store, "一号")
    other.path.replace(store.path)
    assert refused(store) == "replaced"
    with PlanStore.open(store.path, or_read_only=True) as newcomer:
        assert list(newcomer.patrol_areas()["name"]) == ["别人的"]
        copy = store.save_copy(tmp_path / "copy.lianfang.gpkg")
        store.close()
        assert list(newcomer.patrol_areas()["name"]) == ["别人的"]
    assert names(store.path) == ["别人的"] and names(copy) == ["一号"]


@linux
def test_a_folder_that_vanishes_says_so(tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    store = make_plan(stick)
    draw(store, "一号")
    stick.rename(tmp_path / "拔出")
    assert refused(store) == "folder_gone"
    copy = store.save_copy(tmp_path / "copy.lianfang.gpkg")
    store.close()
    assert names(copy) == ["一号"]
    assert names(tmp_path / "拔出" / store.path.name) == ["一号"], "plugged in again it has every gesture"


def test_a_look_at_the_place_is_quick(tmp_path: Path) -> None:
    import time

    with make_plan(tmp_path) as store:
        place = Place.of(store.path)
        assert place is not None and place.problem() == ""
        started = time.process_time()
        for _ in range(1000):
            place.problem()
        assert time.process_time() - started < 0.2


# --- who has it ---------------------------------------------------------------------------------------


def test_the_holder_of_a_plan_is_told_and_its_lock_left_alone(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        found = holder(store.path)
        assert found is not None and found["pid"] == os.getpid() and found["user"]
        with PlanStore.open(store.path, or_read_only=True) as second:
            assert second.read_only
    assert holder(store.path) is None and not lock_path(store.path).exists()
    lock_path(store.path).write_text("{}")  # left by a program that was killed
    assert holder(store.path) is None


# --- names and paths ------------------------------------------------------------------------------------


def deep(folder: Path, characters: int) -> Path:
    """A path of exactly so many characters, Chinese and spaces."""
    name = "怀柔 丰宁.lianfang.gpkg"
    while len(str(folder)) < characters - 60:
        folder = folder / "京津冀 联合防护 规划资料"
    folder = folder / ("县" * (characters - len(str(folder)) - len(name) - 2))
    folder.mkdir(parents=True)
    assert len(str(folder / name)) == characters
    return folder / name


def test_a_path_of_250_chinese_characters_works(tmp_path: Path) -> None:
    path = deep(tmp_path, 250)
    assert sys.platform != "linux" or len(os.fsencode(path)) > 512, "longer than SQLite takes"
    with PlanStore.create(path, title="深", reference_date=REFERENCE) as store:
        add_counties(store)
        draw(store, "一号")
        with store.reader() as reader, PlanStore.open(path, or_read_only=True) as second:
            draw(store, "二号")
            assert len(reader.patrol_areas()) == 1 and len(second.patrol_areas()) == 2
            copy = store.save_copy(path.with_name("副本 一.lianfang.gpkg"))
        store.set_sketch_state({"a": 1})
        store.undo()
        assert store.redo() is not None
    assert [entry.name for entry in path.parent.glob("怀柔*")] == [path.name], "one file"
    with PlanStore.open(path) as again:
        assert list(again.patrol_areas()["name"]) == ["一号", "二号"] and again.sketch_state() == {"a": 1}
        again.save_as(path.with_name("另存.lianfang.gpkg"))
        draw(again, "三号")
    assert names(copy) == ["一号", "二号"] and names(path.with_name("另存.lianfang.gpkg"))[-1] == "三号"


def folders_open() -> list[str]:
    """The folders this process holds open, once connections that were part of a cycle are collected."""
    gc.collect()
    held = []
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):  # the one that lists is closed again
            place = link.readlink()
            if place.is_dir() and place.parts[:2] != ("/", "proc"):
                held.append(str(place))
    return sorted(held)


@linux
def test_a_deep_plan_leaves_no_folder_open(tmp_path: Path) -> None:
    path = deep(tmp_path, 250)
    before = folders_open()
    for number in range(3):
        with PlanStore.create(path.with_name(f"{number}.lianfang.gpkg"), title="深", reference_date=REFERENCE) as store:
            draw(store, "一号")
            with store.reader():
                pass
        del store
    assert folders_open() == before


@pytest.mark.parametrize("make", ["create", "save_copy", "save_as"])
def test_a_name_too_long_is_refused_before_anything_is_written(tmp_path: Path, make: str) -> None:
    name = "规" * 77 + files.SUFFIX  # 231 + 14 bytes: fits itself, but not with -journal
    assert len(name.encode()) < 255
    path = tmp_path / "there" / (("规" * 78) + files.SUFFIX)
    path.parent.mkdir()
    with make_plan(tmp_path) as store:
        draw(store, "一号")
        with pytest.raises(PlanNameTooLong) as caught:
            if make == "create":
                PlanStore.create(path, title="x", reference_date=REFERENCE)
            else:
                getattr(store, make)(path)
        assert caught.value.facts | {"path": ""} == {
            "path": "",
            "length": 78 * 3 + 14,
            "limit": 247,
            "excess": 1,
            "characters": 1,
        }
        draw(store, "二号")
    assert list(path.parent.iterdir()) == [] and names(store.path) == ["一号", "二号"]
    with PlanStore.create(tmp_path / name, title="x", reference_date=REFERENCE) as fits:
        draw(fits, "一号")
    assert names(tmp_path / name) == ["一号"]


def test_a_plan_whose_name_leaves_no_room_opens_for_reading(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        draw(store, "一号")
    long = tmp_path / ("规" * 80 + files.SUFFIX)
    store.path.rename(long)
    with PlanStore.open(long) as found:
        assert found.read_only and found.refusal is not None
        assert found.refusal.facts["reason_code"] == "name_too_long"
        assert list(found.patrol_areas()["name"]) == ["一号"]
        assert names(found.save_copy(tmp_path / "kurz.lianfang.gpkg")) == ["一号"]


def test_the_order_of_the_history_does_not_follow_the_clock(tmp_path: Path, monkeypatch) -> None:
    from datetime import UTC, datetime, timedelta

    from layers.plan import history

    now = datetime(2026, 5, 1, 12, tzinfo=UTC)

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return now

    monkeypatch.setattr(history, "datetime", Clock)
    with make_plan(tmp_path) as store:
        draw(store, "一号")
        now -= timedelta(hours=3)  # somebody set the clock back
        draw(store, "二号")
        assert store.saved_at == now, "told as the clock says"
        assert [record.at.hour for record in store.history()] == [12, 9]
        store.undo()
        assert list(store.patrol_areas()["name"]) == ["一号"]
    with PlanStore.open(store.path) as again:
        assert again.redo() is not None
        assert list(again.patrol_areas()["name"]) == ["一号", "二号"]
