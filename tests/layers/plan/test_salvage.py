"""Damaged plans: everything on undamaged pages is saved, nothing deleted comes back, nothing raises but by name."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import apsw
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.errors import NotAPlan, PlanDamaged
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.salvage import SalvageReport, salvage
from layers.plan.verify import verify
from layers.progress import Cancelled
from layers.sample import build_sample_plan
from tests.layers.plan.builders import add_counties, make_plan, make_result
from tests.layers.plan.damage import PAGE, PageMap, damaged_copy, found_rows, map_pages

#: Tables of which one row is rewritten on purpose, or that hold no work.
ASIDE = {"lf_plan", "lf_layer", "lf_change", "lf_result", "lf_view", "lf_sketch"}


@dataclass
class Case:
    """A sound plan, where its rows lie, and how to damage it."""

    plan: Path
    pages: PageMap
    folder: Path

    def table_of(self, title: str) -> str:
        rows = self.pages.contents["lf_layer"].values()
        return next(row[6] for row in rows if title in row[2])

    def salvage(self, damaged: Path) -> tuple[SalvageReport, Path]:
        out = self.folder / "out.lianfang.gpkg"
        out.unlink(missing_ok=True)
        before = damaged.read_bytes()
        report = salvage(damaged, out)
        assert damaged.read_bytes() == before
        return report, out

    def lose(self, pages, filling: bytes | None = None) -> tuple[SalvageReport, Path]:
        return self.salvage(damaged_copy(self.plan, self.folder / "damaged.gpkg", pages, filling))

    def require_survivors(self, out: Path, damaged: set[int]) -> None:
        """Every row that needs no damaged page is in the new plan as it was, and nothing that was not in the old."""
        tables = {row[6]: key for key, row in self.pages.contents["lf_layer"].items()}
        registered = self.pages.survivors("lf_layer", damaged)
        zones = self.pages.survivors("lf_zone", damaged)
        for table in set(self.pages.rows) - ASIDE:
            if table.startswith("layer_") and tables.get(table) not in registered:
                continue
            if table == "lf_zone_part" and not zones:
                continue  # parts go with their zone
            found, known = found_rows(out, table), self.pages.contents[table]
            wanted = self.pages.survivors(table, damaged)
            assert wanted <= set(found), (table, len(wanted - set(found)), len(wanted))
            assert set(found) <= set(known), table
            assert all(found[key] == known[key] for key in wanted), table


def fill(store: PlanStore) -> None:
    """Zones, 60 areas of all sizes, ten removed again, one removal undone."""
    with store.change("analysed"):
        store.save_result(make_result())
    for number in range(60):
        shape = shapely.Point(116 + number / 100, 40).buffer(0.01 + number % 7 / 500, 8 + number % 5 * 30)
        with store.change("patrol_area_added", name=f"联防区{number}"):
            store.add_patrol_area(f"联防区{number}", shape)
    for uid in list(store.patrol_areas()["uid"])[::6]:
        with store.change("patrol_area_removed"):
            store.remove_patrol_area(uid)
    store.undo()


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("big")
    plan = folder / "示例.lianfang.gpkg"
    with build_sample_plan(plan, date(2026, 4, 1)) as store:
        fill(store)
    return Case(plan, map_pages(plan), folder)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("small")
    with make_plan(folder) as store:
        add_counties(store)
        fill(store)
    plan = folder / "plan.lianfang.gpkg"
    return Case(plan, map_pages(plan), folder)


def hash_of(plan: Path) -> str:
    with PlanStore.open(plan, read_only=True) as store:
        return content_hash(store)


def table(report: SalvageReport, name: str):
    return next(one for one in report.tables if one.table == name)


# --- nothing is damaged -----------------------------------------------------------------------------------


def test_a_sound_plan_is_saved_whole_with_its_history(big: Case) -> None:
    report, out = big.salvage(big.plan)
    assert report.how == "sql"
    assert report.is_complete
    assert report.problems == ()
    assert report.title == "示例规划：京北山区联防"
    assert hash_of(out) == hash_of(big.plan)
    assert verify(out).is_sound
    with PlanStore.open(out) as store:
        assert store.can_redo
        assert store.undo() is not None


def test_pages_and_sql_agree(big: Case) -> None:
    """With only the magic damaged, every row comes by the pages: the plan says the same."""
    raw = bytearray(big.plan.read_bytes())
    raw[:16] = bytes(16)
    damaged = big.folder / "no-magic.gpkg"
    damaged.write_bytes(raw)
    report, out = big.salvage(damaged)
    assert report.how == "pages"
    assert report.history == "kept"
    assert hash_of(out) == hash_of(big.plan)


@pytest.mark.parametrize(("offset", "value"), [(16, b"\x00\x07"), (16, b"\x20\x00"), (20, b"\xff"), (28, b"\xff" * 4)])
def test_a_header_that_lies_about_sizes(small: Case, offset: int, value: bytes) -> None:
    raw = bytearray(small.plan.read_bytes())
    raw[offset : offset + len(value)] = value
    damaged = small.folder / "header.gpkg"
    damaged.write_bytes(raw)
    _report, out = small.salvage(damaged)
    assert hash_of(out) == hash_of(small.plan)


# --- pages are lost --------------------------------------------------------------------------------------


@pytest.mark.parametrize("filling", [None, random.Random(7).randbytes(PAGE)], ids=["zeros", "garbage"])
def test_the_first_page_is_lost(big: Case, filling: bytes | None) -> None:
    report, out = big.lose([1], filling)
    assert {problem["code"] for problem in report.problems} >= {"header", "table_list"}
    assert all(layer.state == "whole" for layer in report.layers)
    assert hash_of(out) == hash_of(big.plan)


def test_every_interior_page_is_lost(big: Case) -> None:
    """Leaves nobody points to are given to their tables; the freelist is whole, so none of them is doubtful."""
    lost = {page for pages in big.pages.interiors.values() for page in pages}
    report, out = big.lose(lost)
    big.require_survivors(out, lost)
    assert all(layer.state == "whole" for layer in report.layers)
    assert table(report, "lf_agreement").rows.is_whole


@pytest.mark.parametrize("seed", range(6))
def test_random_pages_are_lost(big: Case, seed: int) -> None:
    chance = random.Random(seed)
    lost = set(chance.sample(range(1, big.pages.pages + 1), chance.choice([1, 3, 10, 40])))
    _report, out = big.lose(lost, chance.randbytes(PAGE) if seed % 2 else None)
    big.require_survivors(out, lost)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_the_file_ends_early(big: Case, share: float) -> None:
    size = int(big.plan.stat().st_size * share)
    damaged = big.folder / "cut.gpkg"
    damaged.write_bytes(big.plan.read_bytes()[:size])
    lost = set(range(size // PAGE + 1, big.pages.pages + 1))
    _report, out = big.salvage(damaged)
    big.require_survivors(out, lost)


def test_a_torn_tail(big: Case) -> None:
    """Power loss: the file has its length, its end is zeros."""
    lost = set(range(big.pages.pages * 2 // 3, big.pages.pages + 1))
    _report, out = big.lose(lost)
    big.require_survivors(out, lost)


def test_lost_features_are_counted_and_the_layer_says_so(big: Case) -> None:
    villages = big.table_of("村庄")
    lost = {big.pages.leaves[villages][1]}
    report, out = big.lose(lost)
    layer = next(one for one in report.layers if "村庄" in one.title)
    missing = len(big.pages.rows[villages]) - len(big.pages.survivors(villages, lost))
    assert missing > 0
    assert (layer.state, layer.rows.lost, layer.rows.doubtful) == ("partly", missing, 0)
    with PlanStore.open(out, read_only=True) as store:
        record = store.layer(layer.uid)
        assert len(store.frame(layer.uid)) == record.feature_count == layer.rows.saved
        note = record.source.notes[-1]
        assert (note["code"], note["severity"], note["count"]) == ("salvaged", "warning", missing)
        assert note["spoke_for"]
        # Absence is no longer absence where a feature may be missing.
        assert record.speaks_for == frozenset()
        assert store.analysis_is_stale()
    assert verify(out).is_sound


def test_lost_rows_are_named_by_their_index(big: Case) -> None:
    page = big.pages.leaves["lf_patrol_area"][1]
    report, _out = big.lose([page])
    kept = big.pages.survivors("lf_patrol_area", {page})
    areas = table(report, "lf_patrol_area")
    assert areas.rows.saved >= len(kept)
    assert areas.rows.saved + areas.rows.doubtful + areas.rows.lost == len(big.pages.rows["lf_patrol_area"])


def test_a_broken_overflow_chain_costs_its_row_only(big: Case) -> None:
    rows = big.pages.rows["lf_patrol_area"]
    key, needed = next((key, needed) for key, needed in rows.items() if len(needed) > 2)
    page = max(needed - set(big.pages.leaves["lf_patrol_area"]))
    _report, out = big.lose([page], random.Random(3).randbytes(PAGE))
    big.require_survivors(out, {page})
    assert verify(out).is_sound
    assert key in rows


def test_deleted_rows_stay_deleted(small: Case) -> None:
    """Removed areas lie in free blocks and on free pages; no damage brings them back."""
    for lost in ({1}, set(small.pages.interiors["lf_patrol_area"]), {small.pages.leaves["lf_patrol_area"][0]}):
        _report, out = small.lose(lost)
        assert set(found_rows(out, "lf_patrol_area")) <= set(small.pages.contents["lf_patrol_area"])


def test_a_bad_freelist(small: Case) -> None:
    raw = bytearray(small.plan.read_bytes())
    raw[32:40] = b"\x00\x00\xff\xff\x00\x00\x00\x09"
    damaged = small.folder / "free.gpkg"
    damaged.write_bytes(raw)
    report, out = small.salvage(damaged)
    assert "freelist" in {problem["code"] for problem in report.problems}
    assert hash_of(out) == hash_of(small.plan)


def test_a_cell_that_points_outside(small: Case) -> None:
    page = small.pages.leaves["lf_patrol_area"][0]
    raw = bytearray(small.plan.read_bytes())
    raw[(page - 1) * PAGE + 8 : (page - 1) * PAGE + 10] = b"\xff\xff"
    damaged = small.folder / "cell.gpkg"
    damaged.write_bytes(raw)
    report, out = small.salvage(damaged)
    areas = table(report, "lf_patrol_area").rows
    assert areas.saved + areas.doubtful + areas.lost == len(small.pages.rows["lf_patrol_area"])
    assert areas.lost <= 1
    assert len(found_rows(out, "lf_patrol_area")) >= len(small.pages.rows["lf_patrol_area"]) - 1


def test_text_that_is_no_utf8(small: Case) -> None:
    raw = small.plan.read_bytes()
    broken = raw.replace("喇叭沟门林场".encode(), b"\xff\xfe" + "喇叭沟门林场".encode()[2:])
    assert broken != raw
    damaged = small.folder / "text.gpkg"
    damaged.write_bytes(broken)
    # The history may be compressed, and would know the row as it was.
    damaged_copy(damaged, damaged, small.pages.leaves["lf_change"])
    report, out = small.salvage(damaged)
    assert {"code": "text", "count": 1} in report.problems
    assert table(report, "lf_zone").rows.doubtful == 1
    assert "\ufffd" in str(found_rows(out, "lf_zone")["z1"])


def test_a_zone_without_its_parts_is_kept_and_out_of_date(small: Case) -> None:
    lost = set(small.pages.leaves["lf_zone_part"]) | set(small.pages.leaves["lf_change"])
    report, out = small.lose(lost)
    assert {"code": "analysis_again"} in report.problems
    with PlanStore.open(out, read_only=True) as store:
        assert list(store.zones()["uid"]) == ["z1"]
        assert len(store.parts()) == 0
        assert store.analysis_is_stale()


def test_title_and_date_are_lost(small: Case) -> None:
    report, _out = small.lose(small.pages.leaves["lf_plan"])
    assert report.title == "out"
    assert any(problem["code"] == "plan_facts" for problem in report.problems)
    assert table(report, "lf_plan").rows.lost == 1


def test_a_layer_whose_registration_is_lost_is_rebuilt(small: Case) -> None:
    report, out = small.lose(small.pages.leaves["lf_layer"] + small.pages.leaves["lf_change"])
    (layer,) = report.layers
    assert (layer.state, layer.title, layer.rows.saved + layer.rows.doubtful) == ("rebuilt", "县界", 2)
    with PlanStore.open(out, read_only=True) as store:
        frame = store.frame(layer.uid)
        assert list(frame["name"]) == ["怀柔区", "丰宁满族自治县"]
        assert store.layer(layer.uid).speaks_for == frozenset()


def test_a_removed_layer_stays_removed(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        record = add_counties(store)
        with store.change("layer_removed"):
            store.remove_layer(record.uid)
    plan = tmp_path / "plan.lianfang.gpkg"
    damaged = damaged_copy(plan, tmp_path / "damaged.gpkg", map_pages(plan).leaves["lf_layer"])
    report = salvage(damaged, tmp_path / "out.gpkg")
    assert report.layers == ()


# --- what the history gives back ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lf_patrol_area", "lf_layer", "lf_zone", "lf_zone_part", "lf_border"])
def test_a_table_that_is_lost_comes_back_from_the_changes(small: Case, name: str) -> None:
    report, out = small.lose(small.pages.leaves[name] + small.pages.interiors[name])
    assert report.is_complete
    assert report.history == "kept"
    assert hash_of(out) == hash_of(small.plan)


def test_with_a_change_missing_what_comes_back_is_doubtful(small: Case) -> None:
    lost = [small.pages.leaves["lf_patrol_area"][0], small.pages.leaves["lf_change"][-1]]
    report, out = small.lose(lost)
    areas = table(report, "lf_patrol_area")
    assert areas.rows.doubtful > 0
    assert len(areas.doubtful_names) == areas.rows.doubtful
    assert all(name.startswith("联防区") for name in areas.doubtful_names)
    small.require_survivors(out, set(lost))


def test_doubt_ends_where_the_history_agrees(small: Case) -> None:
    """Without a freelist, what orphans hold may be old; the changes say what it is now."""
    raw = bytearray(small.plan.read_bytes())
    raw[32:40] = b"\x00\x00\xff\xff\x00\x00\x00\x09"
    for page in small.pages.interiors["lf_patrol_area"]:
        raw[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    damaged = small.folder / "free-and-root.gpkg"
    damaged.write_bytes(raw)
    report, out = small.salvage(damaged)
    assert table(report, "lf_patrol_area").rows.is_whole
    assert hash_of(out) == hash_of(small.plan)


# --- history ---------------------------------------------------------------------------------------------


def test_a_history_that_lost_a_change_becomes_a_list(small: Case) -> None:
    report, out = small.lose([small.pages.leaves["lf_change"][1]])
    assert report.history == "listed"
    with PlanStore.open(out) as store:
        assert not store.can_undo
        assert not store.can_redo
    assert verify(out).is_sound


def test_foreign_objects_are_left_out(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        add_counties(store)
    plan = tmp_path / "plan.lianfang.gpkg"
    db = apsw.Connection(str(plan))
    db.execute("CREATE TRIGGER evil AFTER INSERT ON lf_change BEGIN DELETE FROM lf_layer; END")
    db.execute("CREATE VIEW w AS SELECT * FROM lf_layer")
    db.close()
    report = salvage(plan, tmp_path / "out.gpkg")
    assert {"code": "foreign_objects", "count": 2} in report.problems
    with PlanStore.open(tmp_path / "out.gpkg") as store:
        assert [layer.title for layer in store.layers()] == ["县界"]


# --- the log of the last changes --------------------------------------------------------------------------


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A plan as a kill leaves it: the last three areas are only in its log."""
    with make_plan(tmp_path, "work.lianfang.gpkg") as store:
        add_counties(store)
        with store.change("patrol_area_added"):
            store.add_patrol_area("一", shapely.box(116, 40, 116.1, 40.1))
    work = tmp_path / "work.lianfang.gpkg"
    with PlanStore.open(work) as store:
        for name in "二三四":
            with store.change("patrol_area_added"):
                store.add_patrol_area(name, shapely.box(116, 40, 116.1, 40.1))
        plan = tmp_path / "killed.lianfang.gpkg"
        shutil.copyfile(work, plan)
        shutil.copyfile(work.with_name(work.name + "-wal"), plan.with_name(plan.name + "-wal"))
    return plan


