"""The PDF says every word of the annex, loses no row, and reads back."""

import re
import shutil
import subprocess
import time

import pytest
import shapely

from app.fonts import packaged_family
from app.sheets.paging import FOOT_MM, HEAD_MM, Box, Line, paged
from app.sheets.pdf import pdf
from layers.export.annex import compose
from layers.export.coordinates import parse_table
from layers.export.document import AnnexDocument, Column, Heading, PageBreak, Paragraph, Picture, Table
from tests.layers.export.test_docx import ring

from .conftest import AREA, make_job

needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def text_of(content, tmp_path, *options):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True).stdout.decode()


def squeezed(text):
    return re.sub(r"\s+", "", text)


def lines_of(pages):
    return [item for page in pages for item in page.items if isinstance(item, Line)]


def simple(*blocks):
    from datetime import date

    return AnnexDocument("题", "", "页眉", "页脚", "第 {page} 页 共 {pages} 页", "", "zh_CN", date(2026, 3, 1), blocks)


@needs_pdftotext
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_text_of_the_annex_can_be_copied_out(qapp, tmp_path, language):
    annex = compose(make_job(language))
    pages = text_of(pdf(annex), tmp_path, "-raw").split("\f")
    # Header and footer, drawn last, may stand between the lines of one paragraph.
    ends = [
        annex.header + annex.footer + annex.page_text.format(page=i, pages=len(pages) - 1) for i in range(1, len(pages))
    ]
    found = "".join(squeezed(page).removesuffix(squeezed(end)) for page, end in zip(pages, ends, strict=False))
    missing = [text for text in annex.texts() if squeezed(text) not in found]
    assert missing == [annex.blocks[[isinstance(b, Picture) for b in annex.blocks].index(True)].caption]
    for digit in "0123456789":
        assert digit in found
    for phrase in ("喇叭沟门", "亩", "国务院令第822号", "116°46′48.00″E", "hm²"):
        assert phrase in found


@needs_pdftotext
def test_printed_coordinates_read_back(qapp, tmp_path):
    text = text_of(pdf(compose(make_job())), tmp_path, "-layout")
    rows = [re.split(r"\s{2,}", line.strip()) for line in text.splitlines() if re.match(r"\s*J\d+\s", line)]
    again = parse_table(rows)
    assert 111_000 * shapely.hausdorff_distance(again, AREA) < 0.01


@needs_pdftotext
def test_four_hundred_points_lose_no_row(qapp, tmp_path):
    annex = compose(make_job(area=ring(400)))
    start = time.process_time()
    content = pdf(annex)
    assert time.process_time() - start < 10.0
    text = text_of(content, tmp_path, "-layout")
    found = re.findall(r"^\s*(J\d+)\s", text, flags=re.MULTILINE)
    assert found == [*(f"J{i}" for i in range(1, 401)), "J1"]
    pages = [page for page in text.split("\f") if re.search(r"^\s*J\d+\s", page, flags=re.MULTILINE)]
    assert len(pages) >= 5
    assert all("方位角" in page for page in pages)


@needs_pdftotext
def test_header_footer_and_page_numbers(qapp, tmp_path):
    pages = text_of(pdf(compose(make_job())), tmp_path, "-layout").split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        words = squeezed(page)
        assert f"第{number}页共{len(pages)}页" in words
        assert "本图联防区域不作为行政区域界线依据" in words
        assert "喇叭沟门联防区附件" in words


