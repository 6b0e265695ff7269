"""The map plate: what is on it, at the right scale, the same every time."""

import re
import shutil
import subprocess

import numpy as np
import pytest
import shapely
from PySide6.QtGui import QImage

from app.canvas.legend import TEXTS
from app.sheets import draw
from app.sheets.paging import UNITS_PER_MM
from app.sheets.pdf import pdf
from app.sheets.plate import SHEETS_MM, Plate, plate_png, plate_scene
from app.sheets.words import LANGUAGES, load_words
from layers.crs import STORAGE_CRS, transform
from layers.export import compose
from layers.export.docx import PLATE_MM
from layers.export.provenance import Provenance
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord
from layers.progress import Cancelled

from .conftest import make_job


def image_of(content):
    return QImage.fromData(content)


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return raw[:, : image.width(), 2::-1].astype(int)


def near(values, color, tolerance=12):
    wanted = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return np.all(np.abs(values - wanted) <= tolerance, axis=-1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_look_on_the_map_has_words(language):
    assert set(TEXTS) | {"boundary_point"} <= set(load_words(language).group("legend"))


@pytest.mark.parametrize(("size", "dpi"), [("A4", 100), ("A3", 60)])
def test_size_follows_paper_and_resolution(plan, size, dpi):
    job = make_job()
    image = image_of(plate_png(job, plate_scene(job, plan), size_mm=SHEETS_MM[size], dpi=dpi))
    width, height = SHEETS_MM[size]
    assert (image.width(), image.height()) == (round(width * dpi / 25.4), round(height * dpi / 25.4))
    assert image.dotsPerMeterX() == pytest.approx(dpi / 0.0254, abs=1)


def test_a_picture_says_of_itself_what_every_file_says(plan):
    made = Provenance(program="lianfang 1", libraries={"GEOS": "3.14"}, content_hash="ab" * 32)
    job = make_job(provenance=made)
    about = image_of(plate_png(job, plate_scene(job, plan), dpi=50)).text("Description")
    for words in ("不作为行政区域界线依据", "lianfang 1", "GEOS 3.14", "ab" * 32, job.plan_title):
        assert words in about


def test_the_same_plate_gives_the_same_bytes(plan):
    job = make_job()
    first, second, third = (plate_png(job, plate_scene(job, plan), dpi=80) for _ in range(3))
    assert second == third
    # Qt sets the first text of a size a hair apart from the next: a difference no eye can see.
    assert np.abs(pixels(image_of(first)) - pixels(image_of(second))).max() <= 16


def test_paper_is_white_and_the_area_stands_out_in_teal(plan):
    job = make_job()
    values = pixels(image_of(plate_png(job, plate_scene(job, plan), dpi=100)))
    assert (values[4, 6:-6] > 240).all() or (values[8, 20:-20] > 240).all()
    assert near(values, "#00796B").sum() > 1500


def test_the_scale_is_round_and_true(plan):
    job = make_job()
    plate = Plate.of_job(job, plate_scene(job, plan))
    view = plate.view((200.0, 150.0), UNITS_PER_MM)
    assert round(view.scale_denominator) == 100_000
    # 1 cm on paper is a kilometre on the ground.
    assert view.metres_per_device_px * UNITS_PER_MM * 10 == pytest.approx(1000.0)
    xmin, ymin, xmax, ymax = transform(job.area, STORAGE_CRS, "EPSG:4548").bounds
    assert view.extent[0] < xmin < xmax < view.extent[2]
    assert view.extent[1] < ymin < ymax < view.extent[3]


def test_a_tiny_and_a_huge_area_fit(plan):
    for width in (0.0005, 3.0):
        area = shapely.box(116.7, 40.7, 116.7 + width, 40.7 + width)
        plate = Plate.of_job(make_job(area=area), plate_scene(make_job(), plan))
        view = plate.view((200.0, 150.0), 8.0)
        assert shapely.box(*view.extent).covers(plate.subject)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plate_in_the_pdf_is_vectors_and_text(plan, tmp_path, language):
    job = make_job(language)
    plate = Plate.of_job(job, plate_scene(job, plan))
    annex = compose(job)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(annex, {"plate": lambda p, r: plate.paint(p, r, UNITS_PER_MM, is_vector=True)}))
    pages = (
        subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
        .stdout.decode()
        .split("\f")
    )
    sheet = re.sub(
        r"\s+", "", next(page for page in pages if "1:" in page and "J1" in page and "116°" in page and "N\n" in page)
    )
    words = load_words(language)
    for text in (
        words.text("text.plate_caption", area="喇叭沟门"), "1:100000", "J1", "J5", "116°40′E", "40°45′N",
        words["web.legend"], words["plate.locator"], words["legend.boundary_point"], words["legend.zone_S1"],
        "本图联防区域不作为行政区域界线依据", "界线示意，不作划界依据", "示例数据", "117°E", "怀柔区",
        job.declared.classification, job.declared.review_number, job.declared.purpose, job.declared.maker,
    ):  # fmt: skip
        assert re.sub(r"\s+", "", text) in sheet, text
    images = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2, "a map without rasters must hold no picture"