def names(plan: Path) -> list[str]:
    with PlanStore.open(plan, read_only=True) as store:
        return list(store.patrol_areas()["name"])


def test_committed_frames_count(killed: Path, tmp_path: Path) -> None:
    log = killed.with_name(killed.name + "-wal")
    before = log.read_bytes()
    report = salvage(killed, tmp_path / "out.gpkg")
    assert names(tmp_path / "out.gpkg") == ["一", "二", "三", "四"]
    assert report.is_complete
    assert log.read_bytes() == before


def test_the_log_counts_where_the_file_is_damaged_too(killed: Path, tmp_path: Path) -> None:
    raw = bytearray(killed.read_bytes())
    raw[:100] = bytes(100)
    killed.write_bytes(raw)
    salvage(killed, tmp_path / "out.gpkg")
    assert names(tmp_path / "out.gpkg") == ["一", "二", "三", "四"]


@pytest.mark.parametrize("share", [0.0, 0.02, 0.4, 0.8])
def test_a_damaged_log_costs_at_most_what_is_in_it(killed: Path, tmp_path: Path, share: float) -> None:
    log = killed.with_name(killed.name + "-wal")
    raw = bytearray(log.read_bytes())
    at = int(len(raw) * share)
    raw[at : at + 64] = b"\xab" * 64
    log.write_bytes(raw)
    report = salvage(killed, tmp_path / "out.gpkg")
    found = names(tmp_path / "out.gpkg")
    assert found[0] == "一"
    assert found == ["一", "二", "三", "四"][: len(found)]
    assert any(problem["code"] == "log_damaged" for problem in report.problems)
    if share == 0.8:
        assert len(found) >= 3


