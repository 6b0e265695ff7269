"""A hazard that the program does not have: one kind, one line in the registry, and everything takes it."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from app import words as window_words
from app.sheets.words import load_words
from layers.agreements import applies_to
from layers.export.reasons import reason_sentences
from layers.hazards import objects
from layers.hazards.footprint import Footprint
from layers.hazards.kind import HazardKind, Number
from layers.hazards.model import HazardResult
from layers.hazards.registry import REGISTRY
from layers.kinds import Role
from layers.memory import Memory
from layers.patrol.duties import responsibility
from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.dependence import Keys
from layers.zones.model import LayerInput
from layers.zones.rederivation import rederive
from tests.layers.export.conftest import make_job, make_report
from tests.layers.shapes import KM, box_km, counties, frame, settlements

A, B = "110116", "130826"
TWO = {A: box_km(0, 0, 20, 20), B: box_km(20, 0, 40, 20)}


def _assess(inputs, network, parameters, progress, shared):
    layers = inputs.of_role(Role.OTHER)
    crs = shared.partition.crs
    found = objects.gather(layers, crs, lambda table, layer: np.ones(len(table), dtype=bool))
    pieces, whole = objects.pieces(found, shared, 3_000.0, "count")
    radius = SWARM.number(parameters, "radius_m")
    square = shapely.box(-radius, -radius, radius, radius)
    prints = {uid: Footprint((square,), facts={"radius_m": radius}) for uid in found.frame["uid"]}
    silent = objects.silent_but(layers, inputs.counties["code"])
    return HazardResult("swarm", pieces, whole, 0.0, 3_000.0, "count", silent=silent, footprints=prints), None


SWARM = HazardKind(
    code="swarm",
    title={"zh_CN": "蝗群", "en": "Locust swarm"},
    unit="count",
    full_amount=5.0,
    role=Role.OTHER,
    assess=_assess,
    numbers=(Number("radius_m", 500.0, {"zh_CN": "半径", "en": "Radius"}, "m"),),
    sentences={"zh_CN": {"reach": "蝗群活动半径 {radius_m} m"}, "en": {"reach": "Swarms fly {radius_m} m"}},
    emergency="public_health",
)


@pytest.fixture
def swarm(monkeypatch):
    monkeypatch.setitem(REGISTRY, "swarm", SWARM)


def swarms(*places):
    table = frame([shapely.Point(x * KM, y * KM) for x, y in places], uid=[f"s{k}" for k in range(len(places))])
    table["name"] = "Swarm"
    return LayerInput("swarms", Role.OTHER, table)


def run(*layers, **numbers):
    return derive(ZoneInputs(counties(TWO), layers), Parameters(**numbers))


@pytest.mark.usefixtures("swarm")
class TestSeam:
    def test_zones_class_lead_and_shares_follow(self):
        result = run(swarms((19.8, 10.0)), settlements([(20.2, 10.1)], [120.0]))
        zone = result.zones.iloc[0]
        assert len(result.zones) == 1
        assert (zone["hazard"], zone["zone_class"], zone["lead"], zone["supports"]) == ("swarm", "S3", A, [B])
        assert zone["hazard_share"] == {A: 1.0} and zone["exposure_share"][B] == 1.0
        # A square of 1 km about the swarm, 300 m of it across the line.
        assert zone["area_ha"] == pytest.approx(100.0, rel=1e-4)
        parts = result.parts.set_index("county")["area_ha"]
        assert parts[A] == pytest.approx(70.0, rel=1e-4) and parts[B] == pytest.approx(30.0, rel=1e-4)
        assert parts.sum() == pytest.approx(zone["area_ha"], rel=1e-12)
        hazard = next(part for part in zone["score_parts"] if part["code"] == "hazard")
        assert (hazard["raw"], hazard["unit"]) == (1.0, "count")
        json.dumps(zone.drop("geometry").to_dict(), default=str)
        assert rederive(zone.to_dict(), Parameters()).differing(zone.to_dict()) == ()

    def test_its_own_number_counts_and_only_when_it_is_its_own(self):
        village = settlements([(20.2, 10.1)], [120.0])
        short = run(swarms((19.8, 10.0)), village, hazard_numbers={"swarm": {"radius_m": 100.0}})
        assert short.zones["zone_class"].tolist() == ["L"]
        other = run(swarms((19.8, 10.0)), village, hazard_numbers={"plume": {"radius_m": 100.0}})
        assert other.zones["zone_class"].tolist() == ["S3"]

    def test_words_of_window_and_documents(self):
        result = run(swarms((19.8, 10.0)), settlements([(20.2, 10.1)], [120.0]))
        zone = result.zones.iloc[0].to_dict()
        assert window_words.hazard("swarm") in ("Locust swarm", "蝗群"), "in the language of whichever window was open"
        for language, name, sentence in (
            ("zh_CN", "蝗群", "蝗群活动半径 500 m"),
            ("en", "Locust swarm", "Swarms fly 500 m"),
        ):
            words = load_words(language)
            assert words.code("hazard", "swarm") == name
            job = make_job(language)
            assert sentence in reason_sentences(job, zone)
        duties = responsibility(result.zones)
        assert duties["task"].tolist()[0] == "general_prevention" and len(duties) == 5

    def test_the_annex_prints_it(self):
        from layers.export.annex import compose

        result = run(swarms((19.8, 10.0)), settlements([(20.2, 10.1)], [120.0]))
        zones = result.zones.assign(inside_ha=1.0)
        report = make_report(zones=zones, responsibility=responsibility(zones))
        annex = compose(make_job(report=report))
        assert "蝗群活动半径 500 m" in "\n".join(annex.texts())
        assert "蝗群：半径" in "\n".join(annex.texts())

    def test_two_sources_across_the_line_from_each_other_are_two_zones(self):
        result = run(swarms((19.8, 10.0), (20.2, 10.0)), settlements([(19.9, 10.1), (20.1, 10.1)], [50.0, 50.0]))
        assert sorted(result.zones["lead"]) == [A, B]
        assert result.zones["zone_class"].tolist() == ["S2", "S2"]
        overlap = shapely.intersection(*result.zones.geometry)
        assert overlap.area < 1e-12

    def test_what_a_silent_neighbour_holds_is_unknown(self):
        known = settlements([(19.9, 10.1)], [50.0], speaks_for=frozenset({A}))
        zone = run(swarms((19.8, 10.0)), known).zones.iloc[0]
        assert (zone["zone_class"], zone["lead"]) == ("pending", "")

    def test_it_can_be_left_out_or_run_alone(self):
        layers = (swarms((19.8, 10.0)), settlements([(20.2, 10.1)], [120.0]))
        assert len(run(*layers, hazards=("forest", "river")).zones) == 0
        alone = run(*layers, hazards=("swarm",)).zones
        together = run(*layers).zones
        assert alone["uid"].tolist() == together["uid"].tolist()

    def test_its_keys_name_its_numbers_and_no_others(self):
        inputs = ZoneInputs(counties(TWO), (swarms((19.8, 10.0)),))

        def key(**numbers):
            return Keys(inputs, Parameters(**numbers), Memory()).zones(SWARM)

        assert key() == key(hazard_numbers={"plume": {"wind_ms": 9.0}}) == key(forest_band_m=1.0)
        assert key() != key(hazard_numbers={"swarm": {"radius_m": 9.0}})

    def test_agreements_cover_it_by_its_kind_of_emergency(self):
        assert applies_to(["public_health"], "swarm") and not applies_to(["natural", "forest"], "swarm")

    def test_points_hold_no_land_twice(self):
        # A source on the very line: the lower code has it.
        zone = run(swarms((20.0, 10.0)), settlements([(20.2, 10.1)], [120.0])).zones.iloc[0]
        assert zone["hazard_share"] == {A: 1.0}


def test_an_unknown_code_is_printed_as_it_is():
    assert window_words.hazard("nonsense") == "nonsense"
    assert load_words("en").code("hazard", "nonsense") == "nonsense"


def test_parameters_come_back_from_plain_data():
    given = Parameters(hazards=("forest",), hazard_numbers={"plume": {"wind_ms": 3.0}})
    back = Parameters.from_dict(json.loads(json.dumps(given.as_dict())))
    assert back == given and hash(back.hazards)
