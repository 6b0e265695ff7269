"""Blocks of a plan: made from what it holds, kept with it, out of date when that changes."""

import json
from datetime import date

import geopandas as gpd
import pytest
import shapely

from layers import block_workflow, workflow
from layers.errors import ExportError
from layers.export.blocks import write_blocks
from layers.kinds import Role
from layers.patrol.block_model import BLOCK_COLUMNS, ZONES, BlockParameters
from layers.patrol.blocks import joined
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.verify import verify
from layers.sample import build_sample_plan
from tests.shared_sample import copied

PARAMETERS = BlockParameters(band_m=3000.0, least_ha=100.0)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.lianfang.gpkg"
    with build_sample_plan(path, date(2026, 6, 1)) as store:
        made = block_workflow.make(store, PARAMETERS)
        yield store, made


@pytest.fixture
def kept(sample):
    store, made = sample
    block_workflow.save(store, made)
    yield store, made
    if block_workflow.state(store).count:
        block_workflow.remove(store)


def test_the_blocks_of_the_sample_cover_both_sides_of_every_shared_line(sample):
    store, made = sample
    frame = made.blocks.frame
    assert tuple(frame.columns) == BLOCK_COLUMNS and frame["uid"].is_unique
    assert frame["number"].tolist() == list(range(1, len(frame) + 1))
    assert made.blocks.terrain_step_m == pytest.approx(430, abs=20) and made.blocks.used["ridge"] > 100
    assert all(len(one) == 1 for one in frame["counties"])
    touching = frame[frame["distance_m"] == 0.0]
    pairs = {border for border in touching["border"] if border}
    names = workflow.county_names(store)
    assert len(pairs) > 15 and all(code in names for pair in pairs for code in pair.split("|"))
    for pair in pairs:
        sides = {codes[0] for codes in touching.loc[touching["border"] == pair, "counties"]}
        assert sides == set(pair.split("|"))
    # No overlap, measured on the plane.
    shapes = frame.to_crs(made.blocks.metric_epsg).geometry.to_numpy()
    assert shapely.union_all(shapes).area == pytest.approx(float(shapely.area(shapes).sum()), rel=1e-8)


def test_two_blocks_across_a_line_make_an_area_of_two_counties(sample):
    from layers.patrol import CountyIndex

    store, made = sample
    frame = made.blocks.frame
    row = frame[frame["distance_m"] == 0.0].iloc[0]
    other = frame[
        (frame["border"] == row["border"])
        & (frame["distance_m"] == 0.0)
        & frame["counties"].map(lambda codes: codes[0] != row["counties"][0])
    ]
    touching = other[shapely.length(shapely.intersection(other.geometry.to_numpy(), row.geometry)) > 0]
    area = joined([row.geometry, touching.geometry.iloc[0]], epsg=made.blocks.metric_epsg)
    assert isinstance(area, shapely.Polygon)
    division = CountyIndex(workflow.counties_frame(store)).divide(area)
    expected = {row["counties"][0]: row["area_ha"], touching["counties"].iloc[0][0]: touching["area_ha"].iloc[0]}
    assert set(division.counties) == set(expected)  # not a strip of a third
    for share in division.shares:
        assert share.area_ha == pytest.approx(expected[share.county], rel=1e-5)


def test_areas_of_many_blocks_are_told_no_slivers_along_the_line(sample):
    from layers.patrol import CountyIndex, check_area

    store, made = sample
    index = CountyIndex(workflow.counties_frame(store))
    frame = made.blocks.frame
    for border in frame["border"].value_counts().index[:6]:
        several = frame[(frame["border"] == border) & (frame["distance_m"] == 0.0)]
        area = joined(list(several.geometry), epsg=made.blocks.metric_epsg)
        codes = {finding.code for finding in check_area(area, index)}
        assert codes <= {"hole"}, border


def test_a_block_alone_lies_in_its_county_only_to_the_last_square_metre(sample):
    """A rounding error along ten kilometres of line would be told as land of the neighbour."""
    from layers.patrol import CountyIndex

    store, made = sample
    index = CountyIndex(workflow.counties_frame(store))
    touching = made.blocks.frame[made.blocks.frame["distance_m"] == 0.0].head(60)
    for codes, shape in zip(touching["counties"], touching.geometry, strict=True):
        assert list(index.divide(shape).counties) == codes


