"""What a layer is to the plan it may go into: there already, or far from its counties."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord, SourceInfo
from layers.sources import ReadChoice, inspect, read, recent
from layers.sources.beside_plan import FAR_KM, far_from_counties, with_repeats
from layers.sources.roles import propose


def counties() -> gpd.GeoDataFrame:
    """One square county, 116–117° east and 40–41° north."""
    return gpd.GeoDataFrame({"code": ["130822"]}, geometry=[shapely.box(116, 40, 117, 41)], crs=4490)


def villages(north_km: list[float]) -> gpd.GeoDataFrame:
    """Points on 116.5° east, so far north of the county: a degree of latitude is 111.06 km there."""
    points = shapely.points([(116.5, 41 + km / 111.06) for km in north_km])
    return gpd.GeoDataFrame({"name": [f"村{k}" for k in range(len(north_km))]}, geometry=points, crs=4490)


def test_what_is_far_is_told_with_its_name() -> None:
    frame = villages([-10, 5, FAR_KM - 1, FAR_KM + 1, 500])
    (found,) = far_from_counties(frame, Role.SETTLEMENT, Shape.POINT, counties())
    assert found.code == "far_from_counties" and found.severity == "warning"
    assert found.facts == {"count": 2, "distance_km": 50, "names": ["村3", "村4"]}


def test_a_shape_that_reaches_near_is_not_far() -> None:
    river = shapely.LineString([(116.5, 41.2), (116.5, 49)])  # its middle is 450 km away
    frame = gpd.GeoDataFrame({"name": ["长河"]}, geometry=[river], crs=4490)
    assert far_from_counties(frame, Role.RIVER, Shape.LINE, counties()) == []


def test_a_layer_of_elsewhere_is_information() -> None:
    (found,) = far_from_counties(villages([100, 200, 0]), Role.SETTLEMENT, Shape.POINT, counties())
    assert (found.severity, found.facts["count"]) == ("info", 2)


@pytest.mark.parametrize("role", [Role.COUNTY, Role.BASEMAP, Role.OTHER])
def test_some_layers_may_lie_anywhere(role: Role) -> None:
    assert far_from_counties(villages([500]), role, Shape.POINT, counties()) == []
    assert far_from_counties(villages([500]), Role.SETTLEMENT, Shape.POINT, None) == []


def test_nothing_is_left_out(tmp_path: Path) -> None:
    villages([0, 1, 500]).to_file(tmp_path / "村庄.gpkg")
    (summary,) = inspect(tmp_path / "村庄.gpkg", counties=counties()).layers
    assert [one.facts["names"] for one in summary.problems if one.code == "far_from_counties"] == [["村2"]]
    (layer,) = read(tmp_path / "村庄.gpkg", ReadChoice(role=Role.SETTLEMENT), counties=counties())
    assert layer.frame is not None and len(layer.frame) == 3
    assert "far_from_counties" in {note["code"] for note in layer.source.notes}


# --- there already -------------------------------------------------------------------------------------


def record(title: str, sha256: str) -> LayerRecord:
    return LayerRecord("u", title, Role.SETTLEMENT, Shape.POINT, Origin.READ, "t", source=SourceInfo(sha256=sha256))


def repeats(path: Path, *records: LayerRecord) -> list[tuple[str, str]]:
    found = with_repeats(inspect(path), records)
    return [
        (layer.name, str(one.facts["title"]))
        for layer in found.layers
        for one in layer.problems
        if one.code == "already_in_plan"
    ]


@pytest.fixture
def _keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "keeper", recent.Recent(lambda: 1 << 30, Path("/nowhere")))


@pytest.mark.usefixtures("_keeps")
def test_the_same_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "村庄.gpkg"
    villages([0, 1]).to_file(path, layer="村庄")
    (layer,) = read(path)
    here = record("改了名", layer.source.sha256)
    moved = path.rename(tmp_path / "另一个名.gpkg")
    assert repeats(moved, here) == [("村庄", "改了名")], "its only layer, whatever it is called now"
    assert repeats(moved, record("村庄", "0" * 64)) == []
    assert repeats(moved, record("村庄", "")) == []
    villages([0, 2]).to_file(path, layer="村庄")
    assert repeats(path, here) == [], "changed since"


@pytest.mark.usefixtures("_keeps")
def test_of_several_layers_the_name_tells_which(tmp_path: Path) -> None:
    path = tmp_path / "两层.gpkg"
    for name in ("村庄", "仓库"):
        villages([0, 1]).to_file(path, layer=name)
    digest = read(path)[0].source.sha256
    assert repeats(path, record("仓库", digest)) == [("仓库", "仓库")]
    assert repeats(path, record("库房", digest)) == []


@pytest.mark.usefixtures("_keeps")
def test_a_shapefile_and_a_zip_are_known_too(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "包"
    folder.mkdir()
    villages([0, 1]).to_file(folder / "村庄.shp", encoding="UTF-8")
    packed = Path(shutil.make_archive(str(tmp_path / "村庄"), "zip", folder))
    for path in (folder / "村庄.shp", packed):
        (layer,) = read(path)
        assert repeats(path, record("村庄", layer.source.sha256)) == [("村庄", "村庄")]


# --- larger divisions -----------------------------------------------------------------------------------


def divisions(codes: list[object]) -> gpd.GeoDataFrame:
    boxes = [shapely.box(115 + k, 39, 116 + k, 40) for k in range(len(codes))]
    return gpd.GeoDataFrame({"name": [f"区划{k}" for k in range(len(codes))], "code": codes}, geometry=boxes, crs=4490)


@pytest.mark.parametrize(
    "codes",
    [
        ["130000", "110000", "120000"],
        ["130800", "130700", "130200"],
        [130800, 130700, 130200],
        ["130800000000", "130700000000", "130200000000"],
        ["1308", "1307", "1302"],
    ],
)
def test_prefectures_and_provinces_are_no_counties(tmp_path: Path, codes: list[object]) -> None:
    path = tmp_path / "行政区划.gpkg"
    divisions(codes).to_file(path)
    (summary,) = inspect(path).layers
    assert summary.proposed_role is Role.OTHER and summary.role_reasons == ("larger:code",)
    assert [one.facts for one in summary.problems if one.code == "larger_divisions"] == [{"field": "code"}]
    (layer,) = read(path, ReadChoice(role=Role.COUNTY))  # the planner may say so
    assert layer.role is Role.COUNTY
    assert "larger_divisions" not in {note["code"] for note in layer.source.notes}


@pytest.mark.parametrize(
    "codes",
    [
        ["130822", "130826", "110116"],
        ["441900", "441322", "441302", "441303", "441323"],  # 东莞 has no counties and stands among them
        ["130822000000", "130826000000", "110116000000"],
    ],
)
def test_counties_stay_counties(codes: list[object]) -> None:
    frame = divisions(codes)
    role, _reasons = propose(Shape.POLYGON, ("行政区划",), frame.drop(columns="geometry"))
    assert role is Role.COUNTY


def test_forests_of_provinces_stay_forests() -> None:
    frame = divisions(["130000", "110000"]).drop(columns="geometry").assign(树种=["松", "柏"], 林班=["1", "2"])
    assert propose(Shape.POLYGON, ("森林",), frame)[0] is Role.FOREST