def test_a_log_of_nonsense(killed: Path, tmp_path: Path) -> None:
    killed.with_name(killed.name + "-wal").write_bytes(random.Random(1).randbytes(50_000))
    salvage(killed, tmp_path / "out.gpkg")
    assert names(tmp_path / "out.gpkg") == ["一"]


def test_a_hot_journal_is_played_back(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        add_counties(store)
    plan = tmp_path / "plan.lianfang.gpkg"
    before = hash_of(plan)
    db = apsw.Connection(str(plan))
    db.execute("PRAGMA cache_size = 1")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("BEGIN")
    db.execute("UPDATE lf_plan SET title = 'half'")
    db.execute("CREATE TABLE filler (x)")
    for _ in range(50):  # spills into the file before it is committed
        db.execute("INSERT INTO filler VALUES (randomblob(9000))")
    copy = tmp_path / "killed.lianfang.gpkg"
    shutil.copyfile(plan, copy)
    shutil.copyfile(plan.with_name(plan.name + "-journal"), copy.with_name(copy.name + "-journal"))
    db.execute("ROLLBACK")
    db.close()
    assert b"half" in copy.read_bytes()
    salvage(copy, tmp_path / "out.gpkg")
    assert hash_of(tmp_path / "out.gpkg") == before


# --- what is no plan ----------------------------------------------------------------------------------------


def test_what_is_no_plan_is_told_as_such(tmp_path: Path) -> None:
    def reason(path: Path) -> str:
        with pytest.raises(NotAPlan) as caught:
            salvage(path, tmp_path / "out.gpkg")
        assert not (tmp_path / "out.gpkg").exists()
        return caught.value.facts["reason_code"]

    (tmp_path / "text").write_text("hello " * 5000)
    (tmp_path / "empty").touch()
    (tmp_path / "noise").write_bytes(random.Random(1).randbytes(100_000))
    db = apsw.Connection(str(tmp_path / "other"))
    db.execute("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2)")
    db.close()
    (tmp_path / "gone-wal").write_bytes(bytes(9000))
    assert reason(tmp_path / "text") == "not_sqlite"
    assert reason(tmp_path / "noise") == "not_sqlite"
    assert reason(tmp_path / "empty") == "empty"
    assert reason(tmp_path) == "special_file"
    assert reason(tmp_path / "nothing") == "missing"
    assert reason(tmp_path / "gone") == "only_log"
    assert reason(tmp_path / "other") == "no_plan_table"


def test_the_target_is_never_overwritten(small: Case, tmp_path: Path) -> None:
    target = tmp_path / "out.gpkg"
    target.write_text("mine")
    with pytest.raises(FileExistsError):
        salvage(small.plan, target)
    assert target.read_text() == "mine"


def test_cancelling_leaves_nothing(small: Case, tmp_path: Path) -> None:
    def stop(fraction: float, _step: str) -> None:
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        salvage(small.plan, tmp_path / "out.gpkg", progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_the_report_is_plain_data(small: Case) -> None:
    import json

    report, _out = small.lose([small.pages.leaves["lf_patrol_area"][0], *small.pages.leaves["lf_change"]])
    told = json.loads(json.dumps(report.as_dict(), ensure_ascii=False))
    assert told["is_complete"] is False
    assert {one["table"] for one in told["tables"]} >= {"lf_patrol_area", "lf_change"}


# --- anything at all -------------------------------------------------------------------------------------------


@settings(
    max_examples=25,
    deadline=20_000,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, PAGE - 1), st.binary(min_size=1, max_size=40)), max_size=30
    ),
    st.floats(0.05, 1.0),
    st.booleans(),
)
def test_any_damage_ends_in_a_plan_or_a_named_error(small: Case, patches, share, is_cut) -> None:
    raw = bytearray(small.plan.read_bytes())
    for page, at, data in patches:
        start = page % small.pages.pages * PAGE + at
        raw[start : start + len(data)] = data
    del raw[small.pages.pages * PAGE :]
    if is_cut:
        del raw[int(len(raw) * share) :]
    damaged = small.folder / "any.gpkg"
    damaged.write_bytes(raw)
    try:
        _report, out = small.salvage(damaged)
    except (NotAPlan, PlanDamaged):
        return
    told = verify(out)
    errors = {finding.code for finding in told.findings if finding.severity == "error"}
    assert not errors
    with PlanStore.open(out, read_only=True) as store:
        for layer in store.layers():
            assert len(store.frame(layer.uid)) == layer.feature_count
        for read in (store.zones, store.parts, store.agreements, store.patrol_areas, store.parameters, store.looks):
            read()