def test_draw_makes_what_the_formats_ask_for(plan):
    job = make_job()
    nothing = draw(job, plan, ["gpkg", "csv"])
    assert (nothing.plate, nothing.inset, nothing.pdf) == (None, None, None)
    made = draw(job, plan, ["docx", "png", "pdf"], dpi=60)
    assert made.pdf.startswith(b"%PDF")
    assert image_of(made.inset).width() == round(PLATE_MM[0] * 60 / 25.4)
    assert image_of(made.plate).width() == round(SHEETS_MM["A4"][0] * 60 / 25.4)


def test_parts_and_holes_are_drawn(plan):
    from dataclasses import replace

    hole = shapely.box(116.66, 40.74, 116.67, 40.75)
    parts = shapely.MultiPolygon([make_job().area - hole, shapely.box(116.8, 40.7, 116.85, 40.75)])
    job = make_job(area=parts)
    made = draw(job, replace(plan, area=parts), ["png", "pdf"], dpi=60)
    assert near(pixels(image_of(made.plate)), "#00796B").sum() > 800
    assert made.pdf.startswith(b"%PDF")


def test_drawing_can_be_cancelled(plan):
    def cancel(fraction, step):
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        draw(make_job(), plan, ["docx", "pdf"], dpi=60, progress=cancel)


def test_relief_is_drawn_no_finer_than_paper_needs(plan, tmp_path):
    import rasterio
    from rasterio.transform import from_origin

    heights = np.add.outer(np.arange(300.0), np.arange(400.0)).astype("float32") % 97 * 10
    path = tmp_path / "dem.tif"
    where = {"crs": "EPSG:4490", "transform": from_origin(116.55, 40.85, 0.001, 0.001)}
    with rasterio.open(path, "w", driver="GTiff", width=400, height=300, count=1, dtype="float32", **where) as file:
        file.write(heights, 1)
    terrain = LayerRecord("t", "地形", Role.TERRAIN, Shape.RASTER, Origin.READ, "", raster_path=str(path))
    records = [*plan.layers(), terrain]
    plan.layers = lambda: records
    job = make_job()
    made = draw(job, plan, ["png", "pdf"], dpi=60)
    grey = pixels(image_of(made.plate))
    assert len(np.unique(grey.reshape(-1, 3), axis=0)) > 300
    assert len(made.pdf) < 3_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plate_names_the_rasters_it_lacks_and_those_that_changed(plan, tmp_path, language):
    from dataclasses import replace

    from app.canvas.rasters import RasterLayer
    from app.canvas.scene import Group, SceneLayer

    job = make_job(language=language)
    scene = plate_scene(job, plan)
    gone = RasterLayer(tmp_path / "gone.tif", scene.metric_epsg, "terrain", is_missing=True)
    other = RasterLayer(tmp_path / "other.tif", scene.metric_epsg, "picture")
    other.is_changed = True
    layers = [
        SceneLayer("a", "terrain", "地形甲", Group.RELIEF, raster=gone),
        SceneLayer("b", "basemap", "影像乙", Group.PICTURE, raster=other),
        SceneLayer("c", "terrain", "不显示丙", Group.RELIEF, raster=gone, visible=False),
    ]

    def notes(scene):
        plate = Plate.of_job(job, scene)
        return "".join(line for line, _ in plate.notes(plate.view((200.0, 150.0), 8.0)))

    told = notes(replace(scene, layers=(*scene.layers, *layers)))
    assert "地形甲" in told and "影像乙" in told and "不显示丙" not in told and "{" not in told
    assert "地形甲" not in notes(scene)
