"""analyse --scheduler as a user runs it: the same plan, files for each province, refusals with a way out."""

from __future__ import annotations

import json
import shutil
from datetime import date

import geopandas as gpd
import pytest

from layers import workflow
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from tests.e2e.test_cli import analysed, call, files, plan  # noqa: F401

pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")


def test_in_pieces_a_plan_has_the_hash_of_a_single_run(plan, tmp_path, capsys):  # noqa: F811
    path, _ = plan
    other = tmp_path / "other.lianfang.gpkg"
    shutil.copy(path, other)
    code, _, err = call(
        capsys, "analyse", "--plan", other, "--scheduler", "none", "--out", tmp_path / "out", "--lang", "en"
    )
    assert code == 0
    assert "pieces, 0 of them done before" in err
    with PlanStore.open(path) as single, PlanStore.open(other) as pieces:
        assert content_hash(pieces) == content_hash(single)
        assert len(pieces.zones()) > 0
    assert sorted(one.name for one in (tmp_path / "out").glob("*.*")) == [
        "national-pairs.csv", "national-provinces.csv", "national.gpkg", "national.json",
        "province-11.gpkg", "province-13.gpkg",
    ]  # fmt: skip


def test_without_a_plan_forest_is_read_by_windows(files, tmp_path, capsys):  # noqa: F811
    woods = gpd.read_file(files["forest"]).set_crs(4490, allow_override=True).assign(uid=["w1"])
    woods.to_file(tmp_path / "woods.gpkg", layer="woods")
    words = ["analyse", files["counties"], files["villages"], tmp_path / "woods.gpkg", "--crs", "EPSG:4490"]
    words += ["--role", "woods.gpkg=forest", "--role", "villages.csv=settlement", "--lang", "en"]
    out = tmp_path / "result"
    code, told, err = call(capsys, *words, "--scheduler", "none", "--out", out, "--date", "2026-01-01")
    assert (code, "stated distance" in err) == (0, True)
    zones = gpd.read_file(out / "province-11.gpkg", layer="zones")
    assert json.loads(zones["counties"][0]) == ["110116", "130824"]
    assert zones["provinces"][0] == "11,13"
    assert json.loads((out / "national.json").read_text(encoding="utf-8"))["content_sha256"] in told
    code, again, err = call(capsys, *words, "--scheduler", "none", "--out", out, "--date", "2026-01-01")
    assert (code, again) == (0, told)
    assert ", 0 of them" not in err  # it goes on from what is there


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "--plan is missing"),
        (["--scheduler", "local"], "--out is missing"),
        (["--plan", "p.gpkg", "--workers", "2"], "--workers belongs to --scheduler"),
        (["--scheduler", "none", "--out", "o", "--json"], "need a plan"),
    ],
)
def test_options_that_do_not_go_together_are_named(files, tmp_path, capsys, options, words):  # noqa: F811
    code, _, err = call(capsys, "analyse", files["counties"], *options, "--lang", "en")
    assert (code, words in err) == (2, True)
    assert not (tmp_path / "p.gpkg").exists()


def test_a_scheduler_that_does_not_answer_is_named(files, tmp_path, capsys, monkeypatch):  # noqa: F811
    pytest.importorskip("distributed", reason="the extra national is not installed")
    monkeypatch.setattr("layers.national.distributed._ANSWER_S", 1)
    words = [files["counties"], "--scheduler", "tcp://127.0.0.1:9", "--out", tmp_path / "o", "--lang", "en"]
    code, _, err = call(capsys, "analyse", *words)
    assert code != 0
    assert "tcp://127.0.0.1:9" in err
    assert "--scheduler local" in err


def test_a_derivation_may_be_lent(plan):  # noqa: F811
    """The door that work in pieces uses: what is handed in is called as ``derive`` is."""
    from layers.zones import derive

    path, _ = plan
    seen = []

    def lent(inputs, parameters, *, previous, progress):
        seen.append((len(inputs.counties), inputs.reference_date))
        return derive(inputs, parameters, previous=previous, progress=progress)

    with PlanStore.open(path) as store:
        workflow.analyse(store, derive=lent)
        assert seen == [(2, store.info().reference_date)]
        assert isinstance(seen[0][1], date)
