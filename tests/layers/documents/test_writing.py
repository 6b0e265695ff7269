"""One file from several, the way back into blocks, and what is written where."""

from __future__ import annotations

import copy
import io
import struct
import time
import zipfile
import zlib

import docx
import numpy as np
import pytest
import shapely
from docx.oxml import OxmlElement

from layers.documents.kinds import ANNEXES, Annex, Choices, DocumentKind
from layers.documents.library import Library
from layers.documents.reading import constructs, read
from layers.documents.writing import make, write
from layers.errors import ExportError, TemplateConstruct
from layers.export.coordinates import parse_table
from layers.export.document import Heading, Picture, Table
from tests.layers.documents.conftest import ON, make_sources
from tests.layers.export.conftest import make_job, make_report


def png(width: int = 277, height: int = 164) -> bytes:
    """A white picture."""
    rows = (b"\x00" + b"\xff" * width) * height

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def many_corners(count: int = 400) -> shapely.Polygon:
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return shapely.Polygon([(116.7 + 0.05 * np.cos(a), 40.75 + 0.03 * np.sin(a)) for a in angles])


@pytest.fixture(scope="module")
def paper():
    sources = make_sources(plates={"p1": png()})
    uid = sources.jobs[0].report.uid
    return make(Choices(DocumentKind.FOREST), make_sources(plates={uid: png()}), Library("zh_CN"))


def test_the_whole_holds_the_agreement_and_nine_annexes_in_order(paper) -> None:
    whole = docx.Document(io.BytesIO(paper.parts[paper.title]))
    headings = [one.text for one in whole.paragraphs if one.style.name == "Heading 1"]
    assert [one.split("　")[0] for one in headings] == [f"附件{sign}" for sign in "一二三四五六七八九"]
    assert len(paper.parts) == 10 and len(whole.sections) == 10
    assert whole.sections[1].page_width > whole.sections[1].page_height  # the map
    assert len(whole.inline_shapes) == 1


def test_the_whole_is_a_sound_package(paper) -> None:
    with zipfile.ZipFile(io.BytesIO(paper.parts[paper.title])) as archive:
        assert archive.testzip() is None
        members = archive.namelist()
    assert len(members) == len(set(members))


def test_read_back_it_says_the_same(paper) -> None:
    found = read(paper.parts[paper.title], ON, language="zh_CN")
    blocks = found.document.blocks
    headings = [one.text for one in blocks if isinstance(one, Heading)]
    assert headings[0] == "第一条　目的与原则" and headings[-1] == "四、成果来历"
    assert "{page}" in found.document.page_text and "{pages}" in found.document.page_text
    assert found.document.footer and found.document.header
    pictures = [one for one in blocks if isinstance(one, Picture)]
    assert len(pictures) == 1 and pictures[0].landscape and len(found.pictures) == 1
    tables = [one for one in blocks if isinstance(one, Table)]
    assert sum(len(table.rows) for table in tables) > 30


def test_no_row_of_four_hundred_is_lost_and_they_read_back_within_a_centimetre() -> None:
    area = many_corners()
    sources = make_sources(jobs=(make_job(area=area, report=make_report(area)),))
    begun = time.process_time()
    paper = make(Choices(DocumentKind.FOREST, annexes=(Annex.COORDINATES,)), sources, Library("zh_CN"))
    assert time.process_time() - begun < 5.0
    found = read(paper.parts[paper.title], ON, language="zh_CN")
    table = next(one for one in found.document.blocks if isinstance(one, Table) and len(one.rows) > 300)
    assert len(table.rows) == 401 and table.rows[0][0] == "J1" == table.rows[-1][0]
    back = parse_table(list(table.rows))
    assert shapely.hausdorff_distance(back, area) * 111_000 < 0.01


def test_each_annex_stands_alone(paper, tmp_path) -> None:
    paths = write(paper, tmp_path, ("docx",))
    assert len(paths) == 10 and paths[0].parent == tmp_path
    assert [path.name[:5] for path in paths[1:]] == [f"0{k}_附件" for k in range(1, 10)]
    assert "界址点坐标表" in docx.Document(str(paths[2])).paragraphs[0].text
    assert len(write(paper, tmp_path / "w", ("docx",), alone=False)) == 1


def test_a_document_without_map_says_so(sources) -> None:
    paper = make(Choices(DocumentKind.FOREST, annexes=(Annex.MAP,)), sources, Library("zh_CN"))
    assert "图件未附" in "\n".join(
        one.text for one in docx.Document(io.BytesIO(list(paper.parts.values())[1])).paragraphs
    )
    assert ("map", {}) in paper.filled.missing


def test_a_village_covenant_has_no_annexes(sources) -> None:
    paper = make(Choices(DocumentKind.VILLAGE, annexes=()), sources, Library("zh_CN"))
    assert len(paper.parts) == 1


def test_lists_of_a_template_keep_their_numbers() -> None:
    document = docx.Document()
    for style in ("List Number", "List Number", "List Bullet"):
        document.add_paragraph("条目", style=style)
    for one in document.paragraphs:  # the default template numbers by style; an office's list is on the paragraph
        properties = one.style.element.pPr.numPr
        one._p.get_or_add_pPr().append(copy.deepcopy(properties))
    buffer = io.BytesIO()
    document.save(buffer)
    texts = [one.text for one in read(buffer.getvalue(), ON, language="zh_CN").document.blocks]
    assert texts == ["1. 条目", "2. 条目", "• 条目"]


@pytest.mark.parametrize(
    ("tag", "code"),
    [("w:pict", "text_box"), ("w:footnoteReference", "note"), ("w:ins", "change"), ("w:object", "object"),
     ("w:sdt", "content_control")],
)  # fmt: skip
def test_what_a_pdf_cannot_show_is_named(tag: str, code: str) -> None:
    document = docx.Document()
    document.add_paragraph("一")._p.append(OxmlElement(tag))
    buffer = io.BytesIO()
    document.save(buffer)
    assert constructs(buffer.getvalue()) == (code,)
    with pytest.raises(TemplateConstruct) as caught:
        read(buffer.getvalue(), ON, language="zh_CN", name="ours.docx")
    assert caught.value.facts["codes"] == (code,) and "ours.docx" in str(caught.value)


def test_merged_cells_and_nested_tables_are_named() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).add_table(1, 1)
    buffer = io.BytesIO()
    document.save(buffer)
    assert constructs(buffer.getvalue()) == ("merged_cells", "nested_table")


def test_a_folder_that_cannot_be_written_is_said(paper, tmp_path) -> None:
    (tmp_path / "x").write_text("in the way")
    with pytest.raises((ExportError, OSError)):
        write(paper, tmp_path / "x", ("docx",))


def test_annexes_follow_their_numbers_whatever_is_left_out(sources) -> None:
    kept = (Annex.SOURCES, Annex.DUTIES)
    paper = make(Choices(DocumentKind.FOREST, annexes=kept), sources, Library("zh_CN"))
    assert list(paper.parts)[1:] == ["03_附件三_责任清单", "09_附件九_数据来源与精度说明"]
    assert len(ANNEXES) == 9
