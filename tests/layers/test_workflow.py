"""The path from files to a plan: names, county order, what agreements need to be told."""

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from layers import workflow
from layers.agreements.register import normalised, party
from layers.plan import PlanStore
from layers.sources import ReadChoice

BOX = shapely.box(116.1, 40.1, 116.2, 40.2)


@pytest.fixture
def store(tmp_path):
    with PlanStore.create(tmp_path / "plan.lianfang.gpkg", title="规划", reference_date=date(2026, 4, 1)) as opened:
        yield opened


def areas(*names):
    return gpd.GeoDataFrame({"name": list(names), "note": ""}, geometry=[BOX] * len(names), crs=4490)


def test_every_imported_area_gets_a_name_of_its_own(store):
    workflow.add_patrol_areas(store, areas("北片", "", "北片", "", "  "))
    assert list(store.patrol_areas()["name"]) == ["北片", "联防区 1", "北片 (2)", "联防区 2", "联防区 3"]
    workflow.add_patrol_areas(store, areas("北片", ""), unnamed="Patrol area {number}")
    assert list(store.patrol_areas()["name"])[-2:] == ["北片 (3)", "Patrol area 1"]
    assert store.patrol_areas()["number"].is_unique


def test_an_import_is_one_gesture(store):
    workflow.add_patrol_areas(store, areas("甲", "乙"))
    store.undo()
    assert store.patrol_areas().empty


def test_an_area_keeps_its_uid_and_a_second_copy_gets_one_of_its_own(store):
    brought = areas("甲").assign(uid="a" * 32)
    assert workflow.add_patrol_areas(store, brought) == ["a" * 32]
    [second] = workflow.add_patrol_areas(store, brought)
    assert second != "a" * 32
    assert store.patrol_areas()["uid"].is_unique


def test_parties_that_do_not_touch_are_named(store):
    register = normalised(
        pd.DataFrame(
            [
                {"name": "《平安边界协议书》", "parties": [party("110109"), party("130730"), party("130726")]},
                {"name": "昌平–怀来", "parties": [party("110114"), party("130730")]},
                {"name": "上级", "parties": [party("11"), party("13")]},
            ]
        )
    )
    with store.change("agreements"):
        store.put_agreements(register)
    [(name, pairs)] = workflow.parties_apart(store)
    assert name == "《平安边界协议书》"
    assert ("门头沟区", "蔚县") in pairs
    assert not any({"门头沟区", "怀来县"} == set(pair) for pair in pairs)


def test_county_files_come_first_whatever_the_order(tmp_path):
    county = gpd.GeoDataFrame({"code": ["110116"], "name": ["怀柔区"]}, geometry=[BOX], crs=4490)
    forest = gpd.GeoDataFrame({"name": ["林"]}, geometry=[BOX.buffer(-0.02)], crs=4490)
    paths = [tmp_path / "forest.gpkg", tmp_path / "county.gpkg"]
    forest.to_file(paths[0])
    county.to_file(paths[1])
    layers = workflow.read_files(paths, {path: ReadChoice() for path in paths}, counties=None)
    assert [layer.role for layer in layers] == ["county", "forest"]
    assert layers[1].proposed_speaks_for == {"110116"}


def test_an_analysis_says_what_it_was_made_from(tmp_path):
    """Enough to tell years later whether it would come out the same: inputs by checksum, versions, date, projection."""
    from layers.plan.version import library_versions, program_version
    from tests.layers.plan.builders import county_frame, county_record

    with PlanStore.create(tmp_path / "p.lianfang.gpkg", title="规划", reference_date=date(2026, 4, 1)) as store:
        with store.change("filled"):
            added = store.add_layer(county_record(uid="c"), county_frame())
        workflow.analyse(store)
        facts = store.result_facts()
        assert facts["inputs"] == [
            {
                "uid": "c",
                "title": "县界",
                "role": "county",
                "sha256": "ab" * 32,
                "file_date": "",
                "content_sha256": added.content_sha256,
                "raster_sha256": "",
                "speaks_for": sorted(added.speaks_for),
            }
        ]
        assert len(added.content_sha256) == 64
        assert facts["libraries"] == library_versions()
        assert (facts["program"], facts["reference_date"]) == (program_version(), "2026-04-01")
        assert facts["metric_epsg"] == store.info().metric_epsg
        assert facts["parameters"] == store.parameters().as_dict()
        # A plan of the first format kept no checksums of features: it is worked out when it is needed.
        store._db.execute("UPDATE lf_layer SET content_sha256 = ''")
        assert store.features_sha256("c") == added.content_sha256


def test_what_memory_holds_is_not_read_again(tmp_path, monkeypatch):
    """But a layer whose content is another one is, and nobody can spoil what is kept by adding a column."""
    from layers.memory import Memory
    from tests.layers.plan.builders import county_frame, county_record

    with PlanStore.create(tmp_path / "p.lianfang.gpkg", title="规划", reference_date=date(2026, 4, 1)) as store:
        with store.change("filled"):
            store.add_layer(county_record(uid="c"), county_frame())
        read = []
        frame = store.frame
        monkeypatch.setattr(store, "frame", lambda uid: read.append(uid) or frame(uid))
        memory = Memory()
        first = workflow.analysis_inputs(store, memory)
        first.counties["spoilt"] = 1
        again = workflow.analysis_inputs(store, memory)
        assert read == ["c"]
        assert "spoilt" not in again.counties and again.counties["code"].tolist() == first.counties["code"].tolist()
        store._db.execute("UPDATE lf_layer SET content_sha256 = 'another'")
        workflow.analysis_inputs(store, memory)
        assert read == ["c", "c"]
        monkeypatch.setattr(workflow, "_KEPT_CORNERS", 3)
        store._db.execute("UPDATE lf_layer SET content_sha256 = 'large'")
        workflow.analysis_inputs(store, memory)
        workflow.analysis_inputs(store, memory)
        assert read == ["c"] * 4
