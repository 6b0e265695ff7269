"""A briefing as a file: PDF read back, maps drawn, drills left out; and what plates of areas say of versions."""

from __future__ import annotations

import re
from datetime import date

import geopandas as gpd
import numpy as np
import pypdfium2
import pytest
import shapely
from PySide6.QtGui import QImage

from app.sheets.briefing_plate import BriefingGround, BriefingPlate
from app.sheets.plate import print_scene
from app.sheets.plate_set import PlateSet
from app.sheets.words import load_words
from app.tasks.briefing import BriefingRequest, write_briefing
from layers.briefing import By, Choice
from layers.crs import STORAGE_CRS, transform
from layers.errors import BriefingError
from layers.kinds import Role, Shape
from layers.plan.store import PlanStore
from layers.plates import PlateSpec, Subject, SubjectKind
from layers.progress import Cancelled
from layers.version_workflow import Person, begin, negotiate, things
from layers.workflow import analyse
from tests.app.conftest import WEST, fill, record


@pytest.fixture(scope="module")
def store(tmp_path_factory, qapp):
    path = tmp_path_factory.mktemp("briefing") / "plan.lianfang.gpkg"
    with PlanStore.create(path, title="测试规划", reference_date=date(2026, 5, 1)) as made:
        fill(made)
        square = gpd.GeoDataFrame(
            {"uid": ["d1"], "name": ["演练场"]}, geometry=[shapely.box(116.495, 40.645, 116.505, 40.655)], crs=4490
        )
        with made.change("layers_added", titles=["演练 场地"]):
            made.add_layer(record("演练 场地", Role.INSTALLATION, Shape.POLYGON), square)
        with made.change("patrol_area_added"):
            made.add_patrol_area("两县林区", shapely.box(116.48, 40.62, 116.53, 40.68))
        analyse(made)
        yield made


def text_of(page):
    return re.sub(r"\s+", "", page.get_textpage().get_text_bounded())


def request(path, by=By.ZONE, language="zh_CN", **more):
    return BriefingRequest(Choice(by, **more), path, language)


def test_a_pdf_has_cover_table_and_a_page_for_each_on_a4(store, tmp_path):
    first = write_briefing(store, request(tmp_path / "z.pdf")).read_bytes()
    document = pypdfium2.PdfDocument(first)
    assert len(document) == 3
    assert {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document} == {(297, 210)}
    cover, table, page = (text_of(one) for one in document)
    assert "测试规划" in cover and "会商材料" in cover and "本图联防区域不作为行政区域界线依据" in cover
    assert "共同责任区一览" in table and "怀柔–丰宁01" in table
    assert "怀柔–丰宁01火可越界：" in page and "影响到谁" in page and "第3页共3页" in page and "合计" in page
    assert len([one for one in document[2].get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]) == 1
    assert write_briefing(store, request(tmp_path / "again.pdf")).read_bytes() == first


def test_a_border_in_english_has_its_page(store, tmp_path):
    document = pypdfium2.PdfDocument(write_briefing(store, request(tmp_path / "b.pdf", By.BORDER, "en")).read_bytes())
    text = text_of(document[2])
    assert "Border怀柔–丰宁:11.1km" in text and "Whatcrosses,eachway" in text and "Page3of3" in text


def ground_of(store, **more):
    words = load_words("zh_CN")
    return BriefingGround.of(store, words, (words["legal.line"],), **more)


def test_a_map_shows_its_zone_and_drills_only_when_they_are_asked_for(store):
    calm, drilled = ground_of(store), ground_of(store, with_drills=True)
    shape = transform(shapely.box(116.49, 40.64, 116.51, 40.66), STORAGE_CRS, f"EPSG:{calm.scene.metric_epsg}")
    made = [BriefingPlate(ground, shape).picture((120.0, 90.0), 60) for ground in (calm, drilled)]
    images = [QImage.fromData(one) for one in made]
    assert (images[0].width(), images[0].height()) == (283, 213)
    pixels = [np.frombuffer(one.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8) for one in images]
    assert len(np.unique(pixels[0])) > 50 and (pixels[0] != pixels[1]).sum() > 500
    larger = BriefingPlate(calm, shape)
    larger.picture((120.0, 90.0), 60, larger=1.2)
    assert not larger.tells_scale


def test_plates_leave_drills_out_until_their_layer_is_ticked(store):
    uid = next(one.uid for one in store.layers() if one.title == "演练 场地")
    words = load_words("zh_CN")
    assert not print_scene(words, store).layer(uid).visible
    assert print_scene(words, store, with_drills=True).layer(uid).visible
    for layers, is_shown in (({}, False), ({uid: True}, True)):
        plates = PlateSet.of(store, PlateSpec(language="zh_CN", layers=layers), words)
        assert plates.shown_scene().layer(uid).visible is is_shown


def test_a_plate_of_a_negotiated_area_states_its_version_and_code(store):
    words = load_words("zh_CN")
    area = str(store.patrol_areas()["uid"].iloc[0])
    spec = PlateSpec(subject=Subject(SubjectKind.AREA, area), language="zh_CN")

    def notes():
        return "".join(PlateSet.of(store, spec, words).plate().facts.notes)

    assert "校验" not in notes()
    thing = next(one for one in things(store) if one.uid == area)
    with store.change("version_begun", name="x"):
        begin(store, thing)
    with store.change("version_negotiated", name="x"):
        version = negotiate(store, thing, Person("张三", WEST), on="2026-04-20")
    assert "第 1 版" in notes() and version.sha256 in notes()


def test_what_is_cancelled_or_empty_leaves_the_old_file(store, tmp_path):
    path = tmp_path / "old.pptx"
    path.write_bytes(b"old")

    def progress(fraction: float, step: str) -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_briefing(store, request(path), progress=progress)
    with pytest.raises(BriefingError):
        write_briefing(store, request(path, county="999999"))
    assert path.read_bytes() == b"old" and [one.name for one in tmp_path.iterdir()] == ["old.pptx"]
