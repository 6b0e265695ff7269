"""What fuzzing found, each as the smallest file that did it; and a short run of the fuzzing itself."""

from __future__ import annotations

import io
import resource
import struct
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import apsw
import numpy as np
import pytest
import shapely
from openpyxl import load_workbook

from app.reads import first_reads
from layers.errors import LianfangError, NoGeometry, NotAPlan, PlanDamaged, UnreadableSource, UnusableTable
from layers.export.book import Sheet, write_book
from layers.export.cells import not_a_formula, pasted
from layers.export.register import _open
from layers.hazards import protective_actions
from layers.inventory.reading import read_sheets
from layers.plan import PlanStore, geometry_blob
from layers.plan.salvage import salvage
from layers.sources import read
from layers.sources.gpx import times_of
from layers.sources.plain_table import figure, read_plain_table
from layers.spread.receptors import MOST_COUNTIES, read_receptors
from layers.versions.paper_file import codes_of
from layers.wkb import MOST_LEVELS, is_too_deep, shape_of, shape_of_text, shapes_of
from tests.hostile import fuzzing, readers, seeds, targets
from tests.layers.exchange.counties import compared, first_plan, hash_of

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_HEADS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>物资名称</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>数量</t></is></c></row>'
)


def nested(levels: int, kind: int = 7) -> bytes:
    return struct.pack("<BII", 1, kind, 1) * levels + struct.pack("<BIdd", 1, 1, 116.0, 40.0)


def book(path: Path, sheet: str, **parts: str) -> Path:
    """A workbook whose only sheet, or other part, is this XML."""
    sound = seeds.workbook([["物资名称", "数量"]])
    with zipfile.ZipFile(io.BytesIO(sound)) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in archive.namelist():
            known = {"xl/worksheets/sheet1.xml": sheet, **{f"xl/{key}.xml": value for key, value in parts.items()}}
            out.writestr(name, known.get(name) or archive.read(name))
    return path


# --- shapes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [4, 5, 6, 7, 9, 10, 11, 12, 1007, 0x80000007])
def test_a_shape_nested_without_end_is_refused(kind: int) -> None:
    """GEOS would end the program: 20,000 levels are 180 kB."""
    body = nested(20_000, kind)
    assert is_too_deep(body)
    with pytest.raises(ValueError, match=str(MOST_LEVELS)):
        shape_of(body)
    with pytest.raises(ValueError, match=str(MOST_LEVELS)):
        shape_of(body.hex())


@pytest.mark.parametrize("order", [0, 1, 2, 255])
@pytest.mark.parametrize("lead", [b"", struct.pack("<BIdd", 1, 1, 0.0, 0.0)])
def test_the_order_of_bytes_does_not_hide_the_levels(order: int, lead: bytes) -> None:
    """GEOS keeps the order it had where a byte names none, and so the levels go on."""
    sign = ">" if order == 0 else "<"
    head = struct.pack("<BI", order, 0)[:1] + struct.pack(sign + "II", 7, 2 if lead else 1) + lead
    assert is_too_deep(head * 1_000 + struct.pack("<BIdd", 1, 1, 0.0, 0.0))


@pytest.mark.parametrize("code", [7 | 0x8000_0000 | 2000, 0x2000_0007])
def test_flags_do_not_hide_the_levels(code: int) -> None:
    srid = b"\x8a\x11\x00\x00" if code & 0x2000_0000 else b""
    point = b"" if srid else struct.pack("<BI4d", 1, 0x8000_0000 | 2001, 0.0, 0.0, 0.0, 0.0)
    head = struct.pack("<BI", 1, code) + srid + struct.pack("<I", 2 if point else 1) + point
    assert is_too_deep(head * 1_000)


def test_honest_shapes_are_read_as_before() -> None:
    parts = shapely.multipolygons([shapely.box(i, 0, i + 0.5, 1) for i in range(60)])
    holed = shapely.Polygon(shapely.box(0, 0, 9, 9).exterior, [shapely.box(1, 1, 2, 2).exterior])
    shapes = [parts, holed, shapely.Point(1, 2), shapely.geometrycollections([parts, shapely.Point(0, 0)]), None]
    read = shapes_of(shapely.to_wkb(np.array(shapes, dtype=object)))
    assert [one is two or one.equals_exact(two) for one, two in zip(read, shapes, strict=True)] == [True] * 5
    assert shape_of(nested(MOST_LEVELS - 2)).geom_type == "GeometryCollection"


def test_text_of_shapes_nested_without_end() -> None:
    with pytest.raises(ValueError, match=str(MOST_LEVELS)):
        shape_of_text("GEOMETRYCOLLECTION(" * 100_000 + "POINT(0 0)" + ")" * 100_000)
    assert shape_of_text("POINT (1 2)") == shapely.Point(1, 2)


def test_a_plan_with_such_a_shape_is_told_to_be_damaged(tmp_path: Path) -> None:
    path = first_plan(tmp_path, areas=1)
    blob = b"GP\x00\x01" + struct.pack("<i", geometry_blob.SRS_ID) + nested(100_000)
    _execute(path, "UPDATE lf_patrol_area SET geom = ?", blob)
    with pytest.raises(PlanDamaged, match="nested"):
        first_reads(PlanStore.open(path))


