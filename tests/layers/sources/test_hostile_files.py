"""Files that are not what they seem, where several parts of reading meet: pipes, false sizes, files that go away."""

from __future__ import annotations

import errno
import os
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import openpyxl
import pyogrio
import pytest
from shapely import box

from layers.errors import SourceChanged, TruncatedSource, UnreadableSource
from layers.kinds import Role
from layers.sources import ReadChoice, aliases, inspect, read, reading
from layers.sources.checksums import source_state

posix = pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")


def counties(**columns: list[object]) -> gpd.GeoDataFrame:
    shapes = [box(117 + 0.1 * place, 40.4, 117.1 + 0.1 * place, 40.5) for place in range(3)]
    return gpd.GeoDataFrame({"name": ["兴隆县", "平泉市", "承德县"], **columns}, geometry=shapes, crs=4490)


@posix
@pytest.mark.parametrize("part", [".cpg", ".prj", ".qix", ".dbf", ".CPG"])
def test_a_pipe_beside_a_shapefile_is_not_waited_for(tmp_path: Path, part: str) -> None:
    pyogrio.write_dataframe(counties(), tmp_path / "县.shp", encoding="UTF-8")
    (tmp_path / f"县{part}").unlink(missing_ok=True)
    os.mkfifo(tmp_path / f"县{part}")
    (layer,) = inspect(tmp_path / "县.shp").layers
    assert layer.features == 3


@posix
def test_pipes_in_a_folder_are_left_aside_and_said(tmp_path: Path) -> None:
    pyogrio.write_dataframe(counties(), tmp_path / "县.gpkg")
    for name in ("a.csv", "b.jpg", "c.shp", "d.txt"):
        os.mkfifo(tmp_path / name)
    found = inspect(tmp_path)
    assert [layer.name for layer in found.layers] == ["县"]
    (skipped,) = [problem for problem in found.problems if problem.code == "files_skipped"]
    assert skipped.facts["names"] == ["a.csv", "b.jpg", "c.shp", "d.txt"]


@posix
def test_a_mapinfo_table_with_a_pipe_for_its_map_lacks_it(tmp_path: Path) -> None:
    pyogrio.write_dataframe(counties(), tmp_path / "a.tab", driver="MapInfo File")
    (tmp_path / "a.map").unlink()
    os.mkfifo(tmp_path / "a.map")
    (problem,) = inspect(tmp_path / "a.tab").problems
    assert problem.facts["reason_code"] == "mapinfo_missing"


@pytest.mark.parametrize("kept", [40, 200, 0.5])
def test_flatgeobuf_cut_off_in_its_head_is_not_called_empty(tmp_path: Path, kept: float) -> None:
    path = tmp_path / "县.fgb"
    pyogrio.write_dataframe(counties(), path)
    raw = path.read_bytes()
    path.write_bytes(raw[: int(kept * len(raw)) if kept < 1 else int(kept)])
    with pytest.raises(TruncatedSource):
        read(path)


def test_a_file_that_goes_away_while_it_is_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "县.gpkg"
    pyogrio.write_dataframe(counties(), path)

    def gone(*_arguments: object) -> None:
        path.unlink()
        path.stat()

    monkeypatch.setattr(reading, "_source", gone)
    with pytest.raises(UnreadableSource) as caught:
        read(path)
    assert caught.value.facts["reason_code"] == "missing" and caught.value.facts["path"] == str(path)


