"""A placed picture on the map: what is at a place in it is drawn at that place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine

from app.canvas.placed import PlacedPicture, warped
from layers.crs import STORAGE_CRS, transform
from layers.georeference import ControlPoint, Placement, Transformation, fit
from layers.sources import pictures
from layers.sources.pictures import look, read_steps

EPSG = 4548
WIDTH, HEIGHT = 900, 600
WEST, NORTH, CELL = 470_000.0, 4_510_000.0, 12.0


def picture(path: Path, driver: str = "PNG", **options: object) -> Path:
    """White with a red square at columns 300–360, rows 180–240 and a blue one at 700–760, 420–480."""
    cells = np.full((3, HEIGHT, WIDTH), 255, np.uint8)
    cells[1:, 180:240, 300:360] = 0
    cells[:2, 420:480, 700:760] = 0
    with rasterio.open(
        path, "w", driver=driver, width=WIDTH, height=HEIGHT, count=3, dtype="uint8", **options
    ) as target:
        target.write(cells)
    return path


def placement(kind: Transformation = Transformation.AFFINE, turn_deg: float = 0.0) -> Placement:
    turned = Affine.translation(WEST, NORTH) @ Affine.rotation(turn_deg) @ Affine.scale(CELL, -CELL)
    points = []
    for column, row in ((0, 0), (900, 0), (900, 600), (0, 600), (450, 300), (200, 450), (700, 100)):
        place = transform(shapely.Point(turned @ (column, row)), f"EPSG:{EPSG}", STORAGE_CRS)
        points.append(ControlPoint(column, row, place.x, place.y))
    return Placement(WIDTH, HEIGHT, tuple(points), kind)


def color_at(layer: PlacedPicture, x: float, y: float, mpp: float = 8.0) -> tuple[int, ...]:
    for tile in layer.tiles((x - 1, y - 1, x + 1, y + 1), mpp):
        box, size = tile.box, tile.image.width()
        cell = (box[2] - box[0]) / size
        return tile.image.pixelColor(int((x - box[0]) / cell), int((box[3] - y) / cell)).getRgb()
    return (0, 0, 0, 0)


@pytest.mark.parametrize("kind", list(Transformation))
@pytest.mark.parametrize("turn_deg", [0.0, 30.0])
def test_every_place_of_the_picture_is_where_the_points_put_it(tmp_path, qapp, kind, turn_deg):
    layer = PlacedPicture(picture(tmp_path / "图.png"), EPSG, placement(kind, turn_deg).as_stored())
    turned = Affine.translation(WEST, NORTH) @ Affine.rotation(turn_deg) @ Affine.scale(CELL, -CELL)
    for (column, row), wanted in {
        (330, 210): (255, 0, 0, 255),
        (730, 450): (0, 0, 255, 255),
        (100, 100): (255, 255, 255, 255),
        (303, 183): (255, 0, 0, 255),
        (297, 183): (255, 255, 255, 255),
    }.items():
        assert color_at(layer, *(turned @ (column, row))) == wanted
    assert color_at(layer, *(turned @ (-30, 300)))[3] == 0
    assert not layer.problem
    corners = [turned @ corner for corner in ((0, 0), (900, 0), (900, 600), (0, 600))]
    assert layer.extent == pytest.approx((*np.min(corners, axis=0), *np.max(corners, axis=0)), abs=0.5)


def test_from_afar_pixels_are_mixed_not_picked(tmp_path, qapp):
    # A chequerboard of single pixels is grey from afar, wherever it is looked at.
    board = (np.indices((HEIGHT, WIDTH)).sum(axis=0) % 2 * 255).astype(np.uint8)
    with rasterio.open(
        tmp_path / "b.png", "w", driver="PNG", width=WIDTH, height=HEIGHT, count=1, dtype="uint8"
    ) as out:
        out.write(board, 1)
    steps, shrink = read_steps(tmp_path / "b.png")
    found = warped(fit(placement(), EPSG), steps, shrink, (WEST, NORTH - 7_000.0, WEST + 7_000.0, NORTH), 100)
    assert shrink == 1.0 and [step.shape[1] for step in steps] == [900, 450]
    inside = found[found[..., 3] == 255][:, 0].astype(int)
    assert len(inside) > 5_000 and abs(inside - 128).max() <= 4


def test_a_very_large_picture_is_kept_smaller_and_lies_where_it_did(tmp_path, qapp, monkeypatch):
    monkeypatch.setattr(pictures, "KEPT_PIXELS", WIDTH * HEIGHT // 4)
    layer = PlacedPicture(picture(tmp_path / "图.png"), EPSG, placement().as_stored())
    assert color_at(layer, WEST + 330 * CELL, NORTH - 210 * CELL) == (255, 0, 0, 255)
    assert layer._shrink == pytest.approx(2.0) and layer._steps[0].shape[:2] == (300, 450)


@pytest.mark.parametrize(
    ("bands", "dtype", "wanted"), [(1, "uint8", (90, 90, 90, 255)), (4, "uint8", (90, 90, 90, 90)), (1, "uint16", None)]
)
def test_greys_alpha_and_fine_greys_are_understood(tmp_path, bands, dtype, wanted):
    value = 90 if dtype == "uint8" else 90 << 8
    with rasterio.open(tmp_path / "p.png", "w", driver="PNG", width=8, height=8, count=bands, dtype=dtype) as out:
        out.write(np.full((bands, 8, 8), value, dtype))
    assert tuple(read_steps(tmp_path / "p.png")[0][0][3, 3]) == (wanted or (90, 90, 90, 255))


def test_a_placement_that_makes_no_sense_is_a_layer_with_a_reason(tmp_path, qapp):
    for wrong in ({"size": "?"}, {**placement().as_stored(), "points": []}):
        layer = PlacedPicture(picture(tmp_path / "图.png"), EPSG, wrong)
        assert layer.problem and list(layer.tiles((WEST, NORTH, WEST + 1, NORTH + 1), 5.0)) == []


def test_a_file_that_is_no_picture_any_more_is_told(tmp_path, qapp):
    layer = PlacedPicture(picture(tmp_path / "图.png"), EPSG, placement().as_stored())
    (tmp_path / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    assert list(layer.tiles((WEST, NORTH - 500, WEST + 500, NORTH), 5.0)) == [] and layer.problem


def test_a_look_says_what_a_picture_is(tmp_path):
    from layers.errors import NotGeographic, TruncatedSource

    path = picture(tmp_path / "图.jpg", "JPEG")
    info = look(path)
    assert (info.width, info.height, info.has_place, info.size_bytes) == (900, 600, False, path.stat().st_size)
    assert [entry.name for entry in tmp_path.iterdir()] == ["图.jpg"]
    placed = picture(tmp_path / "图.tif", "GTiff", crs="EPSG:4548", transform=Affine(10, 0, WEST, 0, -10, NORTH))
    assert look(placed).has_place
    (tmp_path / "p.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "p.txt").write_bytes(b"nothing")
    for name, reason in (("p.pdf", "pdf_page"), ("p.txt", "no_picture")):
        with pytest.raises(NotGeographic) as refused:
            look(tmp_path / name)
        assert refused.value.facts["reason_code"] == reason
    cut = picture(tmp_path / "c.png")
    cut.write_bytes(cut.read_bytes()[:-2000])
    with pytest.raises(TruncatedSource):
        look(cut)
