"""Text in doubt on the command line: ``check`` prints every reading, ``--encoding`` settles it."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from app.headless.options import choices_of
from layers.plan.store import PlanStore
from tests.e2e.test_cli import call

DOUBTFUL = "坭塘"


@pytest.fixture
def village(tmp_path: Path) -> Path:
    path = tmp_path / "villages.csv"
    path.write_bytes(f"name,lon,lat\n{DOUBTFUL},116.45,40.65\n".encode("gbk"))
    return path


def test_check_prints_the_readings_of_a_text_in_doubt(village: Path, capsys) -> None:
    _, out, _ = call(capsys, "check", village, "--lang", "en")
    lines = out.splitlines()
    first = next(number for number, line in enumerate(lines) if "several ways" in line)
    assert lines[first + 1].strip().startswith(f"GBK: {DOUBTFUL}")
    assert any(line.strip().startswith("BIG5: ") and DOUBTFUL not in line for line in lines)
    assert '--encoding "villages.csv=GBK"' in out
    _, out, _ = call(capsys, "check", village)
    assert "文字有几种可能的读法" in out


def test_check_says_nothing_of_it_where_the_text_is_certain(tmp_path: Path, capsys) -> None:
    path = tmp_path / "counties.csv"
    path.write_bytes("名称,lon,lat\n怀柔区,116.45,40.65\n".encode("gbk"))
    _, out, _ = call(capsys, "check", path, "--lang", "en")
    assert "GBK" in out and "several ways" not in out


def test_analyse_reads_in_the_encoding_given(village: Path, tmp_path: Path, capsys) -> None:
    frame = gpd.GeoDataFrame(
        {"code": ["110116", "130826"], "name": ["怀柔区", "丰宁满族自治县"]},
        geometry=[shapely.box(116.4, 40.6, 116.5, 40.7), shapely.box(116.5, 40.6, 116.6, 40.7)],
        crs=4490,
    )
    frame.to_file(tmp_path / "counties.gpkg")
    for encoding in ("GBK", "BIG5"):
        plan = tmp_path / f"{encoding}.lianfang.gpkg"
        arguments = ["analyse", tmp_path / "counties.gpkg", village, "--plan", plan, "--crs", "villages.csv=EPSG:4490"]
        arguments += ["--role", "villages.csv=settlement", "--encoding", f"villages.csv={encoding}"]
        code, _, err = call(capsys, *arguments)
        assert code == 0, err
        store = PlanStore.open(plan)
        try:
            (record,) = [one for one in store.layers() if one.title == "villages"]
            assert record.source.encoding == encoding
            assert "encoding_given" in {note["code"] for note in record.source.notes}
        finally:
            store.close()


def test_an_encoding_that_does_not_exist_is_refused(village: Path, tmp_path: Path, capsys) -> None:
    arguments = ["analyse", village, "--plan", tmp_path / "x.lianfang.gpkg", "--encoding", "GBKK", "--lang", "en"]
    code, _, err = call(capsys, *arguments)
    assert code == 2 and "GBKK" in err and not (tmp_path / "x.lianfang.gpkg").exists()


def test_an_encoding_without_a_file_is_of_all(village: Path) -> None:
    other = village.with_name("b.csv")
    choices = choices_of([village, other], [], [], encodings=["GBK", "b.csv=UTF-8"])
    assert [choices[path].encoding for path in (village, other)] == ["GBK", "UTF-8"]
    with pytest.raises(ValueError, match=r"c\.csv"):
        choices_of([village], [], [], encodings=["c.csv=GBK"])
