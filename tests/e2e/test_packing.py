"""pack and unpack as a user runs them: exit codes, words in both languages, plans untouched."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.cli import run
from layers.plan import PlanStore
from layers.sample import build_sample_plan
from tests.e2e.running import lianfang


def call(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return int(code), told.out, told.err


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "样例 规划.lianfang.gpkg"
    build_sample_plan(path, date(2026, 11, 21)).close()
    return path


def test_packed_and_unpacked_it_is_the_same_plan(sample: Path, tmp_path: Path, capsys) -> None:
    before = digest(sample)
    code, out, err = call(capsys, "pack", sample, "--out", tmp_path / "给邻县.联防包")
    assert (code, err) == (0, "")
    package = tmp_path / "给邻县.联防包"
    assert out.splitlines()[0] == str(package)
    assert "1 个栅格图层" in out
    assert digest(sample) == before

    code, out, err = call(capsys, "unpack", package, "--out", tmp_path / "收到")
    assert (code, err) == (0, "")
    plan = Path(out.splitlines()[0])
    assert plan == tmp_path / "收到" / "样例 规划.lianfang.gpkg"

    told = [call(capsys, "info", path, "--json")[1] for path in (sample, plan)]
    hashes = {json.loads(text)["content_hash"] for text in told}
    assert len(hashes) == 1
    assert call(capsys, "verify", plan, "--hash", hashes.pop())[0] == 0


def test_out_may_be_a_folder(sample: Path, tmp_path: Path, capsys) -> None:
    code, out, _ = call(capsys, "pack", sample, "--out", tmp_path, "--lang", "en")
    package = tmp_path / "样例 规划.联防包"
    assert (code, out.splitlines()[0]) == (0, str(package))
    for place in (tmp_path / "样例 规划", tmp_path / "样例 规划 (2)"):  # beside other things, never over them
        code, out, _ = call(capsys, "unpack", package, "--out", tmp_path)
        assert (code, Path(out.splitlines()[0]).parent) == (0, place)


@pytest.mark.parametrize(("language", "words"), [("zh_CN", "没有找到"), ("en", "was not found")])
def test_a_missing_raster_is_told_on_both_sides(
    sample: Path, tmp_path: Path, capsys, language: str, words: str
) -> None:
    plan = tmp_path / "far" / "away" / "plan.lianfang.gpkg"  # from the folder where its raster is
    plan.parent.mkdir(parents=True)
    plan.write_bytes(sample.read_bytes())
    title = next(layer.title for layer in _layers(plan) if layer.raster_path)
    code, _, err = call(capsys, "pack", plan, "--out", tmp_path / "p", "--lang", language)
    assert code == 0
    assert words in err and title in err
    code, _, err = call(capsys, "unpack", tmp_path / "p.联防包", "--out", tmp_path / "x", "--lang", language)
    assert code == 0
    assert title in err


def _layers(path: Path):
    with PlanStore.open(path, read_only=True) as store:
        return store.layers()


def test_a_plan_open_in_the_window_can_be_packed(sample: Path, tmp_path: Path, capsys) -> None:
    with PlanStore.open(sample):
        code, _, err = call(capsys, "pack", sample, "--out", tmp_path / "p")
    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    ("language", "damaged", "none"), [("zh_CN", "校验值", "不是"), ("en", "checksum", "is not a packed plan")]
)
def test_bad_packages_are_told_in_words(
    sample: Path, tmp_path: Path, capsys, language: str, damaged: str, none: str
) -> None:
    call(capsys, "pack", sample, "--out", tmp_path / "good")
    bad = tmp_path / "bad.联防包"
    with zipfile.ZipFile(tmp_path / "good.联防包") as good, zipfile.ZipFile(bad, "w") as archive:
        for name in good.namelist():
            content = good.read(name)
            archive.writestr(name, content[:-1] + b"?" if name.endswith(".tif") else content)
    code, out, err = call(capsys, "unpack", bad, "--out", tmp_path / "x", "--lang", language)
    assert (code, out) == (5, "")
    assert damaged in err and "bad.联防包" in err and "terrain.tif" in err
    assert not (tmp_path / "x").exists()
    code, _, err = call(capsys, "unpack", sample, "--out", tmp_path / "x", "--lang", language)
    assert code == 5 and none in err
    code, _, err = call(capsys, "pack", tmp_path / "none.gpkg", "--out", tmp_path / "y", "--lang", language)
    assert code == 5 and "none.gpkg" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.联防包", "good.联防包"]


def test_check_says_that_it_is_a_package(sample: Path, tmp_path: Path, capsys) -> None:
    call(capsys, "pack", sample, "--out", tmp_path / "p.zip")  # by its content, not its name
    code, out, _ = call(capsys, "check", tmp_path / "p.zip", "--lang", "en")
    assert code == 0
    assert "lianfang unpack" in out
    code, _, err = call(capsys, "analyse", tmp_path / "p.zip", "--plan", tmp_path / "x.lianfang.gpkg", "--lang", "en")
    assert code == 4
    assert "packed Lianfang plan" in err


def test_as_a_process_of_its_own(sample: Path, tmp_path: Path) -> None:
    packed = lianfang("pack", sample, "--out", "包.联防包", cwd=tmp_path)
    assert packed.returncode == 0, packed.stderr
    unpacked = lianfang("unpack", "包.联防包", "--out", "收到", cwd=tmp_path)
    assert unpacked.returncode == 0, unpacked.stderr
    assert (tmp_path / "收到" / sample.name).exists()
