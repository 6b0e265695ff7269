"""The mended copy for a file's owner, opened again; the original stays byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pyogrio
import pytest
import shapely

from layers.errors import ExportError
from layers.export.book import Sheet, write_book
from layers.progress import Cancelled
from layers.sources import ReadChoice
from layers.sources.marks import item_id
from layers.sources.owner_copy import copy_suffix, write_copy
from tests.layers.sources import dirt
from tests.layers.sources.conftest import shared


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "原件").mkdir()
    return tmp_path / "原件"


def test_a_geopackage_keeps_rows_attributes_and_system(folder: Path, tmp_path: Path) -> None:
    source = dirt.write(dirt.dirty(), folder / "林地.gpkg", layer="林地", geometry_type="Unknown")
    before = digests(folder)
    done = write_copy(source, ReadChoice(), tmp_path / "林地_整理.gpkg")
    assert digests(folder) == before
    assert done.files == (tmp_path / "林地_整理.gpkg",)
    old, new = pyogrio.read_dataframe(source), pyogrio.read_dataframe(done.files[0], layer="林地")
    assert new.crs == old.crs == dirt.CRS
    assert new.drop(columns="geometry").equals(old.drop(columns="geometry"))
    assert (new.dtypes == old.dtypes).all()
    is_mended = ~old.geometry.isna() & ~old.geometry.is_valid
    assert np.flatnonzero(is_mended).tolist() == [0, 1, 2, 3, 4]
    same = [a is None or a.equals_exact(b) for a, b in zip(old.geometry, new.geometry, strict=True)]
    assert (np.array(same) == ~is_mended).all()
    assert new.geometry[is_mended].is_valid.all()
    assert new.geometry[0].area == pytest.approx(5_000) and new.geometry[1].area == pytest.approx(10_000)
    assert new.geometry[7] is None, "a row without a shape is its owner's to complete"


def test_what_was_declined(folder: Path, tmp_path: Path) -> None:
    source = dirt.write(dirt.dirty(), folder / "林地.gpkg", geometry_type="Unknown")
    declined = frozenset({"duplicate_feature", item_id("mended_invalid", 0)})
    done = write_copy(source, ReadChoice(declined=declined), tmp_path / "整理.gpkg")
    old, new = pyogrio.read_dataframe(source), pyogrio.read_dataframe(done.files[0])
    assert len(new) == len(old) - 1, "the repeat is gone"
    assert new.geometry[0].equals_exact(old.geometry[0]), "its owner mends it"
    assert new.geometry[3].is_valid


def test_a_shapefile_keeps_encoding_names_and_prj(folder: Path, tmp_path: Path) -> None:
    frame = dirt.dirty().drop(index=7).reset_index(drop=True)
    frame["面积"] = np.where(np.arange(len(frame)) == 2, np.nan, 1.25)
    source = dirt.write(frame, folder / "小班.shp", encoding="GBK")
    (folder / "小班.prj").write_text((folder / "小班.prj").read_text().replace("CGCS2000", "国家2000", 1), "utf-8")
    (folder / "小班.cpg").unlink()
    before = digests(folder)
    assert copy_suffix(source) == ".shp"
    done = write_copy(source, ReadChoice(crs="EPSG:4527"), tmp_path / "小班_整理.shp")
    assert digests(folder) == before
    assert {path.suffix for path in done.files} >= {".shp", ".shx", ".dbf", ".prj"}
    assert (tmp_path / "小班_整理.prj").read_bytes() == (folder / "小班.prj").read_bytes()
    assert "小班".encode("gbk") in (tmp_path / "小班_整理.dbf").read_bytes()
    old = pyogrio.read_dataframe(source, encoding="GBK")
    new = pyogrio.read_dataframe(done.files[0], encoding="GBK")
    assert new.drop(columns="geometry").equals(old.drop(columns="geometry"))
    assert new.geometry.is_valid.all() and not old.geometry.is_valid.all()


def test_heights_of_untouched_shapes_stay(folder: Path, tmp_path: Path) -> None:
    shapes = [shapely.Polygon([(116, 40, 5), (116.1, 40, 6), (116.1, 40.1, 7)]), shapely.box(117, 40, 117.1, 40.1)]
    source = dirt.write(gpd.GeoDataFrame(geometry=shapes, crs=4490), folder / "高.gpkg", geometry_type="Polygon Z")
    new = pyogrio.read_dataframe(write_copy(source, ReadChoice(), tmp_path / "高2.gpkg").files[0])
    assert shapely.get_coordinates(new.geometry[0], include_z=True)[:3, 2].tolist() == [5, 6, 7]


def test_same_file_and_choices_same_bytes(folder: Path, tmp_path: Path) -> None:
    source = dirt.write(dirt.dirty(), folder / "林地.gpkg", geometry_type="Unknown")
    first, second = (write_copy(source, ReadChoice(), tmp_path / name).files[0] for name in ("a.gpkg", "b.gpkg"))
    a, b = (pyogrio.read_dataframe(path) for path in (first, second))
    assert a.to_json() == b.to_json()


def test_the_original_is_never_the_target(folder: Path) -> None:
    source = dirt.write(dirt.dirty(), folder / "林地.gpkg", geometry_type="Unknown")
    before = digests(folder)
    with pytest.raises(ExportError):
        write_copy(source, ReadChoice(), source)
    assert digests(folder) == before


def test_a_cancelled_copy_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    source = dirt.write(dirt.dirty(), folder / "林地.gpkg", geometry_type="Unknown")

    def progress(_fraction: float, step: str) -> None:
        if step == "writing":
            raise Cancelled

    with pytest.raises(Cancelled):
        write_copy(source, ReadChoice(), tmp_path / "copy.gpkg", progress=progress)
    assert [path.name for path in tmp_path.iterdir()] == ["原件"]


def test_a_table_has_a_report_but_no_copy(tmp_path: Path) -> None:
    source = shared("depot/beijing_shelters_gcj02.csv")
    done = write_copy(source, ReadChoice(), tmp_path / "a.gpkg")
    assert done.files == () and copy_suffix(source) == ""
    assert done.layers[0].report.of("duplicate_geometry").count == 108


def test_unclosed_rings_of_a_real_file(tmp_path: Path) -> None:
    source = shared("dirty/osm_unclosed_rings.geojson")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    done = write_copy(source, ReadChoice(), tmp_path / "osm.gpkg")
    assert hashlib.sha256(source.read_bytes()).hexdigest() == digest
    new = pyogrio.read_dataframe(done.files[0])
    assert len(new) == 375 and new.geometry.is_valid.all()


def test_a_workbook_holds_what_it_is_given(tmp_path: Path) -> None:
    target = tmp_path / "报告.xlsx"
    rows = [(number, f"=cmd{number}", 1.5) for number in range(3)]
    write_book(target, [Sheet("明细", ("行号", "名称", "m²"), (8, 30, 12), rows, 3)])
    page = openpyxl.load_workbook(target)["明细"]
    assert [cell.value for cell in page[1]] == ["行号", "名称", "m²"]
    assert page["B2"].value == "=cmd0" and page["B2"].data_type == "s", "text, not a formula"
