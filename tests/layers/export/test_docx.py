import io
import time
import zipfile
from datetime import datetime

import docx as python_docx
import numpy as np
import pytest
import shapely
from docx.oxml.ns import qn

from layers.export import docx
from layers.export.annex import compose
from layers.export.coordinates import parse_table

from .conftest import AREA, make_job


def png(width=60, height=42):
    """A PNG without a drawing library: one grey rectangle."""
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def opened(annex, pictures=None):
    return python_docx.Document(io.BytesIO(docx.write(annex, pictures)))


def table_of(document, heading):
    return next(table for table in document.tables if table.rows[0].cells[0].text == heading)


def ring(corners):
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radius = 0.05 + 0.01 * np.cos(7 * angles)
    return shapely.Polygon(np.column_stack([116.7 + radius * np.cos(angles), 40.75 + 0.8 * radius * np.sin(angles)]))


def test_coordinate_table_reads_back_from_the_file():
    document = opened(compose(make_job()))
    rows = [[cell.text for cell in row.cells] for row in table_of(document, "点号").rows]
    assert 111_000 * shapely.hausdorff_distance(parse_table(rows), AREA) < 0.01


def test_every_text_of_the_annex_is_in_the_file():
    annex = compose(make_job())
    document = opened(annex, {"plate": png()})
    found = {paragraph.text for paragraph in document.paragraphs}
    for table in document.tables:
        found |= {cell.text for row in table.rows for cell in row.cells}
    missing = [text for text in annex.texts() if text not in found and text != "喇叭沟门联防区域图"]
    assert missing == []


def test_heading_rows_repeat_and_rows_stay_whole():
    document = opened(compose(make_job()))
    table = table_of(document, "点号")
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_page_is_a4_and_the_plate_has_a_landscape_page():
    document = opened(compose(make_job()), {"plate": png()})
    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    shape = document.inline_shapes[0]
    assert shape.width / shape.height == pytest.approx(60 / 42, rel=0.01)
    assert shape.height.mm <= 165


def test_without_a_plate_the_file_says_so():
    document = opened(compose(make_job()))
    assert len(document.inline_shapes) == 0
    assert any("未绘制联防区域图" in paragraph.text for paragraph in document.paragraphs)
    assert len(document.sections) == 1


def test_header_and_footer_are_on_every_section():
    document = opened(compose(make_job()), {"plate": png()})
    for section in document.sections:
        assert "喇叭沟门联防区附件" in section.header.paragraphs[0].text
        assert "本图联防区域不作为行政区域界线依据" in section.footer.paragraphs[0].text
        fields = section.footer._element.findall(f".//{qn('w:fldSimple')}")
        assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


def test_chinese_has_a_chinese_font():
    document = opened(compose(make_job()))
    for name in ("Normal", "Heading 1", "Annex Title"):
        faces = document.styles[name].element.rPr.rFonts
        assert faces.get(qn("w:eastAsia")) in ("宋体", "黑体")
        assert faces.get(qn("w:eastAsiaTheme")) is None


def test_bytes_repeat_and_dates_are_the_reference_date():
    first = docx.write(compose(make_job()), {"plate": png()})
    assert docx.write(compose(make_job()), {"plate": png()}) == first
    properties = python_docx.Document(io.BytesIO(first)).core_properties
    assert properties.created.replace(tzinfo=None) == datetime(2026, 3, 1)
    assert "python-docx" not in (properties.author, properties.comments)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {(2026, 3, 1)}


def test_a_long_table_is_whole_and_quick():
    annex = compose(make_job(area=ring(540)))
    start = time.process_time()
    document = opened(annex)
    assert time.process_time() - start < 5.0
    rows = table_of(document, "点号").rows
    assert [row.cells[0].text for row in rows[1:-1]] == [f"J{i}" for i in range(1, 541)]


def test_hostile_text_stays_text():
    job = make_job(plan_title="<w:p>&\x07\x00 ]]>")
    assert any("<w:p>&" in paragraph.text for paragraph in opened(compose(job)).paragraphs)


def test_english_opens():
    assert any("Responsibility list" in p.text for p in opened(compose(make_job("en"))).paragraphs)


#: Children of these elements in the order of ECMA-376; Word refuses others as damaged.
ORDER = {
    "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"],
    "tcPr": ["tcW", "shd", "vAlign"],
    "trPr": ["cantSplit", "tblHeader"],
    "rPr": ["rFonts", "b", "bCs", "i", "color", "sz", "szCs", "lang"],
    "pPr": ["pStyle", "keepNext", "keepLines", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"],
}


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_elements_stand_in_the_order_of_the_schema(part):
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(docx.write(compose(make_job()), {"plate": png()}))) as archive:
        root = etree.fromstring(archive.read(part))
    for name, order in ORDER.items():
        for element in root.iter(qn(f"w:{name}")):
            found = [etree.QName(child).localname for child in element]
            known = [order.index(tag) for tag in found if tag in order]
            assert known == sorted(known), (name, found)
