"""info and verify as a user runs them: what they say, exit codes, and that they never write."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import apsw
import pytest
import shapely

from app.headless.plan_words import finding_sentence
from layers import workflow
from layers.geodesy import HA_PER_M2, geodesic_area_m2
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.schema import FORMAT_VERSION
from layers.plan.verify_model import CODES, PlanFinding
from layers.zones.model import Parameters
from tests.e2e.running import lianfang
from tests.e2e.test_cli import call
from tests.layers.plan.builders import REFERENCE, county_frame, county_record

BOX = shapely.box(116.9, 40.4, 117.1, 40.6)


@pytest.fixture
def plan(tmp_path: Path) -> tuple[Path, str]:
    """A plan with counties, an analysis, two areas, a parameter of its own and one undone change; and its hash."""
    path = tmp_path / "怀柔 丰宁.lianfang.gpkg"
    with PlanStore.create(path, title="怀柔–丰宁", reference_date=REFERENCE) as store:
        with store.change("layers_added", titles=["县界"]):
            store.add_layer(county_record(uid="counties"), county_frame())
        with store.change("parameters_changed"):
            store.set_parameters(Parameters(forest_band_m=4321.0))
        workflow.analyse(store)
        for name in ("北片", "南片"):
            with store.change("patrol_area_added", name=name):
                store.add_patrol_area(name, BOX)
        with store.change("patrol_area_added", name="废"):
            store.add_patrol_area("废", BOX)
        store.undo()
        return path, content_hash(store)


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def damage(path: Path, statement: str) -> None:
    db = apsw.Connection(str(path))
    db.execute(statement)
    db.close()


# --- info -------------------------------------------------------------------------------------------


def test_info_says_what_a_plan_holds(plan, capsys):
    path, expected = plan
    before = digest(path.parent)
    code, out, err = call(capsys, "info", path, "--lang", "en")
    assert (code, err) == (0, "")
    area_ha = geodesic_area_m2(BOX) * HA_PER_M2
    for words in (
        "怀柔–丰宁",
        "2026-04-01",
        f"format {FORMAT_VERSION}",
        "县界: Counties, 2 features",
        "县界.shp",
        "SHA-256 abababababababab…",
    ):
        assert words in out
    assert "2 joint-patrol areas" in out and "北片" in out and "南片" in out and "废" not in out
    assert f"{area_ha:.0f}"[:4] in out and "mu)" in out
    assert "4321.0 (default 5000.0)" in out
    assert "5 steps to undo, 1 to redo" in out
    assert f"content hash {expected}" in out
    assert digest(path.parent) == before


def test_info_as_json(plan, capsys):
    path, expected = plan
    code, out, _ = call(capsys, "info", path, "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["title"], told["format_version"], told["content_hash"]) == ("怀柔–丰宁", FORMAT_VERSION, expected)
    assert told["bytes"] == path.stat().st_size
    assert told["parameters_changed"] == {"forest_band_m": {"value": 4321.0, "default": 5000.0}}
    assert told["history"]["undo_steps"] == 5 and told["history"]["redo_steps"] == 1
    assert told["history"]["last"]["facts"] == {"name": "南片"}
    assert [area["name"] for area in told["patrol_areas"]] == ["北片", "南片"]
    (area, _) = told["patrol_areas"]
    # Edges are straight in the plan's projection here and geodesics there: a few parts in a million on 20 km.
    assert area["area_ha"] == pytest.approx(geodesic_area_m2(BOX) * HA_PER_M2, rel=1e-4)
    assert area["area_mu"] == pytest.approx(15 * area["area_ha"])
    (layer,) = told["layers"]
    assert (layer["role"], layer["features"], layer["sha256"], len(layer["content_sha256"])) == (
        "county",
        2,
        "ab" * 32,
        64,
    )
    assert told["analysis"]["is_stale"] is False and told["analysis"]["libraries"]["GEOS"]


def test_info_tells_that_the_analysis_is_out_of_date(plan, capsys):
    path, _ = plan
    with PlanStore.open(path) as store, store.change("parameters_changed"):
        store.set_parameters(Parameters())
    code, out, _ = call(capsys, "info", path, "--lang", "en")
    assert code == 0 and "analyse again" in out and "all at their defaults" in out


def test_info_of_an_empty_plan(tmp_path, capsys):
    path = tmp_path / "empty.lianfang.gpkg"
    PlanStore.create(path, title="空", reference_date=REFERENCE).close()
    code, out, _ = call(capsys, "info", path, "--lang", "en")
    assert code == 0 and "not analysed yet" in out and "0 layers" in out and "last change" not in out


def test_info_and_verify_read_a_plan_that_is_open_elsewhere(plan, capsys):
    path, _ = plan
    with PlanStore.open(path) as store:
        with store.change("patrol_area_added", name="新"):
            store.add_patrol_area("新", BOX)
        now = content_hash(store)
        code, out, _ = call(capsys, "info", path, "--json")
        assert (code, json.loads(out)["content_hash"]) == (0, now)
        code, out, _ = call(capsys, "verify", path, "--hash", now)
        assert code == 0
        store.undo()


# --- verify -----------------------------------------------------------------------------------------


def test_verify_a_sound_plan_in_a_process_of_its_own(plan):
    path, expected = plan
    before = digest(path.parent)
    done = lianfang("verify", path.name, "--hash", expected, "--lang", "en", cwd=path.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert ": sound." in done.stdout and expected in done.stdout
    assert "6 changes in the history, 6 walked back and forth" in done.stdout
    assert "It says what the given hash stands for." in done.stdout
    assert digest(path.parent) == before


@pytest.mark.parametrize("given", ["{}", "{:.16}", "  {}  "])
def test_a_hash_may_be_cut_as_documents_cut_it(plan, capsys, given):
    path, expected = plan
    assert call(capsys, "verify", path, "--hash", given.format(expected).upper())[0] == 0


def test_another_hash_is_exit_5_though_the_plan_is_sound(plan, capsys):
    path, expected = plan
    other = ("0" if expected[0] != "0" else "1") + expected[1:]
    code, out, _ = call(capsys, "verify", path, "--hash", other, "--lang", "en")
    assert code == 5 and ": sound." in out and f"✗ It does not say what the given hash {other}" in out
    code, out, _ = call(capsys, "verify", path, "--hash", other, "--json")
    told = json.loads(out)
    assert code == 5 and told["is_sound"] and told["hash_matches"] is False


@pytest.mark.parametrize("given", ["12", "x" * 64, "0" * 65])
def test_what_is_no_hash_is_a_usage_error(plan, capsys, given):
    code, _, err = call(capsys, "verify", plan[0], "--hash", given, "--lang", "en")
    assert code == 2 and "not a content hash" in err


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE lf_patrol_area SET geom = x'00' WHERE name = '北片'", "1 shapes cannot be read"),
        ("UPDATE lf_patrol_area SET note = 'other'", "cannot be undone"),
        ("UPDATE lf_layer SET feature_count = 3", "2 features, but 3 were added"),
        ("DROP TABLE lf_contact", "the file is damaged"),
    ],
)
def test_damage_is_named_and_exit_5(plan, capsys, statement, words):
    path, _ = plan
    damage(path, statement)
    before = digest(path.parent)
    code, out, _ = call(capsys, "verify", path, "--lang", "en")
    assert code == 5
    assert words in out and "not sound" in out and "lianfang salvage" in out
    code, out, _ = call(capsys, "verify", path, "--json")
    assert code == 5 and json.loads(out)["is_sound"] is False
    assert digest(path.parent) == before


def test_what_is_no_plan_is_said_so(tmp_path, capsys):
    other = tmp_path / "notes.txt"
    other.write_text("no")
    for command in ("info", "verify"):
        code, _, err = call(capsys, command, other, "--lang", "en")
        assert code == 5 and "is not a Lianfang plan" in err


@pytest.mark.parametrize("code", CODES)
def test_every_finding_has_a_sentence_with_its_facts(code):
    kind = CODES[code]
    facts = {name: f"<{name}>" for name in kind.facts.split()}
    said = finding_sentence(PlanFinding(code, kind.severity, facts))
    shown = set(facts) - {"reason_code", "direction"} - ({"path"} if code == "raster_moved" else set())
    assert all(f"<{name}>" in said for name in shown)
    for direction in ("undo", "redo"):
        if "direction" in facts:
            assert finding_sentence(PlanFinding(code, kind.severity, facts | {"direction": direction}))