class TestPaging:
    """Without any PDF reader: where the lines are."""

    def test_every_row_is_there_once_in_order_with_headings_on_each_page(self, qapp):
        rows = tuple((f"J{i}", f"值{i}") for i in range(300))
        pages = paged(simple(Table((Column("点"), Column("数")), rows)), packaged_family(), frozenset())
        texts = [line.text for line in lines_of(pages)]
        assert [text for text in texts if text.startswith("J")] == [row[0] for row in rows]
        assert len(pages) > 4
        for page in pages:
            words = [item.text for item in page.items if isinstance(item, Line)]
            assert words[:2] == ["点", "数"]

    def test_nothing_runs_into_header_footer_or_margin(self, qapp):
        annex = compose(make_job(area=ring(120)))
        pages = paged(annex, packaged_family(), frozenset())
        for page in pages:
            for item in page.items:
                if isinstance(item, Box):
                    assert item.y >= HEAD_MM - 1e-6
                    assert item.y + item.height <= page.height - FOOT_MM + 1e-6
                    assert item.x + item.width <= page.width - 20 + 1e-6
                elif isinstance(item, Line):
                    assert HEAD_MM < item.y < page.height - FOOT_MM

    def test_texts_stay_in_their_cells(self, qapp):
        from app.sheets.paging import width_of

        pages = paged(compose(make_job("en")), packaged_family(), frozenset())
        for page in pages:
            boxes = [item for item in page.items if isinstance(item, Box)]
            for line in (item for item in page.items if isinstance(item, Line)):
                around = [b for b in boxes if b.y <= line.y <= b.y + b.height and b.x <= line.x <= b.x + b.width]
                for box in around:
                    assert line.x + width_of(line.text, line.type, packaged_family()) <= box.x + box.width + 0.1, (
                        line.text
                    )

    def test_latin_words_and_figures_are_not_broken(self, qapp):
        pages = paged(compose(make_job("en")), packaged_family(), frozenset())
        texts = {line.text for line in lines_of(pages)}
        assert {"Monitoring", "Prevention", "Warning"} <= texts

    def test_a_row_higher_than_a_page_is_cut_between_lines(self, qapp):
        long = "很长的理由。" * 900
        pages = paged(simple(Table((Column("一"), Column("理由")), (("甲", long),))), packaged_family(), frozenset())
        assert len(pages) >= 2
        assert (
            "".join(line.text for line in lines_of(pages) if "理由。" in line.text or "很长" in line.text).count("很长")
            == 900
        )

    def test_a_heading_stays_with_its_table(self, qapp):
        filler = [Paragraph("字")] * 60
        for count in range(30, 60):
            table = Table((Column("点"),), (("J1",),))
            pages = paged(simple(*filler[:count], Heading("标题"), table), packaged_family(), frozenset())
            for page in pages:
                words = [item.text for item in page.items if isinstance(item, Line)]
                if "标题" in words:
                    assert "J1" in words

    def test_breaks_and_empty_pages(self, qapp):
        pages = paged(simple(PageBreak(), Paragraph("甲"), PageBreak(), PageBreak(), Paragraph("乙"), PageBreak()),
                      packaged_family(), frozenset())  # fmt: skip
        assert [[line.text.strip() for line in lines_of([page])] for page in pages] == [["甲"], ["乙"]]

    def test_a_picture_has_a_landscape_page_with_its_heading(self, qapp):
        pages = paged(compose(make_job()), packaged_family(), frozenset({"plate"}))
        turned = [page for page in pages if page.is_landscape]
        assert len(turned) == 1
        assert [line.text for line in lines_of(turned)] == ["三、联防区域图"]
        large = paged(compose(make_job()), packaged_family(), frozenset({"plate"}), "A3")
        assert [(page.width, page.height) for page in large if page.is_landscape] == [(420.0, 297.0)]

    def test_without_the_picture_the_document_says_so(self, qapp):
        pages = paged(compose(make_job()), packaged_family(), frozenset())
        assert not any(page.is_landscape for page in pages)
        assert any("未绘制联防区域图" in line.text for line in lines_of(pages))


def test_bytes_repeat_whatever_the_clock_says(qapp):
    annex = compose(make_job())
    first = pdf(annex)
    time.sleep(1.1)
    assert pdf(annex) == first
    assert b"(D:20260301000000" in first


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="pdfinfo is not installed")
def test_other_readers_open_it(qapp, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(compose(make_job()), {"plate": lambda painter, rectangle: painter.drawRect(rectangle)}))
    told = subprocess.run(["pdfinfo", "-f", "1", "-l", "99", str(path)], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    assert "喇叭沟门联防区附件" in told.stdout
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told.stdout)
    assert sum(float(width) > float(height) for width, height in sizes) == 1


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="pdffonts is not installed")
def test_the_font_is_the_packaged_one_and_inside(qapp, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(compose(make_job())))
    rows = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert rows
    assert all("WenQuanYi" in row and "yes" in row for row in rows)


def test_a_drawing_that_fails_leaves_qt_in_order(qapp):
    def fail(painter, rectangle):
        painter.save()
        raise RuntimeError("no map")

    for _ in range(5):
        with pytest.raises(RuntimeError, match="no map"):
            pdf(compose(make_job()), {"plate": fail})
    assert pdf(compose(make_job())).startswith(b"%PDF")
