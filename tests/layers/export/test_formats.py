import os
import tempfile
import time
from pathlib import Path

import pytest

from layers.errors import ExportError
from layers.export import FORMATS, Pictures, export_area, file_name
from layers.export.files import safe_stem, write_bytes, written_whole, zipped
from layers.progress import Cancelled

from .conftest import make_job, make_report
from .test_docx import png

ALL = Pictures(plate=png(), inset=png(), pdf=b"%PDF-1.4 ...")


def test_every_format_is_written(tmp_path):
    paths = export_area(make_job(), FORMATS, tmp_path, ALL)
    assert [path.name for path in paths] == [f"喇叭沟门_联防区附件{item.extension}" for item in FORMATS.values()]
    assert all(path.stat().st_size > 10 for path in paths)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in paths)


def test_formats_that_need_no_picture_are_written_without(tmp_path):
    codes = [code for code, item in FORMATS.items() if not item.needs_picture]
    surveyed = {"kmz", "gpx", "dxf", "txt", "xlsx"}
    assert {"docx", "gpkg", "geojson", "shp", "shp_gbk", "kml", "csv", "html"} | surveyed == set(codes)
    assert len(export_area(make_job(), codes, tmp_path)) == len(codes)


@pytest.mark.parametrize("code", ["pdf", "png"])
def test_a_format_that_needs_a_picture_says_so(tmp_path, code):
    with pytest.raises(ExportError, match="could not be drawn"):
        FORMATS[code].write(make_job(), tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / file_name(make_job(), "gpkg")
    path.write_bytes(b"old")

    def cancel(fraction, step):
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_area(make_job(), ["gpkg"], tmp_path, progress=cancel)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_while_writing_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), written_whole(path) as beside:
        beside.write_bytes(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_export_left_goes_with_the_next_one(tmp_path: Path) -> None:
    for name, age_s in (("old", 7200.0), ("fresh", 60.0)):
        folder = tmp_path / f".lianfang-export-{name}"
        folder.mkdir()
        (folder / "half.docx").write_bytes(b"half")
        os.utime(folder, (time.time() - age_s,) * 2)
    write_bytes(tmp_path / "a.txt", b"whole")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".lianfang-export-fresh", "a.txt"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ExportError) as caught:
        write_bytes(tmp_path / "none" / "a.csv", b"x")
    assert "none" in caught.value.facts["path"]


def test_a_folder_in_the_way_is_named(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ExportError):
        write_bytes(tmp_path / "a.csv", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_progress_rises_to_one(tmp_path):
    seen = []
    export_area(make_job(), ["gpkg", "csv", "html"], tmp_path, progress=lambda fraction, step: seen.append(fraction))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a/b\\c:d", "a_b_c_d"),
        ("喇叭沟门", "喇叭沟门"),
        ("..", "_"),
        ("CON", "_CON"),
        ("", "_"),
        ("名. ", "名"),
        ("x" * 200, "x" * 80),
    ],
)
def test_names_that_every_file_system_takes(name, stem):
    assert safe_stem(name) == stem
    assert "/" not in file_name(make_job(report=make_report(name=name)), "csv")


def test_archives_repeat():
    from datetime import date

    assert zipped({"a": b"1"}, date(2026, 3, 1)) == zipped({"a": b"1"}, date(2026, 3, 1))
    assert zipped({"a": b"1"}, date(1970, 1, 1))


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_folder_that_may_not_be_written_is_named_and_left_alone():
    # pytest's own folder is closed to other users, and modes do not bind root: the child acts as nobody.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                if os.geteuid() == 0:
                    try:
                        os.setuid(65534)
                    except OSError:  # a namespace of one user
                        os.write(write, b"nobody else")
                        os._exit(0)
                write_bytes(Path(folder) / "a.csv", b"new")
            except ExportError as error:
                os.write(write, f"{error.facts['path']} {error.facts['reason']}".encode())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        os.close(write)
        with os.fdopen(read) as stream:
            told = stream.read()
        is_empty = list(Path(folder).iterdir()) == []
        Path(folder).chmod(0o700)
    if told == "nobody else":
        pytest.skip("there is no user here whom modes bind")
    assert "a.csv Permission denied" in told and is_empty


def test_areas_that_a_file_system_takes_for_one_get_files_of_their_own(tmp_path):
    from datetime import date

    import geopandas as gpd
    import shapely

    from app.sheets.words import load_words
    from layers.export.assembly import PlanMaterial
    from layers.export.job import Stamp
    from layers.plan import PlanStore
    from tests.layers.plan.builders import county_frame, county_record

    with PlanStore.create(tmp_path / "p.lianfang.gpkg", title="规划", reference_date=date(2026, 4, 1)) as store:
        with store.change("filled"):
            store.add_layer(county_record(), gpd.GeoDataFrame(county_frame()))
            box = shapely.box(116.9, 40.4, 117.1, 40.6)
            uids = [store.add_patrol_area(name, box) for name in ("甲/乙", "甲:乙", "丙")]
        material = PlanMaterial.of(store)
    names = [file_name(material.job(uid, load_words("zh_CN"), Stamp()), "csv") for uid in uids]
    assert names == ["甲_乙_联防区附件_01.csv", "甲_乙_联防区附件_02.csv", "丙_联防区附件.csv"]