def test_blocks_are_kept_as_one_gesture_and_come_back_whole(kept, tmp_path):
    store, made = kept
    back = store.blocks()
    assert back["areas_ha"].tolist() == made.blocks.frame["areas_ha"].tolist()
    assert back["counties"].tolist() == made.blocks.frame["counties"].tolist()
    assert shapely.equals_exact(back.geometry.to_numpy(), made.blocks.frame.geometry.to_numpy(), 0.0).all()
    state = block_workflow.state(store)
    assert (state.count, state.is_stale, state.parameters) == (len(back), False, PARAMETERS)
    store.undo()
    assert block_workflow.state(store).count == 0 and len(store.blocks()) == 0
    store.redo()
    assert block_workflow.state(store).count == len(back)
    block_workflow.remove(store)
    assert block_workflow.state(store).count == 0
    store.undo()
    assert len(store.blocks()) == len(back)


def test_blocks_are_no_part_of_what_the_plan_says(sample):
    store, made = sample
    before = content_hash(store)
    block_workflow.save(store, made)
    assert content_hash(store) == before
    store.undo()


def test_a_layer_that_comes_or_goes_makes_them_out_of_date(kept):
    store, _ = kept
    road = next(record for record in store.layers() if record.role is Role.ROAD)
    depot = next(record for record in store.layers() if record.role is Role.DEPOT)
    with store.change("layer_removed", title=depot.title):
        store.remove_layer(depot.uid)
    assert not block_workflow.state(store).is_stale
    with store.change("layer_removed", title=road.title):
        store.remove_layer(road.uid)
    assert block_workflow.state(store).is_stale
    store.undo()
    assert not block_workflow.state(store).is_stale
    store.undo()


def test_a_plan_with_blocks_verifies_and_copies(kept, tmp_path):
    store, made = kept
    copy = store.save_copy(tmp_path / "copy.lianfang.gpkg")
    assert [finding.code for finding in verify(copy).findings if "raster" not in finding.code] == []
    with PlanStore.open(copy, read_only=True) as other:
        assert len(other.blocks()) == len(made.blocks.frame)
    listed = gpd.list_layers(copy)["name"].tolist()
    assert "lf_block" in listed  # other programs see it


def test_blocks_around_zones_stay_near_them(analysed_sample, tmp_path):
    with PlanStore.open(copied(analysed_sample, tmp_path)) as store:
        made = block_workflow.make(store, BlockParameters(around=ZONES, zone_margin_m=200.0, ridges=False))
        epsg = made.blocks.metric_epsg
        zones = store.zones()
        shared = zones[zones["zone_class"] != "L"].to_crs(epsg)
        ground = shapely.union_all(shared.geometry.to_numpy()).buffer(201.0)
        blocks = made.blocks.frame.to_crs(epsg).geometry.to_numpy()
        # Holes too small for a block are part of the block around them.
        beyond = shapely.get_parts(shapely.difference(shapely.union_all(blocks), ground))
        assert shapely.area(beyond).max(initial=0.0) < 10_000.0 and shapely.covers(ground, blocks).mean() > 0.99
        block_workflow.save(store, made)
        with store.change("zone_status"):
            store.set_zone_status(zones["uid"].iloc[0], "signed")
        assert not block_workflow.state(store).is_stale


def test_terrain_whose_file_is_gone_is_named_and_not_needed(tmp_path):
    folder = tmp_path / "apart" / "plan"  # rasters are searched for beside the plan's folder too
    folder.mkdir(parents=True)
    with build_sample_plan(folder / "s.lianfang.gpkg", date(2026, 6, 1)) as store:
        for raster in folder.glob("*.tif"):
            raster.unlink()
        made = block_workflow.make(store, PARAMETERS)
        assert len(made.terrain_missing) == 1 and made.blocks.terrain_step_m is None
        assert 50 < len(made.blocks.frame) < 400


def test_blocks_as_a_file_read_back(sample, tmp_path):
    store, made = sample
    names = workflow.county_names(store)
    frame = made.blocks.frame
    for ending in ("gpkg", "geojson"):
        path = write_blocks(tmp_path / f"blocks.{ending}", frame, names)
        back = gpd.read_file(path)
        assert back["number"].tolist() == frame["number"].tolist()
        assert back["counties"].tolist() == [codes[0] for codes in frame["counties"]]
        assert back["people"].isna().tolist() == frame["people"].isna().tolist()
        assert shapely.area(back.geometry.to_numpy()) == pytest.approx(
            shapely.area(frame.geometry.to_numpy()), rel=1e-6
        )
    assert "crs" not in json.loads((tmp_path / "blocks.geojson").read_text("utf-8"))
    with pytest.raises(ExportError):
        write_blocks(tmp_path / "blocks.doc", frame, names)
