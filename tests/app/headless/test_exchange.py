"""The commands of the exchange: compare, merge, handover, takein."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from app.cli import run
from app.headless.console import Exit
from layers.plan import PlanStore
from tests.layers.exchange.counties import add, areas, copy_for, edit, first_plan, hash_of, rename, square


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return first_plan(tmp_path / "a")


@pytest.fixture
def theirs(ours: Path, tmp_path: Path) -> Path:
    return copy_for(ours, tmp_path / "b")


def test_there_and_back(ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stick = tmp_path / "stick.联防包"
    assert run(["handover", str(ours), "--out", str(stick), "--county", "110116", "--person", "李"]) == Exit.OK
    assert run(["unpack", str(stick), "--out", str(tmp_path / "b")]) == Exit.OK
    theirs = tmp_path / "b/plan.lianfang.gpkg"
    edit(theirs, "a1", geometry=shapely.box(116.93, 40.1, 116.97, 40.12))
    add(theirs, "b1", square(117.4, 40.4), "丰宁新区")
    back = tmp_path / "back.联防包"
    assert run(["handover", str(theirs), "--out", str(back), "--county", "130826", "--person", "赵"]) == Exit.OK
    capsys.readouterr()
    assert run(["compare", str(ours), str(back), "--lang", "en"]) == Exit.OK
    told = capsys.readouterr().out
    assert "Handed over by 丰宁满族自治县 赵" in told
    assert "+ 丰宁新区  added by them" in told
    assert "Outline: +377.3" in told or "Outline: +378" in told
    assert "(5\u202f" in told  # 亩
    assert run(["takein", str(ours), str(back), "--lang", "en"]) == Exit.OK
    assert "2 taken in" in capsys.readouterr().out
    assert hash_of(ours) == hash_of(theirs)
    assert run(["takein", str(ours), str(back), "--lang", "en"]) == Exit.OK
    assert "Nothing to take in" in capsys.readouterr().out


def test_a_conflict_is_listed_and_nothing_written(ours: Path, theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rename(ours, "a1", "甲")
    rename(theirs, "a1", "乙")
    before = hash_of(ours)
    assert run(["takein", str(ours), str(theirs)]) == Exit.FAILED
    out, err = capsys.readouterr()
    assert "我方 甲" in out
    assert "乙" in out
    assert "甲" in err or "乙" in err
    assert hash_of(ours) == before
    assert run(["takein", str(ours), str(theirs), "--conflicts", "theirs"]) == Exit.OK
    assert areas(ours).loc["a1", "name"] == "乙"


def test_merge_of_three_files(ours: Path, theirs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = copy_for(ours, tmp_path / "base")
    rename(ours, "a1", "甲")
    rename(theirs, "a2", "乙")
    out = tmp_path / "merged.lianfang.gpkg"
    before = (ours.read_bytes(), theirs.read_bytes(), base.read_bytes())
    words = ["merge", str(base), str(ours), str(theirs), "--out", str(out)]
    assert run(words) == Exit.OK
    assert dict(areas(out)["name"]) == {"a1": "甲", "a2": "乙", "a3": "联防区 3"}
    assert (ours.read_bytes(), theirs.read_bytes(), base.read_bytes()) == before
    assert run(words) == Exit.FAILED  # nothing is overwritten
    assert "merged.lianfang.gpkg" in capsys.readouterr().err
    other = tmp_path / "other.lianfang.gpkg"
    assert run(["merge", str(base), str(theirs), str(ours), "--out", str(other)]) == Exit.OK
    assert hash_of(out) == hash_of(other)


def test_a_base_that_is_named_counts(ours: Path, theirs: Path, tmp_path: Path) -> None:
    base = copy_for(ours, tmp_path / "base")
    rename(base, "a1", "甲")
    rename(ours, "a1", "甲")
    rename(theirs, "a1", "乙")
    out = tmp_path / "merged.lianfang.gpkg"
    assert run(["merge", str(base), str(ours), str(theirs), "--out", str(out)]) == Exit.OK
    assert areas(out).loc["a1", "name"] == "乙"  # since that base only they changed it


def test_two_versions_of_a_layer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Last year's villages and this year's: matched by code, name and place, whatever their order."""
    shapes = [square(116.5 + 0.1 * place, 40.5) for place in range(4)]
    frame = gpd.GeoDataFrame(
        {"code": ["1", "2", "", ""], "name": ["甲", "乙", "丙", "丁"], "people": [10, 20, 30, 40]},
        geometry=shapes,
        crs="EPSG:4490",
    )
    later = frame.iloc[[2, 0, 1]].assign(people=[30, 11, 20], name=["丙", "甲改", "乙"], year=2026)
    new = gpd.GeoDataFrame(
        {"code": [""], "name": ["新"], "people": [5]}, geometry=[square(117.5, 40.5)], crs="EPSG:4490"
    )
    for name, one in (("a", frame), ("b", pd.concat([later, new], ignore_index=True))):
        one.to_file(tmp_path / f"{name}.geojson", driver="GeoJSON")
    assert run(["compare", str(tmp_path / "a.geojson"), str(tmp_path / "b.geojson"), "--json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    by_title = {one["title"]: one for one in told["differences"]}
    assert {title: one["change"] for title, one in by_title.items()} == {"甲改": "changed", "新": "added"}
    assert {field["name"] for field in by_title["甲改"]["fields"]} == {"name", "people"}
    assert by_title["甲改"]["matched_by"] == "code"
    assert sum(told["ours_only"].values()) == 1  # 丁 is gone
    assert [one["code"] for one in told["findings"]] == ["columns_only_theirs"]


def test_compare_as_json(ours: Path, theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rename(theirs, "a1", "乙")
    assert run(["compare", str(ours), str(theirs), "--json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    (one,) = told["differences"]
    assert (one["uid"], one["change"], one["conflict"]) == ("a1", "changed", False)
    assert one["fields"] == [{"name": "name", "who": "theirs", "base": "联防区 1", "ours": "联防区 1", "theirs": "乙"}]
    assert told["related"] is True


def test_a_damaged_package_is_one_sentence(ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stick = tmp_path / "stick.联防包"
    assert run(["handover", str(ours), "--out", str(stick)]) == Exit.OK
    stick.write_bytes(stick.read_bytes()[:3000])
    capsys.readouterr()
    assert run(["takein", str(ours), str(stick)]) == Exit.PLAN
    err = capsys.readouterr().err
    assert "stick.联防包" in err
    assert "Traceback" not in err


def test_a_locked_stick_gets_a_package_all_the_same(ours: Path, tmp_path: Path) -> None:
    with PlanStore.open(ours):  # open elsewhere: it is read, and not noted
        assert run(["handover", str(ours), "--out", str(tmp_path / "stick.联防包")]) == Exit.OK
