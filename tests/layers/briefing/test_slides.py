"""Slides, read back as another program would."""

from __future__ import annotations

import io
import itertools
import zipfile
from datetime import date

import pytest

pptx = pytest.importorskip("pptx")

from app.sheets.words import load_words  # noqa: E402
from layers.briefing import SLIDE, compose, lay_out  # noqa: E402
from layers.briefing.slides import write_slides  # noqa: E402
from layers.briefing.wording import footer  # noqa: E402
from layers.progress import Cancelled  # noqa: E402

#: One white dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)


def slides_of(briefing, pictures=None, **more):
    words = load_words("zh_CN")
    sheets = compose(briefing, words)
    pages = lay_out(sheets, SLIDE, footer(briefing, words), words["briefing.page"], words["briefing.continued"])
    keys = {one.key: PNG for one in briefing.items} if pictures is None else pictures
    return write_slides(pages, keys, title="测试 会商材料", language="zh_CN", on=date(2026, 5, 1), **more)


@pytest.fixture(scope="module")
def content(by_zone):
    return slides_of(by_zone)


def test_a_slide_has_a_title_a_picture_and_native_tables(by_zone, content):
    deck = pptx.Presentation(io.BytesIO(content))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=1e-3)
    cover, _table, page = deck.slides
    assert cover.shapes.title.text_frame.text == "测试规划"
    assert page.shapes.title.text_frame.text.startswith("怀柔–丰宁 01 火可越界")
    pictures = [shape for shape in page.shapes if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE]
    assert len(pictures) == 1 and pictures[0]._element.xpath(".//p:cNvPr")[0].get("descr") == "怀柔–丰宁 01的位置图"
    tables = [shape.table for shape in page.shapes if shape.has_table]
    first = [[cell.text for cell in row.cells] for row in tables[0].rows]
    at = first[0].index("面积 亩")
    numbers = [float(row[at].replace("\u00a0", "")) for row in first[1:]]
    assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=1e-9)
    [zone] = by_zone.zones
    assert numbers[-1] == pytest.approx(zone.area_ha * 15, abs=0.31)


def test_no_shape_leaves_the_slide_and_none_lies_on_another(content):
    deck = pptx.Presentation(io.BytesIO(content))
    for slide in deck.slides:
        solid = [shape for shape in slide.shapes if shape.height > 0 and shape.width > 0]
        for one in solid:
            assert one.left >= 0 and one.top >= 0
            assert one.left + one.width <= deck.slide_width and one.top + one.height <= deck.slide_height
        for one, other in itertools.combinations(solid, 2):
            across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
            down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
            assert across <= 12700 or down <= 12700, (one.name, other.name)  # a point of rounding


def test_fonts_and_colours_are_the_themes_and_sizes_can_be_read(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode("utf-8")
        slide = archive.read("ppt/slides/slide3.xml").decode("utf-8")
        assert not any("thumbnail" in name for name in archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 5, 1, 0, 0, 0)}
    assert 'typeface="Microsoft YaHei"' in theme and "微软雅黑" in theme and "005F56" in theme
    assert "<a:latin" not in slide and "srgbClr" not in slide
    deck = pptx.Presentation(io.BytesIO(content))
    sizes = [
        run.font.size.pt
        for shape in deck.slides[2].shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert min(sizes) >= 7.5


def test_notes_have_reasons_parameters_and_sources(content, by_zone):
    deck = pptx.Presentation(io.BytesIO(content))
    notes = deck.slides[2].notes_slide.notes_text_frame.text
    assert by_zone.content_hash in notes and "判定理由" in notes and "数据来源" in notes and "森林" in notes


def test_the_same_briefing_gives_the_same_bytes_and_a_missing_picture_leaves_a_frame(by_zone, content):
    assert slides_of(by_zone) == content
    assert len(pptx.Presentation(io.BytesIO(slides_of(by_zone, {}))).slides) == 3


def test_cancelling_stops_between_slides(by_zone):
    def progress(fraction: float, step: str) -> None:
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        slides_of(by_zone, progress=progress)
