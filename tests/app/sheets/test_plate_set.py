"""Plates and series on real paper: exact scale, text, code, legend, index, printer; PDFs are read back."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pypdfium2
import pytest
import shapely
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from app.sheets.plate_set import PlateSet, page_layout
from app.sheets.printing import fit_on, print_plates, set_paper
from app.sheets.qr import QUIET, modules
from app.sheets.words import LANGUAGES, load_words
from layers import workflow
from layers.errors import PlateError
from layers.kinds import Role, Shape
from layers.plan.content_hash import content_hash
from layers.plan.store import PlanStore
from layers.plates import PAPERS_MM, Paper, PlateCode, PlateSpec, Series, Subject, SubjectKind
from layers.progress import Cancelled
from tests.app.conftest import EAST, WEST, fill

PAIR = "|".join(sorted((WEST, EAST)))
POINT_MM = 25.4 / 72


@pytest.fixture(scope="module")
def store(tmp_path_factory, qapp):
    path = tmp_path_factory.mktemp("plates") / "plan.lianfang.gpkg"
    with PlanStore.create(path, title="测试规划", reference_date=date(2026, 5, 1)) as made:
        fill(made)
        with made.change("patrol_area_added"):
            made.add_patrol_area("两县林区", shapely.box(116.48, 40.62, 116.53, 40.68))
        workflow.save_analysis(made, workflow.analyse(made))
        yield made


@pytest.fixture(scope="module")
def area(store):
    return Subject(SubjectKind.AREA, str(store.patrol_areas()["uid"].iloc[0]))


def plates(store, language="zh_CN", **choices):
    spec = PlateSpec(language=language, **choices)
    return PlateSet.of(store, spec, load_words(language))


def opened(content):
    return pypdfium2.PdfDocument(content)


def text_of(page):
    return re.sub(r"\s+", "", page.get_textpage().get_text_bounded())


def grey(page, dpi=200):
    return page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze()


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("portrait", [False, True])
def test_the_bar_on_paper_is_as_long_as_the_scale_says(store, area, paper, portrait):
    made = plates(store, subject=area, paper=paper, portrait=portrait, scale=40_000)
    (page,) = opened(made.pdf())
    short, long = PAPERS_MM[paper]
    size = tuple(side * POINT_MM for side in page.get_size())
    assert size == pytest.approx((short, long) if portrait else (long, short), abs=0.3)
    # The bar's upper edge is a line in ink: the longest run of dark pixels below the figures of the scale.
    dark = grey(page, 254) < 150  # ten pixels to the millimetre
    text = page.get_textpage()
    left, bottom, _, _ = text.get_charbox(text.search("1:40 000").get_next()[0], loose=False)
    x, y = round(left * POINT_MM * 10), round((page.get_height() - bottom) * POINT_MM * 10)
    length_px = max(run(dark[row], start) for row in range(y, y + 50) for start in range(x - 12, x + 12))
    (half, whole), *_ = re.findall(r"0\s+([\d.]+)\s+([\d.]+) km", text.get_text_bounded())
    length_km = float(whole)
    assert float(half) == length_km / 2
    assert length_px / 10 == pytest.approx(length_km * 1e6 / 40_000, abs=0.35)
    # So does the kilometre grid in the margin: from figure to figure.
    at = {km: middle(text, f"Y {km} km") for km in range(39_440, 39_480) if text.search(f"Y {km} km").get_next()}
    first, last = min(at), max(at)
    assert last > first
    assert (at[last] - at[first]) * POINT_MM == pytest.approx((last - first) * 1e6 / 40_000, abs=0.15)


def run(row, start):
    """How many dark pixels there are from a place on."""
    off = np.flatnonzero(~row[start:])
    return int(off[0]) if len(off) else len(row) - start


def middle(text, said):
    """Where the middle of a text lies across the page, in points."""
    first, count = text.search(said).get_next()
    return (text.get_charbox(first, loose=True)[0] + text.get_charbox(first + count - 1, loose=True)[2]) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_plate_must_say_can_be_read(store, area, language):
    words = load_words(language)
    made = plates(store, language, subject=area)
    (page,) = opened(made.pdf())
    text = text_of(page)
    code = made.plate().facts.code
    for said in (
        "两县林区", "测试规划", "本图联防区域不作为行政区域界线依据", "界线示意，不作划界依据", "未经审核不得公开",
        words["stamp.default_classification"], words["plate.locator"], words["web.legend"], words["legend.patrol"],
        words["legend.graticule"], words["legend.gk_grid"], words["legend.forest"], "117°E", "N",
        "怀柔", "丰宁", "1:60000", "J1", "116°30′E", "Y3945",
        code.content_hash[:16], code.content_hash[48:], code.plate,
    ):  # fmt: skip
        assert re.sub(r"\s+", "", said) in text, said
    assert words["legend.lake"].replace(" ", "") not in text, "nothing is in the legend that is not on the map"


def test_a_review_number_takes_the_place_of_the_warning(store, area):
    (page,) = opened(plates(store, subject=area, review_number="京S(2026)001号", maker="联防办").pdf())
    text = text_of(page)
    assert "审图号：京S(2026)001号" in text and "未经审核" not in text and "联防办" in text


def test_the_code_on_the_sheet_is_the_code_of_plan_and_plate(store, area):
    made = plates(store, subject=area)
    code = made.plate().facts.code
    assert code.content_hash == content_hash(store)
    rows = np.array([list(row) for row in modules(code.text)], dtype=bool)
    (page,) = opened(made.pdf())
    dpi = 508  # twenty pixels to the millimetre
    picture = grey(page, dpi)
    # The first finder pattern: the code is 21 mm with its border, in the lower left of the column on the right.
    side_px = 21.0 * 20
    module = side_px / (len(rows) + 2 * QUIET)
    text = page.get_textpage()
    left, _, _, top = text.get_charbox(text.search(code.content_hash[:16]).get_next()[0])
    near_x, near_y = left * POINT_MM * 20 - 0.8 * 20 - side_px, (page.get_height() - top) * POINT_MM * 20
    best = None
    for dy in range(-160, 60, 4):
        for dx in range(-8, 9, 4):
            middles = (np.arange(len(rows)) + QUIET + 0.5) * module
            ys = (near_y + dy + middles).astype(int)
            xs = (near_x + dx + middles).astype(int)
            if xs.min() < 0 or ys.min() < 0 or ys.max() >= picture.shape[0]:
                continue
            same = ((picture[np.ix_(ys, xs)] < 128) == rows).mean()
            best = max(best or 0.0, same)
    assert best == 1.0
    assert PlateCode.parse(code.text) == code


def test_the_same_plan_gives_the_same_bytes_and_another_title_another_code_never(store, area):
    one, other = plates(store, subject=area), plates(store, subject=area)
    assert one.pdf() == other.pdf()
    assert one.plate().facts.code == plates(store, subject=area, title="另一题").plate().facts.code
    assert one.plate().facts.code.plate != plates(store, subject=area, paper=Paper.A3).plate().facts.code.plate


def test_a_plate_kept_in_the_plan_leaves_its_hash_alone(store, area):
    from layers.plan.plates import StoredPlate

    before = plates(store, subject=area).plate().facts.code
    with store.change("plate_kept"):
        store.put_plate(StoredPlate("p1", "图一", 0, PlateSpec(subject=area).as_dict()))
    assert plates(store, subject=area).plate().facts.code == before
    assert [(one.name, PlateSpec.of(one.state).subject) for one in store.plates()] == [("图一", area)]
    store.undo()
    assert store.plates() == []


def test_layers_that_are_switched_off_leave_map_and_legend(store, area):
    forest = next(record for record in store.layers() if record.title == "森林")
    with_forest, without = (
        text_of(opened(plates(store, subject=area, layers=layers).pdf())[0]) for layers in ({}, {forest.uid: False})
    )
    legend = load_words("zh_CN")["legend.forest"]
    assert legend in with_forest.split("图例")[1] and legend not in without.split("图例")[1].split("位置示意")[0]


def test_the_gap_map_comes_with_its_legend_and_its_kilometres(store):
    made = plates(store, gaps="forest")
    report = made.material.gaps["forest"]
    none = next(one for one in report.classes if one.code == "none")
    text = text_of(opened(made.pdf())[0])
    assert "协议覆盖图" in text and f"无协议·{none.length_m / 1000:,.1f}km" in text
    assert "协议有效" not in text, "a class without a border has no entry"


def test_in_grey_there_is_no_colour(store, area):
    (page,) = opened(plates(store, subject=area, grey=True).pdf())
    picture = page.render(scale=1.0).to_numpy().astype(int)
    assert np.ptp(picture[..., :3], axis=2).max() <= 2
    (page,) = opened(plates(store, subject=area).pdf())
    assert np.ptp(page.render(scale=1.0).to_numpy().astype(int)[..., :3], axis=2).max() > 60


class TestSeries:
    def test_an_index_a_list_and_a_sheet_for_each(self, store, area):
        made = plates(store, series=Series.GRID, subject=area, scale=20_000)
        count = len(made.sheets)
        assert count > 2
        pages = opened(made.pdf())
        assert len(pages) == count + 2
        index, table, first = (text_of(pages[place]) for place in range(3))
        assert "索引" in index and all(str(sheet.number) in index for sheet in made.sheets)
        assert "图幅目录" in table and f"第{count}幅" in table and "1:20000" in table
        assert f"第1幅（共{count}幅）" in first and "接图表" in first
        beside = {number for numbers in made.sheets[0].adjoining.values() for number in numbers}
        assert beside and all(1 < number <= count for number in beside)
        codes = {made.plate(place).facts.code.text for place in range(count)}
        assert len(codes) == count

    def test_sheets_for_borders_areas_and_zones_are_named_after_them(self, store):
        assert [sheet.subject for sheet in plates(store, series=Series.BORDERS).sheets] == [
            Subject(SubjectKind.BORDER, PAIR)
        ]
        assert [sheet.title for sheet in plates(store, series=Series.AREAS).sheets] == ["两县林区"]
        zones = plates(store, series=Series.ZONES, most=1).sheets
        assert len(zones) == 1 and "怀柔–丰宁" in zones[0].title
        everything = plates(store, series=Series.ZONES, most=0).sheets
        assert len(everything) == int((store.zones()["zone_class"] != "L").sum())

    def test_what_cannot_be_is_refused_by_name(self, store):
        for choices, reason in (
            ({"subject": Subject(SubjectKind.ZONE, "gone")}, "subject_gone"),
            ({"series": Series.GRID, "scale": 500}, "too_many_sheets"),
            ({"series": Series.ZONES, "subject": Subject(SubjectKind.AREA, "gone")}, "subject_gone"),
        ):
            with pytest.raises(PlateError) as caught:
                plates(store, **choices)
            assert caught.value.facts["reason_code"] == reason

    def test_an_empty_plan_says_so(self, tmp_path, qapp):
        with PlanStore.create(tmp_path / "e.lianfang.gpkg", title="空", reference_date=date(2026, 1, 1)) as empty:
            for series in Series:
                with pytest.raises(PlateError):
                    plates(empty, series=series)

    def test_it_can_be_cancelled_between_sheets(self, store, area):
        made = plates(store, series=Series.GRID, subject=area, scale=20_000)

        def cancel(share, _step):
            if share > 0.4:
                raise Cancelled

        with pytest.raises(Cancelled):
            made.pdf(progress=cancel)


class TestPrinter:
    def test_the_sheet_lies_in_the_middle_at_its_own_size(self, store, area):
        made = plates(store, subject=area)
        place = fit_on(page_layout(made.spec), QMarginsF(5, 5, 5, 5), made)
        assert place.offset_mm == pytest.approx((10.0, 10.0), abs=0.6)
        assert (place.plate.width(), place.plate.height()) == made.size_mm

    def test_it_moves_within_a_broad_margin_on_one_side(self, store, area):
        made = plates(store, subject=area)
        place = fit_on(page_layout(made.spec), QMarginsF(3, 3, 3, 16), made)
        assert place.plate.bottom() <= 210.0 - 16.0 + 0.6

    @pytest.mark.parametrize(
        ("margins", "paper", "reason"),
        [(QMarginsF(12, 12, 12, 12), Paper.A4, "margins_wide"), (QMarginsF(3, 3, 3, 3), Paper.A3, "paper_small")],
    )
    def test_what_does_not_fit_is_refused_with_both_sizes(self, store, area, margins, paper, reason):
        made = plates(store, subject=area, paper=paper)
        a4 = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF())
        with pytest.raises(PlateError) as caught:
            fit_on(a4, margins, made)
        facts = caught.value.facts
        assert facts["reason_code"] == reason and facts["needed"].endswith("mm") and facts["there"].endswith("mm")

    def test_a_printer_gets_the_pages_at_the_exact_scale(self, store, area, tmp_path):
        made = plates(store, subject=area, portrait=True)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        set_paper(printer, made)
        assert print_plates(printer, made) == 1
        (printed,), (written,) = opened(str(tmp_path / "printed.pdf")), opened(made.pdf())
        assert printed.get_size() == pytest.approx(written.get_size(), abs=1.0)
        # The outer line lies where it lies in the PDF: nothing was made to fit.
        edges = [np.flatnonzero((grey(page, 254) < 120).mean(axis=0) > 0.6) for page in (printed, written)]
        assert edges[0][0] == pytest.approx(edges[1][0], abs=4) and edges[0][-1] == pytest.approx(edges[1][-1], abs=4)


def test_notes_of_very_many_sources_stay_in_their_place(store, area):
    from app.sheets.plate_facts import Source
    from app.sheets.plate_side import Side

    made = plates(store, subject=area)
    plate = made.plate()
    many = tuple(Source(f"第{n}号资料来源的很长的名称", f"20{n:02}-01-01", f"EPSG:{4490 + n}") for n in range(90))
    plate.facts = replace(plate.facts, sources=many)
    view = plate.view((200.0, 150.0), 8.0)
    side = Side(plate.facts, plate.shown, view, (), plate.notes(view), with_inset=True, with_code=True, is_vector=True)
    lines = side._fitted(54.0, 60.0)
    assert sum(kind.line_mm for _, kind in lines) <= 60.0
    told = "".join(line for line, _ in lines)
    assert "各方" in told and "…" in told and "第0号" in told


def test_a_plan_without_counties_can_be_printed(tmp_path, qapp):
    from tests.app.conftest import forest, record

    with PlanStore.create(tmp_path / "w.lianfang.gpkg", title="林", reference_date=date(2026, 1, 1)) as made:
        with made.change("layers_added", titles=["森林"]):
            made.add_layer(record("森林", Role.FOREST, Shape.POLYGON), forest())
        (page,) = opened(plates(made).pdf())
        assert "森林" in text_of(page) and "1:" in text_of(page)


def test_a_frame_that_was_moved_shows_other_ground(store, area):
    made = plates(store, subject=area, scale=50_000)
    moved = made.with_spec(replace(made.spec, center=(116.50, 40.66)))
    middle = shapely.box(*moved.sheets[0].box).centroid
    wanted = made.material.metric(shapely.Point(116.50, 40.66))
    assert middle.distance(wanted) < 0.01
    assert moved.sheets[0].scale == made.sheets[0].scale == 50_000