def test_a_sheet_that_states_a_million_rows_is_as_large_as_what_is_in_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["名称", "经度", "纬度"])
    book.active.append(["甲", 117.1, 40.4, "无表头"])
    book.save(tmp_path / "plain.xlsx")
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(path, "w") as false:
        for name in plain.namelist():
            raw = plain.read(name)
            false.writestr(name, raw.replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"'))
    (layer,) = inspect(path).layers
    assert layer.fields == ("名称", "经度", "纬度", "column_4") and layer.features == 1


def test_cells_beyond_the_heads_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "点.csv"
    path.write_text("name,lon,lat\n甲,117,40,备注一\n乙,117.5,40.5,,备注二\n", encoding="utf-8")
    (layer,) = inspect(path).layers
    assert layer.fields == ("name", "lon", "lat", "column_4", "column_5")


def test_heads_that_differ_only_by_their_number_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "点.csv"
    path.write_text("a,a,a_2,lon,lat\n1,2,3,117,40\n", encoding="utf-8")
    (layer,) = inspect(path).layers
    assert len(set(layer.fields)) == 5


def test_counties_with_codes_of_twelve_digits_are_no_townships(tmp_path: Path) -> None:
    path = tmp_path / "数据.gpkg"
    pyogrio.write_dataframe(counties(XZQDM=[130822000000.0, 130881000000.0, 130821000000.0]), path)
    (layer,) = inspect(path).layers
    assert layer.proposed_role is Role.COUNTY
    pyogrio.write_dataframe(counties(XZQDM=["130822100000", "130822101000", "130822000000"]), tmp_path / "二.gpkg")
    (layer,) = inspect(tmp_path / "二.gpkg").layers
    assert layer.proposed_role is Role.TOWNSHIP


def test_names_of_counties_are_found_in_a_column_of_any_name(tmp_path: Path) -> None:
    frame = counties(名目甲=["兴隆县", "平泉市", "承德县"], CODE=["130822", "130881", "130821"]).drop(columns="name")
    pyogrio.write_dataframe(frame, tmp_path / "县界.gpkg")
    (layer,) = read(tmp_path / "县界.gpkg")
    assert layer.role is Role.COUNTY and layer.frame is not None
    assert layer.frame["name"].tolist() == ["兴隆县", "平泉市", "承德县"]
    (forest,) = read(tmp_path / "县界.gpkg", ReadChoice(role=Role.FOREST))
    assert forest.frame is not None and forest.frame["name"].tolist() == ["", "", ""], (
        "the name of its county is not its own"
    )


@pytest.mark.parametrize("suffix", [".gpkg", ".gdb"])
def test_one_layer_of_many_is_read_without_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    from layers.sources import vector

    path = tmp_path / f"县{suffix}"
    driver = "GPKG" if suffix == ".gpkg" else "OpenFileGDB"
    for number in range(5):
        pyogrio.write_dataframe(
            counties().iloc[: 1 + number % 3], path, layer=f"a{number}", append=number > 0, driver=driver
        )
    fetched: list[int] = []
    fetch = vector._fetch
    monkeypatch.setattr(
        vector, "_fetch", lambda member, number, *rest: fetched.append(number) or fetch(member, number, *rest)
    )
    for wanted, count in (("a1", 2), ("a3|polygon", 1), ("a4", 2)):
        (layer,) = read(path, ReadChoice(layer=wanted))
        assert layer.frame is not None and len(layer.frame) == count and layer.title == wanted.partition("|")[0]
    assert fetched == [1, 3, 4]
    assert [layer.name for layer in inspect(path).layers] == ["a0", "a1", "a2", "a3", "a4"]


def test_a_file_changed_while_it_is_read_is_not_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "县.shp"
    pyogrio.write_dataframe(counties(), path, encoding="UTF-8")
    prepare = reading.preparing.prepare

    def meanwhile(*arguments: object, **options: object) -> object:
        with (tmp_path / "县.dbf").open("ab") as table:
            table.write(b"\x1a")
        return prepare(*arguments, **options)

    monkeypatch.setattr(reading.preparing, "prepare", meanwhile)
    with pytest.raises(SourceChanged):
        read(path)


def test_states_tell_a_changed_part_and_only_that(tmp_path: Path) -> None:
    path = tmp_path / "县.shp"
    pyogrio.write_dataframe(counties(), path, encoding="UTF-8")
    before = source_state(path), source_state(tmp_path)
    assert before == (source_state(path), source_state(tmp_path)) and len(before[0]) == 5
    with (tmp_path / "县.dbf").open("ab") as table:
        table.write(b"\x1a")
    assert source_state(path) != before[0] and source_state(tmp_path) != before[1]
    assert source_state(tmp_path / "nowhere.shp") == ()


def test_names_that_no_shapefile_cut_are_not_compared_with_every_alias(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window chooses among 2,000 columns while somebody waits."""
    compared: list[str] = []
    is_cut = aliases.is_cut
    monkeypatch.setattr(aliases, "is_cut", lambda own, alias: compared.append(own) or is_cut(own, alias))
    columns = [f"wide{number}" for number in range(2000)]
    assert aliases.named([*columns, "populatio1", "NAME"], "people") == []
    assert set(compared) <= {"populatio1"}
    assert aliases.named(["populati_1", "常住人口_"], "people"), "names that were cut are found as before"


def test_names_too_long_for_this_disk_are_shortened_alike(tmp_path: Path) -> None:
    pyogrio.write_dataframe(counties(), tmp_path / "a.shp", encoding="UTF-8")
    path = tmp_path / "打包.zip"
    for stem in ("长" * 120, "长" * 119 + "短"):
        with zipfile.ZipFile(path, "a") as archive:
            for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
                archive.write(tmp_path / f"a{suffix}", f"数据/{stem}{suffix}")
    found = inspect(path)
    assert [layer.features for layer in found.layers] == [3, 3] and found.is_usable
    assert all(layer.sample_names for layer in found.layers), "the table found its shapes"


def test_a_full_disk_is_not_the_archives_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.geojson", '{"type": "Point", "coordinates": [117, 40]}')

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        inspect(path)


@pytest.mark.parametrize("has_index", [True, False])
@pytest.mark.parametrize("rows", [1, 5])
def test_a_table_of_another_file_beside_the_shapes_is_told(tmp_path: Path, rows: int, has_index: bool) -> None:
    pyogrio.write_dataframe(counties(), tmp_path / "县.shp", encoding="UTF-8")
    (layer,) = inspect(tmp_path / "县.shp").layers
    assert all(problem.code != "dbf_rows_differ" for problem in layer.problems)
    other = counties().iloc[[0] * rows]
    pyogrio.write_dataframe(other, tmp_path / "另.shp", encoding="UTF-8")
    (tmp_path / "县.dbf").write_bytes((tmp_path / "另.dbf").read_bytes())
    if not has_index:
        (tmp_path / "县.shx").unlink()
    (layer,) = inspect(tmp_path / "县.shp").layers
    (told,) = [problem for problem in layer.problems if problem.code == "dbf_rows_differ"]
    assert told.severity == "warning" and dict(told.facts) == {"shapes": 3, "rows": rows}
