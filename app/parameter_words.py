"""The parameters of an analysis in words: name, where the default comes from, group, unit, choices.

Every word is of the context ``Parameters``; every parameter but the tables (``weights``, ``fuel_ks``, ``hazards``,
``hazard_numbers``) has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from app.i18n import mark
from layers.kinds import ReachMethod, ResponseMethod
from layers.spread.rates import Downslope, Model

#: How well a default is founded.
PUBLISHED = mark("Parameters", "published")
MEMORY = mark("Parameters", "from memory")
PROPOSAL = mark("Parameters", "proposal")


@dataclass(frozen=True)
class Word:
    """How a parameter is called, where its default comes from and how well it is founded."""

    text: str
    source: str
    group: str
    basis: str = PROPOSAL
    choices: Mapping[str, str] = field(default_factory=dict)


_OURS = mark("Parameters", "Our proposal; agree on it with your neighbour")
_SPEED = mark("Parameters", "Speed of response vehicles; our proposal. At 0 the class cannot be driven")
_REGRESSION = mark(
    "Parameters", "王正非 1983 for 大兴安岭; counts only where R0 comes from the day. Fit it to your region"
)
FIRE = mark("Parameters", "Reach of forest fires")
WEATHER = mark("Parameters", "Weather of the fire")
FUEL = mark("Parameters", "Fuel factors Ks")
BAND = mark("Parameters", "Band and distance")
THRESHOLD = mark("Parameters", "Thresholds")
CLUSTER = mark("Parameters", "Zones and lead")
RIVER = mark("Parameters", "Rivers on the line")
ROAD = mark("Parameters", "Roads at the line")
NOTICE = mark("Parameters", "Notice and starts of fires")
FIT = mark("Parameters", "Lines that do not quite fit")
RESPONSE = mark("Parameters", "Who gets there first")
EXPOSED = mark("Parameters", "What is exposed")
WEIGHT = mark("Parameters", "Weights of the score")
HAZARDS = mark("Parameters", "Hazards derived")

#: Groups in the order of the form.
GROUPS = (HAZARDS, FIRE, WEATHER, FUEL, NOTICE, BAND, THRESHOLD, CLUSTER, RIVER, ROAD, RESPONSE, FIT, EXPOSED, WEIGHT)

#: The words of numbers that come in tables; their names are those of the fuels, and of the parts of the score.
FUEL_WORD = Word("", mark("Parameters", "Ks from 王正非's published table; 0 does not burn"), FUEL, PUBLISHED)
PROGRAM_FUEL_WORD = Word(
    "", mark("Parameters", "Ks from two public programs, not from the paper; 0 does not burn"), FUEL, MEMORY
)
WEIGHT_WORD = Word("", mark("Parameters", "Our proposal; a part that is unknown has no weight"), WEIGHT)

WORDS: Mapping[str, Word] = {
    "forest_reach": Word(
        mark("Parameters", "Reach of a forest fire by"),
        mark(
            "Parameters",
            "Spread: travel time over fuel, slope and barriers. A distance: the same on every side, whatever burns",
        ),
        FIRE,
        choices={
            ReachMethod.SPREAD.value: mark("Parameters", "Spread"),
            ReachMethod.DISTANCE.value: mark("Parameters", "A distance"),
        },
    ),
    "forest_reach_m": Word(
        mark("Parameters", "Distance a forest fire reaches"),
        mark("Parameters", "Our proposal; with spread only for forest in which no cell burns"),
        FIRE,
    ),
    "fire_hours": Word(mark("Parameters", "How long a fire runs"), _OURS, FIRE),
    "spread_model": Word(
        mark("Parameters", "Model of spread"),
        mark("Parameters", "王正非 1983 and 毛贤敏 1993; the ellipse after Anderson 1983"),
        FIRE,
        PUBLISHED,
        {
            Model.WANG_MAO.value: mark("Parameters", "王正非–毛贤敏"),
            Model.ELLIPSE.value: mark("Parameters", "Ellipse"),
            Model.CONSTANT.value: mark("Parameters", "One rate on every side"),
        },
    ),
    "use_slope": Word(
        mark("Parameters", "Slope changes the rate"),
        mark("Parameters", "exp(3.533 · (tan φ)^1.2) uphill, at most 10 (ST-X-3, reached at 35°)"),
        FIRE,
        PUBLISHED,
    ),
    "downslope": Word(
        mark("Parameters", "Downhill"),
        mark(
            "Parameters", "毛贤敏: the inverse of uphill. The published table differs from it: 0.83 against 0.64 at 10°"
        ),
        FIRE,
        PUBLISHED,
        {
            Downslope.MAO.value: mark("Parameters", "Inverse of uphill"),
            Downslope.TABLE.value: mark("Parameters", "Published table"),
            Downslope.NONE.value: mark("Parameters", "As on level ground"),
        },
    ),
    "fire_cell_m": Word(
        mark("Parameters", "Side of a cell"),
        mark(
            "Parameters",
            "Our proposal. Half of it takes four times as long; barriers narrower than a cell count as one",
        ),
        FIRE,
    ),
    "fire_river_width_m": Word(mark("Parameters", "Rivers from this width on hold a fire"), _OURS, FIRE),
    "fire_break_width_m": Word(
        mark("Parameters", "Fuel breaks from this width on hold a fire"),
        mark("Parameters", "Our proposal; one without a width holds, for it was cut to be one"),
        FIRE,
    ),
    "wind_ms": Word(
        mark("Parameters", "Wind at 10 m"), mark("Parameters", "Our proposal: a dry, windy day of spring"), WEATHER
    ),
    "wind_from_deg": Word(
        mark("Parameters", "Wind from"),
        mark("Parameters", "Clockwise from north, where it comes from. Our proposal: north-west"),
        WEATHER,
    ),
    "base_rate_m_min": Word(
        mark("Parameters", "R0"),
        mark("Parameters", "Rate on level ground in woodland without wind. Our proposal"),
        WEATHER,
    ),
    "rate_from_weather": Word(
        mark("Parameters", "R0 from temperature and humidity"),
        mark(
            "Parameters",
            "R0 = a T + b W + c (100 − h) − d after 王正非, W the force of the wind; a, b, c and d are below",
        ),
        WEATHER,
        MEMORY,
    ),
    "temperature_c": Word(
        mark("Parameters", "Highest temperature of the day"),
        mark("Parameters", "Our proposal; counts only where R0 comes from it"),
        WEATHER,
    ),
    "humidity_percent": Word(
        mark("Parameters", "Lowest humidity of the day"),
        mark("Parameters", "Our proposal; counts only where R0 comes from it"),
        WEATHER,
    ),
    "rate_per_celsius": Word(mark("Parameters", "a of R0, for each °C"), _REGRESSION, WEATHER, MEMORY),
    "rate_per_force": Word(mark("Parameters", "b of R0, for each force of wind"), _REGRESSION, WEATHER, MEMORY),
    "rate_per_dryness": Word(mark("Parameters", "c of R0, for each percent of dryness"), _REGRESSION, WEATHER, MEMORY),
    "rate_less": Word(mark("Parameters", "d of R0, taken off"), _REGRESSION, WEATHER, MEMORY),
    "forest_band_m": Word(
        mark("Parameters", "Forest band on each side of the line"),
        mark("Parameters", "The national plan counts foreign fires within 5 km of the frontier; counties choose"),
        BAND,
        PUBLISHED,
    ),
    "river_band_m": Word(mark("Parameters", "River band on each side of the line"), _OURS, BAND),
    "provincial_river_band_m": Word(
        mark("Parameters", "River band at a province line"),
        mark("Parameters", "Regulations on River Administration, article 19: 10 km outside each bank"),
        BAND,
        PUBLISHED,
    ),
    "river_reach_m": Word(mark("Parameters", "River corridor: a distance, not flood extent"), _OURS, BAND),
    "hazard_share_min": Word(mark("Parameters", "Least share of the hazard"), _OURS, THRESHOLD),
    "exposure_share_min": Word(mark("Parameters", "Least share of those exposed"), _OURS, THRESHOLD),
    "forest_min_ha": Word(mark("Parameters", "Least forest"), _OURS, THRESHOLD),
    "river_min_m": Word(mark("Parameters", "Least river length"), _OURS, THRESHOLD),
    "people_min": Word(mark("Parameters", "Least number of people"), _OURS, THRESHOLD),
    "assets_min": Word(mark("Parameters", "Least number of assets"), _OURS, THRESHOLD),
    "cluster_gap_m": Word(mark("Parameters", "Pieces closer than this join"), _OURS, CLUSTER),
    "cluster_max_m": Word(mark("Parameters", "Zones longer than this are cut"), _OURS, CLUSTER),
    "origin_weight": Word(
        mark("Parameters", "α, the weight of where it starts in the lead share"),
        mark("Parameters", "Our proposal: above 0.5 origin leads (发生地为主、波及地为辅)"),
        CLUSTER,
    ),
    "equal_share_tolerance": Word(mark("Parameters", "Lead shares closer than this rotate yearly"), _OURS, CLUSTER),
    "bank_offset_m": Word(mark("Parameters", "Tolerance of the bank rule"), _OURS, RIVER),
    "river_width_m": Word(mark("Parameters", "Width of a river without one"), _OURS, RIVER),
    "bordering_min_m": Word(mark("Parameters", "Least length along the line"), _OURS, RIVER),
    "bordering_gap_m": Word(mark("Parameters", "Gaps shorter than this are bridged"), _OURS, RIVER),
    "near_parallel_m": Word(mark("Parameters", "Beside the line up to"), _OURS, RIVER),
    "road_follow_m": Word(mark("Parameters", "A road follows the line up to"), _OURS, ROAD),
    "road_band_m": Word(mark("Parameters", "Road band on each side of the line"), _OURS, ROAD),
    "road_corridor_m": Word(
        mark("Parameters", "Corridor of a road with dangerous goods: a distance, not a plume"), _OURS, ROAD
    ),
    "response_method": Word(
        mark("Parameters", "How soon help is there, by"),
        mark(
            "Parameters",
            "Roads, then on foot; straight lines stay where no roads are known or nobody is there in time. "
            "Or straight lines everywhere",
        ),
        RESPONSE,
        choices={
            ResponseMethod.TRAVEL.value: mark("Parameters", "Road and foot"),
            ResponseMethod.STRAIGHT.value: mark("Parameters", "Straight lines"),
        },
    ),
    "response_cell_m": Word(mark("Parameters", "Side of a cell that is walked over"), _OURS, RESPONSE),
    "response_limit_min": Word(mark("Parameters", "Later than this is not looked for"), _OURS, RESPONSE),
    "road_motorway_kmh": Word(mark("Parameters", "Motorways 高速公路"), _SPEED, RESPONSE),
    "road_national_kmh": Word(mark("Parameters", "National roads 国道"), _SPEED, RESPONSE),
    "road_provincial_kmh": Word(mark("Parameters", "Provincial roads 省道"), _SPEED, RESPONSE),
    "road_county_kmh": Word(mark("Parameters", "County roads 县道"), _SPEED, RESPONSE),
    "road_township_kmh": Word(mark("Parameters", "Township and village roads 乡村道路"), _SPEED, RESPONSE),
    "road_forest_kmh": Word(mark("Parameters", "Forest tracks 林道"), _SPEED, RESPONSE),
    "road_other_kmh": Word(mark("Parameters", "Roads that do not say their class"), _SPEED, RESPONSE),
    "road_access_m": Word(
        mark("Parameters", "A road this close is reached straight"),
        _OURS,
        RESPONSE,
    ),
    "depot_access_m": Word(
        mark("Parameters", "A depot this close to a known road drives to it"),
        mark(
            "Parameters",
            "Our proposal: every depot has some road; at the speed of a forest track. Further away they walk",
        ),
        RESPONSE,
    ),
    "walk_off_path_share": Word(
        mark("Parameters", "Speed off the path"),
        mark("Parameters", "Tobler 1993: 6 exp(−3.5 |S + 0.05|) km/h on a path, 0.6 of it off the path"),
        RESPONSE,
        PUBLISHED,
    ),
    "walk_load_share": Word(
        mark("Parameters", "Speed left with gear"), mark("Parameters", "Our proposal: 50 to 70 %"), RESPONSE
    ),
    "walk_steepest_deg": Word(mark("Parameters", "Steeper is not walked"), _OURS, RESPONSE),
    "ford_width_m": Word(
        mark("Parameters", "Rivers from this width on need a bridge"),
        mark("Parameters", "Our proposal; narrower ones are waded, one without a width has the usual one"),
        RESPONSE,
    ),
    "depot_turnout_min": Word(
        mark("Parameters", "Turn-out of a depot"),
        mark("Parameters", "Where its layer does not say. Our proposal"),
        RESPONSE,
    ),
    "team_turnout_min": Word(
        mark("Parameters", "Turn-out of a team"),
        mark("Parameters", "Where its layer does not say. Our proposal"),
        RESPONSE,
    ),
    "snap_m": Word(mark("Parameters", "Vertices closer than this are one"), _OURS, FIT),
    "gap_width_m": Word(mark("Parameters", "Gaps narrower than this are bridged and reported"), _OURS, FIT),
    "sliver_report_m": Word(mark("Parameters", "Gaps and overlaps wider than this are reported"), _OURS, FIT),
    "line_precision_m": Word(
        mark("Parameters", "Precision of the county lines, ±p"),
        mark("Parameters", "Exposure is told for the lines moved this far to either side; our proposal"),
        EXPOSED,
    ),
    "people_from_cells": Word(
        mark("Parameters", "People are counted by a population raster where it has cells"),
        mark("Parameters", "Else by settlements and population units; nobody is counted twice"),
        EXPOSED,
    ),
}


@dataclass(frozen=True)
class Look:
    """How a number reads: unit, factor on screen, decimals, least and most."""

    unit: str = ""
    factor: float = 1.0
    decimals: int = 0
    least: float = 0.0
    most: float = 1e6


#: By the end of the name, the first that fits.
_LOOKS: tuple[tuple[str, Look], ...] = (
    ("_share_min", Look(" %", 100.0, 1, most=100.0)),
    ("_tolerance", Look(" %", 100.0, 1, most=100.0)),
    ("_percent", Look(" %", 1.0, 0, most=100.0)),
    ("origin_weight", Look(decimals=2, most=1.0)),
    ("_limit_min", Look(" min", least=10.0, most=1440.0)),
    ("_turnout_min", Look(" min", most=240.0)),
    ("_kmh", Look(" km/h", most=120.0)),
    ("_path_share", Look(" %", 100.0, least=5.0, most=100.0)),
    ("_load_share", Look(" %", 100.0, least=5.0, most=100.0)),
    ("_steepest_deg", Look(" °", least=5.0, most=80.0)),
    ("_m_min", Look(" m/min", decimals=2, least=0.01, most=20.0)),
    ("_hours", Look(" h", decimals=1, least=0.5, most=48.0)),
    ("_ms", Look(" m/s", decimals=1, most=40.0)),
    ("_deg", Look(" °", most=360.0)),
    ("rate_per_celsius", Look(" m/min/°C", decimals=3, least=-1.0, most=1.0)),
    ("rate_per_force", Look(" m/min", decimals=3, least=-1.0, most=1.0)),
    ("rate_per_dryness", Look(" m/min/%", decimals=3, least=-1.0, most=1.0)),
    ("rate_less", Look(" m/min", decimals=3, least=-10.0, most=10.0)),
    ("temperature_c", Look(" °C", decimals=1, least=-40.0, most=60.0)),
    ("_cell_m", Look(" m", least=10.0, most=2000.0)),
    ("_ha", Look(" hm²", decimals=2)),
    ("_m", Look(" m")),
)


def look(name: str) -> Look:
    """Return how a parameter reads."""
    return next((made for end, made in _LOOKS if name.endswith(end)), Look())


#: Where the default of a hazard's own number comes from, by the code of the kind.
BASES: Mapping[str, str] = {"published": PUBLISHED, "memory": MEMORY, "proposal": PROPOSAL}


def translate(text: str) -> str:
    """Return a word of this page in the language in force."""
    return QCoreApplication.translate("Parameters", text)