def test_a_disk_that_fails_in_places(big: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from layers.plan import salvage_image

    page = big.pages.leaves[big.table_of("村庄")][1]
    whole = salvage_image._read

    def read(source, start: int, length: int):
        if start <= (page - 1) * PAGE < start + length:
            return None
        return whole(source, start, length)

    monkeypatch.setattr(salvage_image, "_read", read)
    report, out = big.salvage(big.plan)
    assert {"code": "medium", "count": PAGE} in report.problems
    big.require_survivors(out, {page})


def test_no_room_is_told_by_name(small: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from layers.errors import PlanNotSaved
    from layers.plan import salvage as room

    def full(*_more):
        raise apsw.FullError("database or disk is full")

    monkeypatch.setattr(room, "build", full)
    monkeypatch.setattr(room, "_by_sql", lambda *_more: None)
    with pytest.raises(PlanNotSaved) as caught:
        salvage(small.plan, tmp_path / "out.gpkg")
    assert caught.value.facts["reason_code"] == "disk_full"
    assert list(tmp_path.iterdir()) == []


# --- other formats, other programs ------------------------------------------------------------------------------


@pytest.mark.parametrize("has_magic", [True, False])
def test_an_older_plan_becomes_a_present_one(tmp_path: Path, has_magic: bool) -> None:
    import gzip

    raw = bytearray(gzip.decompress((Path(__file__).parent / "data" / "format1.lianfang.gpkg.gz").read_bytes()))
    upgraded = tmp_path / "upgraded.lianfang.gpkg"
    upgraded.write_bytes(raw)
    PlanStore.open(upgraded).close()
    if not has_magic:
        raw[:16] = bytes(16)
    (tmp_path / "old.gpkg").write_bytes(raw)
    report = salvage(tmp_path / "old.gpkg", tmp_path / "out.lianfang.gpkg")
    assert report.how == ("sql" if has_magic else "pages")
    assert report.is_complete
    assert hash_of(tmp_path / "out.lianfang.gpkg") == hash_of(upgraded)
    with PlanStore.open(tmp_path / "out.lianfang.gpkg") as store, PlanStore.open(upgraded) as wanted:
        assert store.looks() == wanted.looks()
        assert store.history() == wanted.history()


def test_columns_that_another_program_added_do_not_hide_the_rows(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        add_counties(store)
        fill(store)
    plan = tmp_path / "plan.lianfang.gpkg"
    before = hash_of(plan)
    db = apsw.Connection(str(plan))
    db.execute("ALTER TABLE lf_patrol_area ADD COLUMN colour TEXT DEFAULT 'red'")
    db.execute("UPDATE lf_patrol_area SET colour = 'blue'")
    db.close()
    raw = bytearray(plan.read_bytes())
    raw[:16] = bytes(16)
    plan.write_bytes(raw)
    report = salvage(plan, tmp_path / "out.gpkg")
    assert report.how == "pages"
    assert table(report, "lf_patrol_area").rows.is_whole
    assert hash_of(tmp_path / "out.gpkg") == before


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
        "CREATE TABLE t (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "CREATE TABLE t (a); ATTACH 'x.db' AS x",
        "CREATE VIRTUAL TABLE t USING fts5(a)",
        "CREATE TABLE",
    ],
)
def test_definitions_from_a_damaged_file_can_do_nothing(sql: str) -> None:
    from layers.plan.salvage_source import columns_of

    assert columns_of(sql) == []
    assert columns_of(
        'CREATE TABLE "t" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, uid TEXT UNIQUE NOT NULL)'
    ) == [
        ("fid", "INTEGER"),
        ("uid", "TEXT"),
    ]


def test_rasters_are_found_from_another_folder(big: Case, tmp_path: Path) -> None:
    from layers.plan import rasters

    out = tmp_path / "elsewhere" / "out.lianfang.gpkg"
    out.parent.mkdir()
    damaged = damaged_copy(big.plan, big.folder / "damaged.gpkg", [1])
    salvage(damaged, out)
    with PlanStore.open(out, read_only=True) as store:
        terrain = next(layer for layer in store.layers() if layer.raster_path)
        state = rasters.resolve(terrain, out, homes=store.raster_homes())
    assert state.path == big.folder / terrain.raster_path