# --- plans --------------------------------------------------------------------------------------------


def _execute(path: Path, sql: str, *values: object) -> None:
    db = apsw.Connection(str(path))
    db.execute(sql, values)
    db.close()


def test_a_virtual_table_is_one_however_it_is_written(tmp_path: Path) -> None:
    path = first_plan(tmp_path, areas=1)
    db = apsw.Connection(str(path))
    db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
    db.execute("PRAGMA writable_schema = ON")
    db.execute(
        "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 0, 'CREATE/**/VIRTUAL TABLE x USING rtree(a, b, c)')"
    )
    db.close()
    with pytest.raises(NotAPlan) as caught:
        PlanStore.open(path)
    assert caught.value.facts["objects"] == ["virtual table x"]


def test_rows_that_make_no_sense_are_not_taken_in(tmp_path: Path) -> None:
    """They were copied as they are, and our own plan would not open any more."""
    ours = first_plan(tmp_path / "ours")
    theirs = fuzzing.copy_to(ours, tmp_path / "theirs")
    _execute(theirs, "INSERT INTO lf_exercise_inject (uid, minute) VALUES ('x', x'00ff')")
    before = hash_of(ours)
    with pytest.raises(PlanDamaged, match="lf_exercise_inject"):
        compared(ours, theirs)
    assert hash_of(ours) == before


def test_settings_that_make_no_sense_are_told_and_salvaged(tmp_path: Path) -> None:
    """The plan opened, and the first card that used them failed."""
    path = first_plan(tmp_path / "plan", areas=1)
    _execute(path, "INSERT INTO lf_parameter (uid, value) VALUES ('hazard_lists', '{\"receptors\": [5]}')")
    with pytest.raises(PlanDamaged):
        first_reads(PlanStore.open(path))
    salvaged = tmp_path / "salvaged.lianfang.gpkg"
    salvage(path, salvaged)
    with PlanStore.open(salvaged) as store:
        first_reads(store)
        assert len(store.patrol_areas()) == 1


def test_hostile_rows_are_a_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    template = first_plan(tmp_path / "template", analysed=True)
    found = fuzzing.plans(template, tmp_path / "work", 12, seed=13)
    assert not found.failures


# --- workbooks and documents --------------------------------------------------------------------------


