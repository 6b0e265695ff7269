from __future__ import annotations

import pyproj
import pytest
from pyproj.enums import WktVersion

from layers.errors import MissingCrs, UnusableCrs
from layers.sources.datum import CrsVerdict, candidates, decide

DEGREES = (116.0, 40.0, 117.0, 41.0)


def verdict(found: str | None, bounds: tuple[float, float, float, float] = DEGREES, **more: str) -> CrsVerdict:
    return decide(found, path="a.shp", layer="a", bounds=bounds, **more)


def codes(one: CrsVerdict) -> list[str]:
    return [problem.code for problem in one.problems]


def test_cgcs2000_needs_no_remark() -> None:
    one = verdict("EPSG:4490")
    assert one.error is None
    assert one.is_identity
    assert codes(one) == []


def test_wgs84_is_treated_as_identical_and_says_so() -> None:
    one = verdict("EPSG:4326")
    assert one.error is None
    assert one.is_identity
    assert codes(one) == ["crs_identical"]


def test_gauss_kruger_is_reprojected() -> None:
    one = verdict("EPSG:4548", (400000.0, 4.4e6, 600000.0, 4.6e6))
    assert (one.epsg, one.is_identity, codes(one)) == (4548, False, ["crs_reprojected"])


@pytest.mark.parametrize("epsg", [4490, 4526, 4548, 4498])
def test_esri_text_of_cgcs2000_is_recognised(epsg: int) -> None:
    text = pyproj.CRS.from_epsg(epsg).to_wkt(WktVersion.WKT1_ESRI)
    east = {4490: 0.0, 4526: 38e6, 4548: 0.0, 4498: 20e6}[epsg]
    bounds = DEGREES if epsg == 4490 else (east + 4e5, 4.4e6, east + 6e5, 4.6e6)
    assert verdict(text, bounds).error is None


def test_custom_cgcs2000_name_that_matches_no_code_still_works() -> None:
    text = (
        'PROJCS["CGCS2000_GK_CM_116_25E",GEOGCS["GCS_China_2000",DATUM["D_China_2000_custom",'
        'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
        'PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
        'PARAMETER["Central_Meridian",116.25],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],'
        'UNIT["Meter",1.0]]'
    )
    one = verdict(text, (400000.0, 4.4e6, 600000.0, 4.6e6))
    assert one.error is None
    assert one.epsg is None


@pytest.mark.parametrize(
    "found",
    [
        "EPSG:4610",
        "EPSG:4214",
        "EPSG:2362",  # Xian 1980 / 3-degree GK zone 38
        "EPSG:2434",  # Beijing 1954 / 3-degree GK
        'GEOGCS["GCS_XiAn_1980",DATUM["D_XiAn_1980",SPHEROID["International_1975",6378140.0,298.257]],'
        'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
        'GEOGCS["unnamed",DATUM["unknown",SPHEROID["Krassowsky",6378245.0,298.3]],'
        'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
    ],
)
def test_datums_with_secret_parameters_are_refused(found: str) -> None:
    one = verdict(found)
    assert isinstance(one.error, UnusableCrs)
    assert one.error.facts["reason_code"] == "secret_parameters"


def test_the_planners_word_wins_over_the_file() -> None:
    one = verdict("EPSG:4610", chosen="EPSG:4490")
    assert one.error is None
    assert codes(one) == ["crs_given"]
    assert "4610" in one.problems[0].facts["found"]


def test_the_planner_cannot_choose_a_secret_datum_either() -> None:
    assert isinstance(verdict(None, chosen="EPSG:4214").error, UnusableCrs)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ("EPSG:4301", "other_datum"),  # Tokyo
        ("EPSG:4008", "other_datum"),  # Clarke 1866
        ("+proj=sinu +R=6371007.181 +units=m", "other_datum"),  # MODIS sphere
        ('LOCAL_CS["site grid",UNIT["m",1]]', "local"),
        ("rubbish", "not_understood"),
    ],
)
def test_other_datums_are_named_and_asked_about(found: str, reason: str) -> None:
    one = verdict(found)
    assert isinstance(one.error, MissingCrs)
    assert one.error.facts["reason_code"] == reason
    assert one.error.facts["found"] == one.words
    # The way out is there where the projection serves without its datum.
    assert ("as-cgcs2000" in one.error.facts["candidates"]) is (reason == "other_datum")


def test_what_the_planner_chooses_must_be_usable() -> None:
    assert isinstance(verdict(None, chosen="rubbish").error, UnusableCrs)
    assert isinstance(verdict(None, chosen="EPSG:4301").error, UnusableCrs)
    assert isinstance(verdict(None, chosen="as-cgcs2000").error, MissingCrs), "nothing is stated that it could mean"
    assert verdict("EPSG:4301", chosen="as-cgcs2000").is_identity
    assert verdict("EPSG:4490", chosen="as-cgcs2000").error is None


@pytest.mark.parametrize("epsg", [4267, 4301, 4230, 32001])
def test_degrees_taken_as_cgcs2000_are_not_shifted(epsg: int) -> None:
    """PROJ knows shifts from these datums, some over 200 m; none may be applied."""
    source = pyproj.CRS.from_epsg(epsg)
    x, y = pyproj.Transformer.from_crs(source.geodetic_crs, source, always_xy=True).transform(116.5, 40.5)
    one = verdict(f"EPSG:{epsg}", (x, y, x, y), chosen="as-cgcs2000")
    assert one.error is None and one.crs is not None
    there = pyproj.Transformer.from_crs(one.crs, "EPSG:4490", always_xy=True).transform(x, y)
    assert there == pytest.approx((116.5, 40.5), abs=1e-8)


def test_nothing_said_is_asked_for_never_assumed() -> None:
    one = verdict(None)
    assert isinstance(one.error, MissingCrs)
    assert one.error.facts["candidates"] == ["EPSG:4490"]


def test_degrees_that_are_no_degrees_are_asked_for() -> None:
    one = verdict("EPSG:4326", (39.4e6, 4.4e6, 39.6e6, 4.6e6))
    assert isinstance(one.error, MissingCrs)
    assert one.error.facts["reason_code"] == "not_degrees"
    assert one.error.facts["candidates"] == ["EPSG:4527"]


@pytest.mark.parametrize(
    ("bounds", "first", "count"),
    [
        ((38.4e6, 4.4e6, 38.6e6, 4.6e6), "EPSG:4526", 1),
        ((20.4e6, 4.4e6, 20.6e6, 4.6e6), "EPSG:4498", 1),
        ((4e5, 4.4e6, 6e5, 4.6e6), "EPSG:4534", 21),
        ((38.4e6, 4.4e6, 39.6e6, 4.6e6), None, 0),
        ((0.0, 0.0, 1e12, 1e12), None, 0),
    ],
)
def test_candidates_by_numbers(bounds: tuple[float, float, float, float], first: str | None, count: int) -> None:
    found = [code for code in candidates(bounds) if code.startswith("EPSG:")]
    assert len(found) == count
    assert (found[0] if found else None) == first
