"""Packages that were not made for us: another plan, one edited in another program, a damaged one."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import apsw
import pandas as pd
import pytest
import shapely

from layers.errors import NotAPackage, NotAPlan, PackageDamaged
from layers.exchange.handing import hand_over, handovers
from layers.exchange.model import Change, Choice, MatchedBy, Who
from layers.exchange.other import OtherPlan
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.schema import Table
from tests.layers.exchange.counties import (
    add,
    areas,
    compared,
    copy_for,
    edit,
    first_plan,
    hash_of,
    rename,
    square,
    taken_in,
)
from tests.layers.plan.builders import REFERENCE, county_frame, county_record

AREA = str(Table.PATROL_AREA)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return first_plan(tmp_path / "a")


def test_a_package_says_who_gave_it_and_comes_back(ours: Path, tmp_path: Path) -> None:
    with PlanStore.open(ours) as store:
        given = hand_over(
            store, tmp_path / "stick.联防包", person="李", county="110116", county_name="怀柔区", to="丰宁"
        )
        assert given.is_noted
        assert [one.person for one in handovers(store)] == ["李"]
        assert given.handover.content_hash == content_hash(store)
        state = given.handover.state
    with OtherPlan.open(given.packed.path) as other:
        assert other.handover is not None
        assert (other.handover.person, other.handover.county, other.handover.state) == ("李", "110116", state)
        theirs = copy_for(other.store.path, tmp_path / "b")
    with PlanStore.open(theirs, read_only=True) as store:
        assert [one.person for one in handovers(store)] == ["李"]  # a plan taken out of its package still knows
    rename(theirs, "a1", "丰宁改")
    with PlanStore.open(theirs) as store:
        back = hand_over(store, tmp_path, person="赵", county="130826", county_name="丰宁满族自治县")
    found = compared(ours, back.packed.path)
    assert found.ancestor == (state,)
    taken_in(ours, back.packed.path)
    with PlanStore.open(ours) as store:
        assert [(one.what, one.county) for one in handovers(store)] == [("given", "110116"), ("taken", "130826")]
        store.undo()
        assert [one.what for one in handovers(store)] == ["given"]


def test_a_plan_that_cannot_be_written_is_handed_over_all_the_same(ours: Path, tmp_path: Path) -> None:
    with PlanStore.open(ours, read_only=True) as store:
        given = hand_over(store, tmp_path / "stick.联防包", person="李")
    assert not given.is_noted
    with OtherPlan.open(given.packed.path) as other:
        assert other.handover is not None
        assert other.handover.person == "李"


# --- damaged ------------------------------------------------------------------------------------------


def test_a_damaged_package_is_a_sentence_and_changes_nothing(ours: Path, tmp_path: Path) -> None:
    with PlanStore.open(ours) as store:
        package = hand_over(store, tmp_path / "stick.联防包").packed.path
    raw = package.read_bytes()
    before = hash_of(ours)
    package.write_bytes(raw[: len(raw) // 2])
    with pytest.raises((PackageDamaged, NotAPackage)) as caught:
        compared(ours, package)
    assert str(package) in str(caught.value)
    middle = bytearray(raw)
    middle[len(raw) // 2] ^= 0xFF
    package.write_bytes(bytes(middle))
    with pytest.raises(PackageDamaged):
        compared(ours, package)
    assert hash_of(ours) == before


def test_what_is_no_plan_at_all_is_a_sentence(ours: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("不是规划", encoding="utf-8")
    with pytest.raises(NotAPlan):
        compared(ours, tmp_path / "notes.txt")
    with pytest.raises(NotAPackage):
        compared(ours, tmp_path / "nothing.联防包")


def test_nothing_unpacked_is_left_behind(ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    with PlanStore.open(ours) as store:
        package = hand_over(store, tmp_path / "stick.联防包").packed.path
    compared(ours, package)
    assert list(scratch.iterdir()) == []


# --- edited in another program ---------------------------------------------------------------------------


def edited(plan: Path, *statements: str) -> None:
    db = apsw.Connection(str(plan))
    for statement in statements:
        db.execute(statement)
    db.close()


def test_a_shape_changed_in_another_program_is_their_change(ours: Path, tmp_path: Path) -> None:
    theirs = copy_for(ours, tmp_path / "b")
    (blob,) = _blobs([square(116.5, 40.5)])
    edited(theirs, f"UPDATE {AREA} SET geom = x'{blob.hex()}' WHERE uid = 'a1'")
    (one,) = compared(ours, theirs).comparison.differences
    assert [(field.name, field.who) for field in one.fields] == [("geometry", Who.THEIRS)]
    taken_in(ours, theirs)
    assert areas(ours).loc["a1", "geometry"].equals(square(116.5, 40.5))


def _blobs(shapes: list[shapely.Geometry]) -> list[bytes]:
    from layers.plan.geometry_blob import encode

    return [blob for blob in encode(shapes) if blob is not None]


def test_rows_without_uid_find_theirs_again_and_new_ones_get_one(ours: Path, tmp_path: Path) -> None:
    """What QGIS leaves when a table was exported and loaded again: no constraint, no uids, and one feature more."""
    theirs = copy_for(ours, tmp_path / "b")
    (blob,) = _blobs([square(117.6, 40.6)])
    edited(
        theirs,
        f"ALTER TABLE {AREA} RENAME TO old_areas",
        f"CREATE TABLE {AREA} (fid INTEGER PRIMARY KEY, uid TEXT, geom GEOMETRY, number INTEGER, name TEXT, note TEXT)",
        f"INSERT INTO {AREA} SELECT fid, NULL, geom, number, name, note FROM old_areas",
        "DROP TABLE old_areas",
        f"UPDATE {AREA} SET note = 'QGIS 里写的' WHERE name = '联防区 2'",
        f"INSERT INTO {AREA} (geom, number, name, note) VALUES (x'{blob.hex()}', 9, 'QGIS 新增', '')",
    )
    found = compared(ours, theirs)
    assert {(one.title, one.change) for one in found.comparison.differences} == {
        ("联防区 2", Change.CHANGED),
        ("QGIS 新增", Change.ADDED),
    }
    assert [one.code for one in found.comparison.findings] == ["rows_without_uid"]
    taken_in(ours, theirs)
    assert len(areas(ours)) == 4
    assert compared(ours, theirs).comparison.differences == ()


def test_extra_columns_and_tables_are_named_and_left_alone(ours: Path, tmp_path: Path) -> None:
    theirs = copy_for(ours, tmp_path / "b")
    edited(
        theirs,
        f"ALTER TABLE {AREA} ADD COLUMN 巡护人 TEXT",
        f"UPDATE {AREA} SET 巡护人 = '张'",
        "CREATE TABLE 我的表 (fid INTEGER PRIMARY KEY, a TEXT)",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('我的表', 'attributes', '我的表')",
    )
    found = compared(ours, theirs)
    assert found.comparison.differences == ()
    facts = {one.code: one.facts for one in found.comparison.findings}
    assert facts["extra_columns"]["columns"] == ["巡护人"]
    assert facts["extra_tables"]["tables"] == ["我的表"]


def test_a_read_layer_edited_in_another_program_is_compared_feature_by_feature(ours: Path, tmp_path: Path) -> None:
    theirs = copy_for(ours, tmp_path / "b")
    with PlanStore.open(ours, read_only=True) as store:
        layer = store.layers()[0]
    edited(theirs, f"UPDATE {layer.table} SET name = '怀柔' WHERE uid = 'c1'")
    found = compared(ours, theirs)
    (one,) = found.comparison.differences
    assert (one.table, one.uid) == (f"layer:{layer.uid}", "c1")
    assert "layer_edited" in {one.code for one in found.comparison.findings}
    taken_in(ours, theirs)
    with PlanStore.open(ours) as store:
        assert list(store.frame(layer.uid)["name"]) == ["怀柔", "丰宁满族自治县"]
        assert store.layer(layer.uid).content_sha256 == content_sha(store, layer.uid)
        store.undo()
        assert list(store.frame(layer.uid)["name"]) == ["怀柔区", "丰宁满族自治县"]
        store.redo()
    with PlanStore.open(ours, read_only=True) as store:
        assert list(store.frame(layer.uid)["name"]) == ["怀柔", "丰宁满族自治县"]


def content_sha(store: PlanStore, uid: str) -> str:
    from layers.plan import records
    from layers.plan.content_hash import features_sha256

    return features_sha256(store._db, store.layer(uid).table, records.columns_of(store._db, uid))


# --- another plan ---------------------------------------------------------------------------------------


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """A plan made by somebody else of the same land: same counties and areas, other uids, some of it different."""
    folder = tmp_path / "stranger"
    folder.mkdir()
    with PlanStore.create(folder / "s.lianfang.gpkg", title="丰宁自己的规划", reference_date=REFERENCE) as store:
        frame = county_frame()
        frame["uid"] = ["x1", "x2"]
        frame.loc[0, "name"] = "怀柔"
        with store.change("layer_added", title="县界"):
            store.add_layer(county_record(title="县界"), frame)
        with store.change("patrol_areas_added"):
            store.add_patrol_area("联防区 1", square(116.93, 40.1), uid="s1")
            store.add_patrol_area("北段", shapely.box(116.961, 40.1, 116.981, 40.12), uid="s2")  # ours: 联防区 2
            store.add_patrol_area("只有他们有", square(117.8, 40.8), uid="s3")
        return store.path


def test_a_plan_with_nothing_in_common_is_matched_and_every_difference_asked(ours: Path, stranger: Path) -> None:
    found = compared(ours, stranger)
    assert not found.is_related
    told = {one.title or one.uid: one for one in found.comparison.differences if one.table == AREA}
    assert told["只有他们有"].change is Change.ADDED
    assert (told["北段"].uid, told["北段"].matched_by, told["北段"].their_uid) == ("a2", MatchedBy.OVERLAP, "s2")
    assert told["北段"].is_conflict
    assert "联防区 1" not in told  # matched by name, and the same
    features = [one for one in found.comparison.differences if one.table.startswith("layer:")]
    assert [(one.matched_by, [field.name for field in one.fields]) for one in features] == [(MatchedBy.CODE, ["name"])]
    assert "a3" in areas(ours).index
    taken_in(ours, stranger, Choice.THEIRS)
    after = areas(ours)
    assert set(after.index) == {"a1", "a2", "a3", "s3"}
    assert after.loc["a2", "name"] == "北段"


def test_a_stranger_taken_in_twice_is_taken_in_once(ours: Path, stranger: Path) -> None:
    taken_in(ours, stranger, Choice.OURS)
    before = hash_of(ours)
    assert taken_in(ours, stranger, Choice.OURS).change_id == 0
    assert hash_of(ours) == before


def test_a_stranger_that_comes_again_is_no_stranger(ours: Path, stranger: Path) -> None:
    taken_in(ours, stranger, Choice.OURS)
    edit(stranger, "s2", name="北段（改）", note="第二次送来")
    found = compared(ours, stranger)
    assert found.is_related
    (one,) = found.comparison.differences
    assert (one.uid, [field.name for field in one.open_fields]) == ("a2", ["name", "note"])
    taken_in(ours, stranger, Choice.THEIRS)
    assert areas(ours).loc["a2", "note"] == "第二次送来"
    assert "s2" not in areas(ours).index
    rename(ours, "a1", "我方改")
    (back,) = [one for one in compared(stranger, ours).comparison.differences if one.uid == "s1"]
    assert back.open_fields[0].theirs == "我方改"


def test_a_name_that_two_have_matches_neither(ours: Path, stranger: Path) -> None:
    add(ours, "a4", square(116.2, 40.7), "同名")
    add(ours, "a5", square(116.3, 40.7), "同名")
    add(stranger, "s4", square(117.2, 40.9), "同名")
    found = compared(ours, stranger)
    assert found.comparison.find(AREA, "s4").change is Change.ADDED


def test_references_follow_what_was_matched(ours: Path, stranger: Path) -> None:
    """A duty of theirs that names their zone comes with the uid that zone has with us."""
    from layers.agreements.books import BOOKS
    from tests.layers.plan.builders import make_result, zone_row

    assert BOOKS
    for plan, uid in ((ours, "our-zone"), (stranger, "their-zone")):
        with PlanStore.open(plan) as store, store.change("analysed"):
            store.save_result(make_result(zone_row(uid=uid)), {"inputs": []})
    row = dict.fromkeys(
        ("county", "phase", "task", "lead", "supports", "time_limit", "basis", "evidence", "remark"), ""
    )
    duty = {"uid": "d1", **row, "zone": "their-zone", "task": "巡护", "filled": {}}
    with PlanStore.open(stranger) as store, store.change("register_imported"):
        store.put_book(Table.DUTY, pd.DataFrame([duty]))
    taken_in(ours, stranger, Choice.OURS)
    with PlanStore.open(ours, read_only=True) as store:
        assert list(store.zones()["uid"]) == ["our-zone"]
        assert list(store.book(Table.DUTY)["zone"]) == ["our-zone"]
        assert set(store.parts()["zone_uid"]) == {"our-zone"}


def test_an_older_plan_is_read_on_a_copy(ours: Path, tmp_path: Path) -> None:
    import gzip

    old = tmp_path / "old.lianfang.gpkg"
    data = Path(__file__).parents[1] / "plan/data/format6.lianfang.gpkg.gz"
    old.write_bytes(gzip.decompress(data.read_bytes()))
    before = old.read_bytes()
    assert not compared(ours, old).is_related
    assert old.read_bytes() == before


def test_a_package_zipped_again_by_hand_is_refused_by_its_list(ours: Path, tmp_path: Path) -> None:
    with PlanStore.open(ours) as store:
        package = hand_over(store, tmp_path / "stick.联防包").packed.path
    folder = tmp_path / "unzipped"
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    plan = next(folder.glob("*.gpkg"))
    edit(plan, "a1", note="在包里改的")
    package.unlink()
    shutil.make_archive(str(package), "zip", folder)
    Path(f"{package}.zip").rename(package)
    with pytest.raises(PackageDamaged):
        compared(ours, package)
    (one,) = compared(ours, plan).comparison.differences  # the plan itself can still be taken in
    assert one.uid == "a1"