BOMBS: dict[str, tuple[str, dict[str, str]]] = {
    "merged over a whole sheet": (
        f"<worksheet {_NS}><sheetData>{_HEADS}</sheetData>"
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
        {},
    ),
    "merged again and again": (
        f"<worksheet {_NS}><sheetData>{_HEADS}</sheetData><mergeCells>"
        + '<mergeCell ref="A1:B20000"/>' * 5_000
        + "</mergeCells></worksheet>",
        {},
    ),
    "a size that is stated only": (
        f'<worksheet {_NS}><dimension ref="A1:XFD1048576"/><sheetData>{_HEADS}'
        + "".join(f'<row r="{line}"><c r="A{line}"><v>1</v></c></row>' for line in range(2, 3_000))
        + "</sheetData></worksheet>",
        {},
    ),
    "the last cell there is": (
        f"<worksheet {_NS}><sheetData>{_HEADS}"
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
        {},
    ),
    "cells": (
        f"<worksheet {_NS}><sheetData><row>" + "<c><v>1</v></c>" * 1_100_000 + "</row></sheetData></worksheet>",
        {},
    ),
    "text": (f"<worksheet {_NS}><sheetData>{_HEADS}</sheetData><a>" + "a" * (65 << 20) + "</a></worksheet>", {}),
    "formats": (
        f"<worksheet {_NS}><sheetData>{_HEADS}</sheetData></worksheet>",
        {"styles": f"<styleSheet {_NS}><cellXfs>" + "<xf/>" * 500_000 + "</cellXfs></styleSheet>"},
    ),
    "entities": (
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        f"<worksheet {_NS}><sheetData>"
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>',
        {},
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_workbooks_that_are_bombs(tmp_path: Path, bomb: str) -> None:
    sheet, parts = BOMBS[bomb]
    path = book(tmp_path / "物资.xlsx", sheet, **parts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    for reader in (read_sheets, read_plain_table, _open):
        try:
            reader(path)
        except (UnusableTable, UnreadableSource) as error:
            assert "{" not in str(error)
    assert time.process_time() - began < 10
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10 < 500
    assert list(tmp_path.iterdir()) == [path]


def test_a_sheet_by_another_name_is_counted_too(tmp_path: Path) -> None:
    path = tmp_path / "物资.xlsx"
    cells = f"<worksheet {_NS}><sheetData><row>{'<c/>' * 1_100_000}</row></sheetData></worksheet>"
    with zipfile.ZipFile(io.BytesIO(seeds.workbook([["物资名称"]]))) as archive, zipfile.ZipFile(path, "w") as out:
        for name in archive.namelist():
            raw = archive.read(name).replace(b"worksheets/sheet1.xml", b"media/image1.png")
            out.writestr(name.replace("worksheets/sheet1.xml", "media/image1.png"), cells if "sheet1" in name else raw)
    with pytest.raises(UnusableTable, match="image1"):
        read_sheets(path)


def test_a_large_honest_workbook_is_read(tmp_path: Path) -> None:
    """Every text in its cell, as some programs write them: six tags a cell."""
    cell = '<c t="inlineStr"><is><t>文</t></is></c>'
    rows = "".join(f"<row>{cell * 20}</row>" for _ in range(4_000))
    path = book(tmp_path / "物资.xlsx", f"<worksheet {_NS}><sheetData>{rows}</sheetData></worksheet>")
    ((_, read_rows),) = read_sheets(path)
    assert (len(read_rows), read_rows[-1]) == (4_000, (4_000, ["文"] * 20))


def test_a_merged_cell_says_the_same_for_all_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "物资.xlsx"
    path.write_bytes(seeds.workbook([["单位", "物资"], ["甲站", "锹"], ["甲站", "镐"], ["乙站", "锹"], [None, "镐"]]))
    assert read_sheets(path) == [
        (
            "Sheet1",
            [(1, ["单位", "物资"]), (2, ["甲站", "锹"]), (3, ["甲站", "镐"]), (4, ["乙站", "锹"]), (5, ["乙站", "镐"])],
        )
    ]


def test_a_document_that_is_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "协议.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>" * (20 << 20))
    with pytest.raises(UnreadableSource, match="not a DOCX"):
        codes_of(path)


@pytest.mark.parametrize(
    "raw",
    [
        b"# \xe6\x9d\xa5\xe6\xba\x90\xef\xbc\x9ax\n"
        + b"source,receptor,value\n"
        + b"".join(b"a%d,b%d,1\n" % (i, i) for i in range(19_000))
    ],
)
def test_a_matrix_that_does_not_fit(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "源.csv"
    path.write_bytes(raw)
    with pytest.raises(UnusableTable, match=f"{MOST_COUNTIES:,}"):
        read_receptors(path, {})


def test_a_table_with_more_columns_than_a_plan_keeps(tmp_path: Path) -> None:
    """It took the reader a minute to be given up."""
    path = tmp_path / "宽.csv"
    path.write_text(",".join(f"c{number}" for number in range(300_000)) + "\n1\n")
    began = time.process_time()
    with pytest.raises(NoGeometry) as caught:
        read(path)
    assert caught.value.facts["reason_code"] == "too_wide"
    assert time.process_time() - began < 10


def test_a_gpx_of_very_many_tracks() -> None:
    """Times were looked for track by track, each time among all points."""
    count = 60_000
    times = np.datetime64("2024-05-06T01:00:00", "ms") + np.arange(2 * count).astype("timedelta64[s]")
    began = time.process_time()
    found = times_of({"track_fid": np.repeat(np.arange(count), 2), "time": times}, count)
    assert time.process_time() - began < 10
    assert found["time_begin"][:2] == ["2024-05-06T01:00:00Z", "2024-05-06T01:00:02Z"]
    assert found["time_end"][:2] == ["2024-05-06T01:00:01Z", "2024-05-06T01:00:03Z"]


def test_numbers_that_are_none() -> None:
    assert [figure(text) for text in ("inf", "nan", "1e999", "12 %")] == [None, None, None, 12.0]
    heads = protective_actions.packaged_text().split("un,", 1)[1].splitlines()[0]
    for row in ("1,a,b,inf,1,1,1,1,1,x", f'1,"{"a" * 200_000}'):
        with pytest.raises(ValueError, match="Line"):
            protective_actions.parse(f"un,{heads}\n{row}")


def test_small_files_that_were_changed() -> None:
    slow = {"rows", "plan", "verify", "salvage", "packages", "tiles", "templates", "maps", "areas", "previews"}
    found = readers.files(200, seed=7, names=set(targets.targets()) - slow)
    assert not found.failures and found.cases == 200


# --- what leaves the program --------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1+1", "\t=1", "＝1+1", "＠a"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    assert not_a_formula(text) == f"'{text}"
    assert pasted(f"名\n{text.strip()}\t-3.5") == f"名\n'{text.strip()}\t-3.5"
    write_book(tmp_path / "表.xlsx", [Sheet("表", [text], [10], [[text]], 1)])
    cells = [cell for row in load_workbook(tmp_path / "表.xlsx").active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells] == ["s", "s"]


def test_figures_and_dashes_are_pasted_as_they_are() -> None:
    text = "-3.5\t+2 %\t-\t－\t—\t1e-5\t-1,234.5"
    assert pasted(text) == text


def in_a_small_stack(work: Callable[[], None]) -> None:
    """Run in a thread with a stack as small as Windows gives one."""
    threading.stack_size(1 << 20)
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(0)


def test_the_deepest_shape_that_is_read_fits_a_small_stack() -> None:
    found: list[object] = []
    in_a_small_stack(lambda: found.append(shape_of(nested(MOST_LEVELS - 2)).geom_type))
    assert found == ["GeometryCollection"]
    assert issubclass(PlanDamaged, LianfangError)
