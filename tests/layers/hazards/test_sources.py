"""Releases, rings and corridors: shapes worked out by hand, then from sources to zones."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd
import pytest
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.geodesy import cgcs2000, geodesic_area_m2
from layers.hazards import corridor, plume, protective_actions, radius
from layers.hazards.footprint import swept
from layers.hazards.registry import REGISTRY
from layers.hazards.sourced import figure
from layers.kinds import Role
from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.model import LayerInput
from tests.layers.shapes import EPSG, KM, ORIGIN, box_km, counties, frame, rivers, settlements

A, B, C = "110116", "130826", "130827"
TWO = {A: box_km(0, 0, 20, 20), B: box_km(20, 0, 40, 20)}
CRS = f"EPSG:{EPSG}"
LON, LAT = 117.0, 40.0


def sources(shapes, kinds, *, speaks_for=None, uid="source", role=Role.HAZARD_SOURCE, **columns):
    local = [shapely.Point(shape[0] * KM, shape[1] * KM) if isinstance(shape, tuple) else shape for shape in shapes]
    count = len(local)
    table = frame(local, uid=[f"{uid}-{k}" for k in range(count)], name=[""] * count, kind=kinds, **columns)
    return LayerInput(uid, role, table, speaks_for)


def run(*layers, shapes=TWO, hazards=(), **numbers):
    return derive(ZoneInputs(counties(shapes), layers), Parameters(hazards=hazards, hazard_numbers=numbers))


def stored(stamp):
    """Put a stamp about (LON, LAT) and return it in degrees."""
    origin = transform(shapely.Point(LON, LAT), STORAGE_CRS, CRS)
    placed = shapely.transform(stamp, lambda xy: xy + np.array([origin.x, origin.y]))
    return transform(placed, CRS, STORAGE_CRS)


class TestShapes:
    @pytest.mark.parametrize(("half", "radius_m"), [(15.0, 2_000.0), (30.0, 5_000.0)])
    def test_area_of_a_sector(self, half, radius_m):
        made = plume.sector(LON, LAT, towards_deg=135.0, half_angle_deg=half, radius_m=radius_m, crs=CRS)
        # (angle / 360) π r², chords of 2° take sin(2°)/2° off.
        chord = math.sin(math.radians(2.0)) / math.radians(2.0)
        whole = 2.0 * half / 360.0 * math.pi * radius_m**2 * chord
        assert geodesic_area_m2(stored(made)) == pytest.approx(whole, rel=1e-5)
        tips = shapely.get_coordinates(stored(made))
        away = cgcs2000().inv(np.full(len(tips), LON), np.full(len(tips), LAT), tips[:, 0], tips[:, 1])
        bearings, metres = away[0][away[2] > 1.0], away[2][away[2] > 1.0]
        assert metres == pytest.approx(radius_m, abs=1e-3)
        assert bearings.min() == pytest.approx(135.0 - half) and bearings.max() == pytest.approx(135.0 + half)

    def test_a_half_angle_of_180_is_a_circle(self):
        made = plume.sector(LON, LAT, towards_deg=0.0, half_angle_deg=180.0, radius_m=1_000.0, crs=CRS)
        assert made.equals(plume.circle(LON, LAT, 1_000.0, CRS))

    def test_the_protective_square_lies_downwind_with_its_edge_at_the_spill(self):
        made = plume.protective_square(LON, LAT, towards_deg=90.0, side_m=1_000.0, crs=CRS)
        assert made.bounds == pytest.approx((0.0, -500.0, 1_000.0, 500.0), abs=0.5)
        assert made.area == pytest.approx(1e6, rel=1e-4)
        north = plume.protective_square(LON, LAT, towards_deg=0.0, side_m=1_000.0, crs=CRS)
        assert north.bounds == pytest.approx((-500.0, 0.0, 500.0, 1_000.0), abs=0.5)

    def test_rings_of_3_and_10_km(self):
        inner, ring = radius.rings(LON, LAT, 3_000.0, 10_000.0, CRS)
        chord = math.sin(math.radians(2.0)) / math.radians(2.0)
        assert geodesic_area_m2(stored(inner)) == pytest.approx(math.pi * 9e6 * chord, rel=1e-5)
        assert geodesic_area_m2(stored(ring)) == pytest.approx(math.pi * 91e6 * chord, rel=1e-5)
        assert inner.intersection(ring).area == 0.0
        with pytest.raises(ValueError, match="3000"):
            radius.rings(LON, LAT, 3_000.0, 3_000.0, CRS)

    def test_a_plume_goes_where_the_wind_blows_to(self):
        release = {"release_g_s": 1_000.0, "wind_ms": 3.0, "stability": "D"}
        made = plume.plume(LON, LAT, towards_deg=90.0, threshold_g_m3=0.03, crs=CRS, **release)
        west, south, east, north = made.bounds
        assert west >= 0.0 and north == pytest.approx(-south, rel=1e-3) and east > 5 * north
        nothing = plume.plume(LON, LAT, towards_deg=90.0, threshold_g_m3=1e6, crs=CRS, **release)
        assert nothing.is_empty


class TestSwept:
    def test_a_circle_along_an_edge_is_a_capsule(self):
        circle = shapely.Point(0, 0).buffer(100.0, quad_segs=64)
        made = swept(shapely.LineString([(0, 0), (1_000, 0)]), circle)
        assert made.area == pytest.approx(1_000 * 200 + math.pi * 100.0**2, rel=1e-3)

    def test_stamps_every_quarter_of_their_length_come_close_from_below(self):
        square = shapely.box(0.0, -250.0, 500.0, 250.0)
        line = shapely.LineString([(0, 0), (2_000, 0), (3_000, 2_000)])
        exact = swept(line, square)
        places = shapely.line_interpolate_point(line, np.arange(0.0, line.length + 125.0, 125.0))
        stamps = shapely.union_all(
            [shapely.transform(square, lambda xy, p=p: xy + np.array([p.x, p.y])) for p in places]
        )
        assert stamps.difference(exact).area < 1e-6
        # 2500 · 500 along, 500² + 500 · 2000 + 500 · 1000 aslant, the square at the bend taken once.
        assert exact.area == pytest.approx(2.75e6)
        assert 0.95 < stamps.area / exact.area <= 1.0  # the teeth between the stamps

    def test_an_area_is_swept_with_what_is_inside(self):
        made = swept(shapely.box(0, 0, 1_000, 1_000), shapely.box(-100, -100, 100, 100))
        assert made.equals(shapely.box(-100, -100, 1_100, 1_100))


class TestTable:
    def test_what_ships_is_said_to_be_from_memory_and_blanks_are_unknown(self):
        table = protective_actions.packaged()
        chlorine = protective_actions.find(table, "液氯储罐 UN1017")
        assert chlorine is not None and chlorine.basis == "from memory"
        assert chlorine.distances_m(is_large=False, is_night=True) == (60.0, 1_100.0)
        assert all(math.isnan(one) for one in chlorine.distances_m(is_large=True, is_night=False))
        ammonia = protective_actions.find(table, "液氨")
        assert ammonia is not None and math.isnan(ammonia.distances_m(is_large=False, is_night=False)[1])
        assert protective_actions.find(table, "") is None and protective_actions.find(table, "砂石") is None

    @pytest.mark.parametrize(
        "text",
        [
            "un,name_zh\n1,x",
            "un,name_zh,name_en,small_isolation_m,small_day_km,"
            "small_night_km,large_isolation_m,large_day_km,large_night_km,basis\n1,a,b,x,,,,,,",
        ],
    )
    def test_a_broken_table_names_line_and_value(self, text):
        with pytest.raises(ValueError, match=r"column|Line 2"):
            protective_actions.parse(text)

    def test_a_county_reads_its_own(self, tmp_path):
        path = tmp_path / "own.csv"
        head = ",".join(protective_actions._COLUMNS)
        path.write_text(f"# ours\n{head}\n1005,液氨,Ammonia,30,0.1,0.2,150,0.8,2.0,ours\n", encoding="utf-8-sig")
        (row,) = protective_actions.read_table(path)
        assert row.distances_m(is_large=True, is_night=True) == (150.0, 2_000.0)


class TestPlumeZones:
    VILLAGE = settlements([(20.3, 10.0)], [200.0])

    def test_chlorine_beside_the_line_reaches_the_neighbour(self):
        zone = run(sources([(19.6, 10.0)], ["液氯储罐"]), self.VILLAGE, hazards=("plume",)).zones.iloc[0]
        assert (zone["hazard"], zone["zone_class"], zone["lead"]) == ("plume", "S3", A)
        told = next(reason for reason in zone["reasons"] if reason["code"] == "hazard_reach")
        facts = dict(told["facts"])
        # 400 m to the line at 2 m/s.
        assert facts.pop("line_min") == pytest.approx(400.0 / 2.0 / 60.0, rel=1e-4)
        named = {"substance": "氯气", "substance_en": "Chlorine", "un": "1017"}
        assert facts == {"how": "table_any", "distance_m": 1_100.0, **named}
        # A square of 1.1 km turned every way: a disc of 1.1 · √1.25 km.
        assert zone["area_ha"] == pytest.approx(math.pi * 1.25 * 1.1**2 * 100.0, rel=1e-3)

    def test_the_wind_decides_which_side(self):
        plant = sources([(19.6, 10.0)], ["化工厂"], protective_m=[1_000.0], isolation_m=[100.0])
        for wind_from, classes in ((270.0, ["S3"]), (90.0, ["L"])):
            given = {"direction": "wind", "wind_from_deg": wind_from}
            assert run(plant, self.VILLAGE, hazards=("plume",), plume=given).zones["zone_class"].tolist() == classes

    def test_a_gaussian_plume_names_its_set_and_its_distance(self):
        plant = sources([(19.6, 10.0)], ["化工厂"], release_g_s=[500.0])
        given = {"method": "gaussian", "direction": "wind", "wind_from_deg": 270.0, "threshold_mg_m3": 100.0}
        zone = run(plant, self.VILLAGE, hazards=("plume",), plume=given).zones.iloc[0]
        facts = next(reason for reason in zone["reasons"] if reason["code"] == "hazard_reach")["facts"]
        assert facts["how"] == "gaussian" and facts["coefficients"] == "briggs_rural"
        assert (facts["release_g_s"], facts["stability"], facts["wind_ms"]) == (500.0, "D", 2.0)
        # There σy · σz = Q / (π u C) = 500 / (π · 2 · 0.1).
        x = facts["distance_m"]
        spread = 0.08 * x / math.sqrt(1 + 0.0001 * x) * 0.06 * x / math.sqrt(1 + 0.0015 * x)
        assert spread == pytest.approx(500.0 / (math.pi * 2.0 * 0.1), rel=1e-4)

    def test_a_plume_cut_off_where_the_formulas_end_says_so(self):
        made = plume.stamp(
            pd.Series({"release_g_s": 1e6}), LON, LAT,
            Parameters(hazard_numbers={"plume": {"method": "gaussian", "stability": "F"}}), CRS,
        )  # fmt: skip
        assert made is not None and made[1]["how"] == "gaussian_any_cut"

    def test_what_reaches_no_threshold_is_counted_not_drawn(self):
        plant = sources([(19.6, 10.0)], ["化工厂"], release_g_s=[1e-3])
        high = {"method": "gaussian", "height_m": 200.0}
        assert len(run(plant, self.VILLAGE, hazards=("plume",), plume=high).zones) == 0

    def test_a_plant_across_the_line_is_s1(self):
        works = sources([box_km(19.5, 9.5, 20.5, 10.5)], ["化工园区"])
        result = run(works, self.VILLAGE, hazards=("plume",))
        zone = result.zones.iloc[0]
        assert zone["zone_class"] == "S1"
        assert zone["hazard_share"] == pytest.approx({A: 0.5, B: 0.5}, abs=1e-3)
        told = zone["reasons"][0]
        assert (told["code"], told["unit"]) == ("hazard_crosses", "count")
        assert told["amount"] == pytest.approx(1.0)
        assert result.parts["area_ha"].sum() == pytest.approx(zone["area_ha"], rel=1e-12)

    def test_other_sources_are_not_taken(self):
        assert len(run(sources([(19.6, 10.0)], ["加油站"]), self.VILLAGE, hazards=("plume",)).zones) == 0


class TestRadiusZones:
    def test_a_farm_8_km_from_the_line_threatens_the_neighbour(self):
        farm = sources([(12.0, 10.0)], ["养殖场（非洲猪瘟疫点）"])
        village = settlements([(21.5, 10.0), (22.5, 10.0)], [10.0, 10.0])  # 9.5 and 10.5 km away
        zone = run(farm, village, hazards=("radius",)).zones.iloc[0]
        assert (zone["zone_class"], zone["lead"], zone["villages"]) == ("S3", A, 1)
        near = run(farm, village, hazards=("radius",), radius={"outer_m": 9_000.0})
        assert near.zones["zone_class"].tolist() == ["L"]

    def test_its_own_radius_goes_first(self):
        farm = sources([(12.0, 10.0)], ["养殖场"], radius_m=[11_000.0])
        village = settlements([(22.5, 10.0)], [10.0])
        assert run(farm, village, hazards=("radius",)).zones["villages"].tolist() == [1]


@pytest.mark.parametrize(
    ("note", "name", "metres"),
    [
        ("防护距离 1.5 km；源强 200 g/s", "protective_m", 1_500.0),
        ("防护距离：800米", "protective_m", 800.0),
        ("源强 0.2 kg/s", "release_g_s", 200.0),
        ("Radius 3 km", "radius_m", 3_000.0),
        ("防护距离不详", "protective_m", None),
        ("防护距离 0 m", "protective_m", None),
    ],
)
def test_a_note_says_the_numbers_of_a_record(note, name, metres):
    found = figure(pd.Series({"note": note, "kind": ""}), name)
    assert math.isnan(found) if metres is None else found == metres
    assert figure(pd.Series({"note": note, name: 7.0}), name) == 7.0


class TestCorridorZones:
    ROAD = shapely.LineString([(15 * KM, 10 * KM), (25 * KM, 10 * KM)])

    def test_a_road_with_dangerous_goods_is_a_corridor_across_the_line(self):
        road = sources([self.ROAD], ["危化品运输路线"], protective_m=[400.0])
        village = settlements([(19.5, 10.3), (20.5, 10.6)], [30.0, 40.0])  # 300 and 600 m aside
        result = run(road, village, hazards=("corridor",))
        zone = result.zones.iloc[0]
        assert (zone["zone_class"], zone["villages"]) == ("S1", 1)
        # 2 km of it on each side of the line; a disc of 400 · √1.25 m swept along, cut at the band.
        assert sum(zone["evidence"]["hazard_amount"].values()) == pytest.approx(4_000.0, rel=1e-4)
        assert zone["area_ha"] == pytest.approx(4_000.0 * 2 * 400.0 * math.sqrt(1.25) / 1e4, rel=0.01)

    def test_ice_reaches_its_own_distance(self):
        road = sources([self.ROAD], ["结冰路段"])
        zone = run(road, settlements([(19.5, 10.1)], [30.0]), hazards=("corridor",)).zones.iloc[0]
        told = next(reason for reason in zone["reasons"] if reason["code"] == "hazard_reach")
        assert told["facts"] == {"how": "ice", "reach_m": 200.0} and zone["villages"] == 1

    def test_roads_say_what_they_carry(self):
        roads = frame([self.ROAD, self.ROAD], uid=["r1", "r2"], name=["G1", "G2"], kind=["", ""], hazmat=["是", "否"])
        layer = LayerInput("roads", Role.ROAD, roads)
        result = run(layer, settlements([(19.9, 10.0)], [30.0]), hazards=("corridor",))
        assert len(result.zones) == 1 and result.zones.iloc[0]["names"] == ["G1"]

    def test_the_wind_of_the_release_counts_for_its_key(self):
        from layers.memory import Memory
        from layers.zones.dependence import Keys

        inputs = ZoneInputs(counties(TWO), ())

        def key(numbers):
            return Keys(inputs, Parameters(hazard_numbers=numbers), Memory()).hazard(corridor.KIND)

        assert key({}) != key({"plume": {"direction": "wind"}}) and key({}) == key({"radius": {"outer_m": 1.0}})


def test_hazards_together_are_hazards_one_at_a_time():
    layers = (
        sources([(19.6, 10.0)], ["液氯储罐"], uid="tank"),
        sources([(18.0, 5.0)], ["养殖场"], uid="farm"),
        sources([TestCorridorZones.ROAD], ["结冰路段"], uid="road"),
        rivers([[(15.0, 15.0), (25.0, 15.0)]]),
        settlements([(20.3, 10.0), (21.0, 5.0), (19.9, 10.1), (20.1, 15.1)], [200.0, 100.0, 50.0, 70.0]),
    )
    together = run(*layers).zones
    kinds = ("river", "plume", "radius", "corridor")
    assert set(together["hazard"]) == set(kinds)
    for kind in kinds:
        alone = run(*layers, hazards=(kind,)).zones
        mine = together[together["hazard"] == kind]
        for column in ("uid", "zone_class", "area_ha", "people", "lead", "score"):
            assert sorted(alone[column]) == sorted(mine[column]), (kind, column)


def test_the_places_of_the_plane_are_right():
    assert ORIGIN[0] + 20 * KM == 500_000.0


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("code", ["plume", "radius", "corridor", "mapped"])
def test_every_sentence_of_a_kind_is_there_in_both_languages_with_the_same_blanks(code, language):
    kind = REGISTRY[code]
    blank = re.compile(r"{(\w+)")
    mine, other = kind.sentences[language], kind.sentences["en" if language == "zh_CN" else "zh_CN"]
    assert set(mine) == set(other) and kind.title[language]
    for how, sentence in mine.items():
        plain = {name.removesuffix("_en") for name in blank.findall(sentence)}
        assert plain == {name.removesuffix("_en") for name in blank.findall(other[how])}, how
    for number in kind.numbers:
        assert number.text[language] and number.source.get(language), number.name
        assert all(texts[language] for texts in number.choices.values())


def test_a_reason_is_spoken_with_all_its_blanks_filled():
    from app.sheets.words import load_words
    from layers.export.reasons import reason_sentence

    class Speaker:
        county_names: dict[str, str] = {}  # noqa: RUF012

        def __init__(self, language):
            self.words = load_words(language)

    layers = (
        sources([(19.6, 10.0)], ["液氯储罐"], uid="tank"),
        sources([(19.6, 3.0)], ["养殖场"], uid="farm"),
        sources([TestCorridorZones.ROAD], ["危化品运输"], uid="road"),
        settlements([(20.3, 10.0), (20.3, 3.0)], [200.0, 20.0]),
    )
    settings = (
        {},
        {"plume": {"direction": "wind", "wind_from_deg": 270.0}},
        {"plume": {"method": "gaussian"}},
        {"plume": {"method": "gaussian", "direction": "wind", "stability": "F"}},
        {"plume": {"method": "sector", "direction": "wind"}},
    )
    for numbers in settings:
        zones = run(*layers, hazards=("plume", "radius", "corridor"), **numbers).zones
        told = [reason for reasons in zones["reasons"] for reason in reasons if reason["code"] == "hazard_reach"]
        assert len(told) == len(zones) > 0
        for language in ("zh_CN", "en"):
            for reason in told:
                assert "{" not in reason_sentence(Speaker(language), reason), reason
