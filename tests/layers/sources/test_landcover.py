"""Land cover becomes forest: classifications, surveys, polygons that fit, and the real file of the data pack."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from layers.errors import NoGeometry, UnsupportedFormat
from layers.geodesy import areas_m2
from layers.progress import Cancelled
from layers.sources import land_forest, land_patches, land_raster
from layers.sources.landcover import (
    FUELS,
    Crosswalk,
    CrosswalkRow,
    Evidence,
    chosen,
    classifications,
    propose_crosswalk,
    recognise,
)
from tests.layers.sources.conftest import shared, square

DEGREES = Affine(0.01, 0, 116.0, 0, -0.01, 40.04)
METRES = Affine(30, 0, 450_000, 0, -30, 4_450_000)
EVERYWHERE = shapely.box(70, 0, 140, 60)
#: Four rows of four: a wood of 2 and a wood of 3 side by side, a hole in the first, one cell that only touches.
CELLS = np.array([[2, 2, 2, 3], [2, 1, 2, 3], [2, 2, 2, 1], [1, 1, 1, 2]], dtype=np.uint8)


def write(path: Path, cells: np.ndarray, affine: Affine = DEGREES, crs: str = "EPSG:4326", nodata: float | None = None):
    height, width = cells.shape
    with rasterio.open(
        path, "w", driver="GTiff", width=width, height=height, count=1, dtype=cells.dtype, crs=crs, transform=affine,
        nodata=nodata,
    ) as dataset:  # fmt: skip
        dataset.write(cells, 1)
    return land_raster.look(path)


def two_counties() -> gpd.GeoDataFrame:
    """West and east half of the sixteen cells."""
    return gpd.GeoDataFrame(
        {"code": ["110116", "110228"], "name": ["甲县", "乙县"]},
        geometry=[shapely.box(116.0, 40.0, 116.02, 40.04), shapely.box(116.02, 40.0, 116.04, 40.04)],
        crs="EPSG:4490",
    )


def measured(geometries: np.ndarray) -> float:
    return float(areas_m2(shapely.segmentize(geometries, 0.001)).sum()) if len(geometries) else 0.0


# -- classifications -------------------------------------------------------------------------------------


def test_every_class_has_a_fuel_and_burning_forest() -> None:
    codes = {"igbp", "worldcover", "globeland30", "clcd", "fromglc10", "esri", "gbt21010", "globcover", "cci", "cnlucc"}
    assert set(classifications()) == codes
    for one in classifications().values():
        assert one.zh and one.en and one.source and not one.void & set(one.classes)
        for row in one.classes.values():
            assert row.fuel in FUELS and row.zh and row.en
            assert not row.forest or FUELS[row.fuel].ks > 0


def test_ks_are_those_of_the_published_table() -> None:
    literature = {code: fuel.ks for code, fuel in FUELS.items() if fuel.basis == "literature"}
    assert list(literature.values()) == [0.8, 1.0, 1.2, 1.6, 1.8, 2.0]
    assert CrosswalkRow("1", "林", True, "woodland", 1.0).basis == "literature"
    assert CrosswalkRow("1", "林", True, "woodland", 1.1).basis == "own"


@pytest.mark.parametrize(
    ("values", "names", "code"),
    [
        ("0 4 5 8 10 12", ("mcd12c1_2019_igbp_wgs84",), "igbp"),
        ("10 20 30 40 95", ("ESA_WorldCover_10m_2021_v200_N39E114_Map",), "worldcover"),
        ("10 20 30 60 80", ("n50_35_2020lc030",), "globeland30"),
        ("10 20 30 60 80", ("fromglc10v01_40_116",), "fromglc10"),
        ("1 2 3 4 5 8", ("CLCD_v01_2022_albert_beijing",), "clcd"),
        ("1 2 4 5 7 11", ("50T_20220101-20230101",), "esri"),
        ("11 12 21 22 31 53", ("CNLUCC2020",), "cnlucc"),
        ("10 11 30 60 61 130 190", ("ESACCI-LC-L4-LCCS-Map-300m-P1Y-2015",), "cci"),
        ("11 14 20 50 70 190", ("GLOBCOVER_L4_200901_200912_V2.3",), "globcover"),
        ("0301 0305 0701 1001K", ("DLTB",), "gbt21010"),
        ("301 307 103 1202", ("变更调查",), "gbt21010"),  # codes that became numbers
    ],
)
def test_names_and_values_tell_the_classification(values: str, names: tuple[str, ...], code: str) -> None:
    assert chosen(recognise(Evidence(frozenset(values.split()), names))) == code


def test_values_alone_are_asked_when_several_fit() -> None:
    matches = recognise(Evidence(frozenset(["1", "2", "4", "5"]), ("cover",)))
    assert {match.code for match in matches} == {"clcd", "esri", "igbp"} and chosen(matches) is None
    assert recognise(Evidence(frozenset({"77", "78"}))) == ()


def test_colours_and_category_names_tell_it_too() -> None:
    values = frozenset({"1", "2", "5"})
    colors = {"1": "#fae39c", "2": "#446f33", "5": "#1e69b4", "9": "#000000"}
    assert chosen(recognise(Evidence(values, (), colors))) == "clcd"
    assert chosen(recognise(Evidence(values, (), {}, {"1": "Water", "2": "Trees", "5": "crops"}))) == "esri"


def test_a_crosswalk_is_edited_and_survives_storing() -> None:
    proposed = propose_crosswalk("clcd", ["1", "2", "4", "42"])
    assert [(row.value, row.name, row.forest) for row in proposed.rows] == [
        ("1", "耕地", False), ("2", "森林", True), ("4", "草地", False), ("42", "42", False),
    ]  # fmt: skip
    edited = proposed.with_row(CrosswalkRow("4", "草原", True, "pasture", 1.9))
    assert list(edited.forest) == ["2", "4"]
    assert Crosswalk.from_data(edited.as_data()) == edited
    again = edited.over(propose_crosswalk("clcd", ["2", "4", "5"]))
    assert [(row.value, row.forest) for row in again.rows] == [("2", True), ("4", True), ("5", False)]
    with pytest.raises(ValueError, match="not a crosswalk"):
        Crosswalk.from_data({"rows": [[1]]})


# -- surveys ---------------------------------------------------------------------------------------------


def test_a_survey_counts_cells_by_county_and_measures_them(tmp_path: Path) -> None:
    cells = CELLS.copy()
    cells[3, 0] = 0
    found = land_raster.survey(write(tmp_path / "a.tif", cells, nodata=0), two_counties())
    assert found.values == ("1", "2", "3") and found.counties == ("110116", "110228")
    assert found.cells.tolist() == [[2, 2], [5, 4], [0, 2]]
    whole = areas_m2(np.array([shapely.segmentize(shapely.box(116, 40, 116.04, 40.04), 0.001)])).sum() * 1e-4
    assert found.area_ha.sum() + found.nodata_ha.sum() == pytest.approx(whole, rel=1e-8)
    assert found.nodata_ha[1] == 0 and found.nodata_ha[0] == pytest.approx(whole / 16, rel=1e-3)


def test_windows_do_not_matter_for_a_survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raster = write(tmp_path / "a.tif", CELLS, METRES, "EPSG:4548")
    west, south, east, north = raster.to_lonlat(np.array([shapely.box(0, 0, 4, 4)]))[0].bounds
    middle = (west + east) / 2
    counties = two_counties().set_geometry(
        [shapely.box(west - 1, south - 1, middle, north + 1), shapely.box(middle, south - 1, east + 1, north + 1)],
        crs="EPSG:4490",
    )
    whole = land_raster.survey(raster, counties)
    monkeypatch.setattr(land_raster, "WINDOW", 3)
    small = land_raster.survey(raster, counties)
    assert small.cells.tolist() == whole.cells.tolist() == [[3, 2], [5, 4], [0, 2]]
    np.testing.assert_allclose(small.area_ha, whole.area_ha, rtol=1e-6)
    assert whole.area_ha.sum() == pytest.approx(16 * 0.09, rel=1e-3)  # the scale of the zone is near 1 here


def test_measurements_are_no_classes(tmp_path: Path) -> None:
    heights = np.arange(400, dtype=np.int16).reshape(20, 20)
    counties = gpd.GeoDataFrame({"code": ["1"]}, geometry=[EVERYWHERE], crs="EPSG:4490")
    with pytest.raises(UnsupportedFormat) as caught:
        land_raster.survey(write(tmp_path / "a.tif", heights), counties)
    assert caught.value.facts["reason_code"] == "not_classified"
    with pytest.raises(UnsupportedFormat):
        land_raster.survey(write(tmp_path / "b.tif", CELLS.astype("float32") + 0.5), counties)


def test_category_names_of_the_side_file_are_heard(tmp_path: Path) -> None:
    names = "<Category>Void</Category><Category>Water</Category><Category>Trees</Category><Category/>"
    (tmp_path / "a.tif.aux.xml").write_text(f"<PAMDataset><CategoryNames>{names}</CategoryNames></PAMDataset>")
    assert write(tmp_path / "a.tif", CELLS).categories == {"0": "Void", "1": "Water", "2": "Trees"}


# -- polygons --------------------------------------------------------------------------------------------


def test_the_hand_made_raster_by_hand(tmp_path: Path) -> None:
    found = land_patches.polygonise(write(tmp_path / "a.tif", CELLS), {"2": 0, "3": 0}, EVERYWHERE)
    assert found.values.tolist() == ["2", "2", "3"]
    ring, alone, strip = found.geometries
    hole = shapely.box(116.01, 40.02, 116.02, 40.03)
    assert same(ring, shapely.box(116, 40.01, 116.03, 40.04) - hole)
    assert same(alone, shapely.box(116.03, 40.0, 116.04, 40.01))  # touches the ring at a corner: another patch
    assert same(strip, shapely.box(116.03, 40.02, 116.04, 40.04))
    # Where the strip ends on the side of the ring, the ring has a vertex too.
    assert [116.03, 40.02] in shapely.get_coordinates(ring).round(9).tolist()


def same(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    return bool(one.symmetric_difference(other).area < 1e-14)


def naive_patches(cells: np.ndarray, wanted: tuple[int, ...]) -> int:
    """Count patches of four neighbours by walking."""
    left = {(int(y), int(x)) for y, x in np.argwhere(np.isin(cells, wanted))}
    count = 0
    while left:
        count += 1
        stack = [left.pop()]
        while stack:
            y, x = stack.pop()
            for there in ((y, x + 1), (y + 1, x), (y, x - 1), (y - 1, x)):
                if there in left and cells[there] == cells[y, x]:
                    left.remove(there)
                    stack.append(there)
    return count


@settings(max_examples=40, deadline=None)
@given(
    cells=hnp.arrays(
        np.uint8, hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=12), elements=st.integers(0, 3)
    ),
    size=st.integers(2, 9),
    in_metres=st.booleans(),
)
def test_patches_fit_add_up_and_do_not_depend_on_windows(
    tmp_path_factory: pytest.TempPathFactory, cells: np.ndarray, size: int, in_metres: bool
) -> None:
    path = tmp_path_factory.mktemp("land") / "a.tif"
    raster = write(path, cells, METRES, "EPSG:4548") if in_metres else write(path, cells)
    whole = land_patches.polygonise(raster, {"1": 0, "2": 0}, EVERYWHERE)
    parts = land_patches.polygonise(raster, {"1": 0, "2": 0}, EVERYWHERE, window=size)
    assert whole.values.tolist() == parts.values.tolist()
    assert shapely.to_wkb(whole.geometries).tolist() == shapely.to_wkb(parts.geometries).tolist()
    assert len(whole.geometries) == naive_patches(cells, (1, 2))
    assert shapely.is_valid(whole.geometries).all()
    assert len(whole.geometries) == 0 or shapely.coverage_is_valid(whole.geometries)
    for value in ("1", "2"):
        ground = (cells == int(value)).sum(axis=1) @ raster.row_areas_m2(cells.shape[1] / 2, 0, cells.shape[0])
        found = whole.geometries[whole.values == value]
        # Geodesic areas round by up to 0.1 m² a vertex (Karney 2013, section 6); so small ones by some 0.003 m².
        rounded = 4e-3 * int(shapely.get_num_coordinates(found).sum())
        assert measured(found) == pytest.approx(ground, rel=1e-6, abs=1e-3 + rounded)


def test_a_table_may_name_values_that_no_cell_has(tmp_path: Path) -> None:
    raster = write(tmp_path / "a.tif", CELLS)
    found = land_patches.polygonise(raster, {"0003": 0, "林": 0, "77": 0}, EVERYWHERE)
    assert found.values.tolist() == ["0003"]
    assert len(land_patches.polygonise(raster, {"林": 0}, EVERYWHERE).geometries) == 0


def test_small_patches_are_left_out_and_counted(tmp_path: Path) -> None:
    raster = write(tmp_path / "a.tif", CELLS)
    cell_ha = raster.row_areas_m2(2, 0, 4)[3] * 1e-4
    found = land_patches.polygonise(raster, {"2": 0, "3": 0}, EVERYWHERE, min_ha=cell_ha * 1.5)
    assert (len(found.geometries), found.small) == (2, 1)
    assert found.small_ha == pytest.approx(cell_ha, rel=1e-6)
    for window in (2, 3):
        again = land_patches.polygonise(raster, {"2": 0, "3": 0}, EVERYWHERE, min_ha=cell_ha * 1.5, window=window)
        assert (len(again.geometries), again.small) == (2, 1)


def test_cells_outside_the_ground_and_without_data_are_left_out(tmp_path: Path) -> None:
    raster = write(tmp_path / "a.tif", CELLS, nodata=3)
    west = shapely.box(116.0, 40.0, 116.02, 40.04)
    found = land_patches.polygonise(raster, {"2": 0, "3": 0}, west)
    assert found.values.tolist() == ["2"]
    assert found.geometries[0].area == pytest.approx(5 * 1e-4)


def test_smoothed_neighbours_still_fit(tmp_path: Path) -> None:
    steps = np.where(np.add.outer(np.arange(30), np.arange(30)) < 30, 1, 2).astype(np.uint8)
    raster = write(tmp_path / "a.tif", steps)
    rough = land_patches.polygonise(raster, {"1": 0, "2": 0}, EVERYWHERE)
    found = land_patches.polygonise(raster, {"1": 0, "2": 0}, EVERYWHERE, smooth=True)
    assert shapely.coverage_is_valid(found.geometries)
    assert shapely.get_num_coordinates(found.geometries).sum() < shapely.get_num_coordinates(rough.geometries).sum() / 3


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    def stop(fraction: float, _step: str) -> None:
        if fraction > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        land_patches.polygonise(write(tmp_path / "a.tif", CELLS), {"2": 0}, EVERYWHERE, window=2, progress=stop)


# -- layers ----------------------------------------------------------------------------------------------


def test_a_forest_layer_has_class_and_fuel(tmp_path: Path) -> None:
    raster = write(tmp_path / "a.tif", CELLS)
    crosswalk = Crosswalk(
        "own",
        (CrosswalkRow("2", "松林", True, "needle_litter", 0.8), CrosswalkRow("3", "栎林", True, "leaf_litter", 1.3)),
    )
    options = land_forest.ForestOptions(min_ha=0, buffer_m=0)
    made = land_forest.from_raster(raster, crosswalk, two_counties(), options)
    assert made.frame["name"].tolist() == made.frame["species"].tolist() == ["松林", "松林", "栎林"]
    assert made.frame["fuel"].tolist() == ["needle_litter", "needle_litter", "leaf_litter"]
    assert made.frame["fuel_ks"].tolist() == [0.8, 0.8, 1.3]
    assert made.frame["class_value"].tolist() == ["2", "2", "3"]
    assert made.frame["uid"].is_unique and made.frame.crs.to_epsg() == 4490
    with pytest.raises(NoGeometry):
        land_forest.from_raster(
            raster, Crosswalk("own", (CrosswalkRow("9", "林", True, "woodland", 1),)), two_counties()
        )


def test_polygons_of_the_third_survey_go_through_the_same_crosswalk() -> None:
    frame = gpd.GeoDataFrame(
        {"BSM": [1, 2, 3], "DLBM": ["0301", "0305", "0701"], "DLMC": ["乔木林地", "灌木林地", "城镇住宅用地"]},
        geometry=[square(116.0, 40.0, 0.01), square(116.015, 40.0, 0.01), square(116.03, 40.0, 0.01)],
        crs="EPSG:4490",
    )
    column = land_forest.class_column(frame)
    assert column == "DLBM"
    found = land_forest.polygon_survey(frame, column, two_counties())
    assert found.values == ("0301", "0305", "0701")
    assert chosen(recognise(found.evidence)) == "gbt21010"
    half = found.area_ha[1]
    assert half[0] == pytest.approx(half[1], rel=1e-9) and half.sum() == pytest.approx(
        measured(frame.geometry.to_numpy()[1:2]) * 1e-4, rel=1e-7
    )
    made = land_forest.from_polygons(frame, column, propose_crosswalk("gbt21010", found.values)).frame
    assert made["species"].tolist() == ["乔木林地", "灌木林地"] and made["fuel_ks"].tolist() == [1.0, 1.8]
    assert made.geometry.iloc[0].equals(frame.geometry.iloc[0])
    with pytest.raises(NoGeometry) as caught:
        land_forest.class_column(frame[["BSM", "geometry"]])
    assert caught.value.facts["reason_code"] == "no_class_column"


def test_the_real_raster_gives_the_real_forest() -> None:
    raster = land_raster.look(shared("landcover/mcd12c1_2019_igbp_wgs84.tif"))
    theirs = gpd.read_file(shared("landcover/forest_mcd12c1_2019.gpkg"))
    crosswalk = propose_crosswalk("igbp", map(str, range(18)))
    assert list(crosswalk.forest) == ["1", "2", "3", "4", "5", "8"]
    for window in (1024, 40):
        ours = land_patches.polygonise(raster, crosswalk.forest, EVERYWHERE, window=window)
        assert len(ours.geometries) == len(theirs) == 99
        assert shapely.union_all(ours.geometries).symmetric_difference(theirs.union_all()).area < 1e-9
        with rasterio.open(raster.path) as dataset:
            cells = np.isin(dataset.read(1), [1, 2, 3, 4, 5, 8])
        ground = cells.sum(axis=1) @ raster.row_areas_m2(0, 0, raster.height)
        assert measured(ours.geometries) == pytest.approx(ground, rel=1e-7)
        assert ground == pytest.approx(9.563e9, rel=1e-3)  # the data pack says 9,563 km²
