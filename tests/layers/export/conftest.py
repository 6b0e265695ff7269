"""A hand-made patrol report: three counties of 0.1° in a row, an area across the first two."""

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from app.sheets.words import load_words
from layers.crs import STORAGE_CRS, densified, transform
from layers.export.coordinates import ellipsoidal_area_m2
from layers.export.job import ContextLayer, ExportJob
from layers.geodesy import areas_m2
from layers.patrol.duties import responsibility
from layers.patrol.model import AreaShare, PatrolReport
from layers.zones.model import ZONE_COLUMNS
from layers.zones.reasons import reason

NAMES = {"110116": "怀柔区", "130826": "丰宁满族自治县", "130824": "滦平县"}
PLANE = "EPSG:4548"
REASONS = (
    reason("forest_crosses", counties=["110116", "130826"], amount_ha=812.5, county="110116", share=0.623),
    reason("people_partly_unknown", people=312.0, places=1),
    reason("depot_across_nearer", county="130826", depot_county="110116", depot="喇叭沟门物资库", own_km=12.34,
           across_km=3.0),
    reason("agreement_missing"),
)  # fmt: skip
AREA = shapely.Polygon([(116.62, 40.78), (116.76, 40.79), (116.78, 40.72), (116.70, 40.70), (116.63, 40.71)])

RIVER = gpd.GeoDataFrame(
    {"name": ["汤河<b>"]}, geometry=[shapely.LineString([(116.6, 40.75), (116.9, 40.75)])], crs=4490
)
DEPOT = gpd.GeoDataFrame(
    {"name": ["喇叭沟门物资库"], "kind": ["森林防火"]}, geometry=[shapely.Point(116.65, 40.74)], crs=4490
)


def counties_frame():
    boxes = [shapely.box(116.6 + 0.1 * i, 40.6, 116.7 + 0.1 * i, 40.9) for i in range(3)]
    return gpd.GeoDataFrame({"code": list(NAMES), "name": list(NAMES.values())}, geometry=boxes, crs=4490)


def zone(uid, number, rank, counties, geometry, **changes):
    values = dict.fromkeys(ZONE_COLUMNS, "")
    values |= {
        "uid": uid, "number": number, "hazard": "forest", "zone_class": "S1", "counties": counties,
        "border": "|".join(counties), "level": "province", "area_ha": 1200.0, "people": 340.0,
        "people_unknown_places": 1, "villages": 3, "forest_ha": 800.0, "river_m": 0.0, "lead": counties[0],
        "supports": counties[1:], "rotation": False, "rank": rank, "score": 0.7, "reasons": list(REASONS),
        "score_parts": [], "hazard_share": {}, "exposure_share": {}, "whole_share": {},
        "responsibility": {counties[0]: 0.6, counties[1]: 0.4}, "unknown": [], "agreements": [], "cuts": [],
        "status": "identified", "names": ["喇叭沟门林区"], "legal_band": False, "geometry": geometry,
        "inside_ha": 640.25,
    }  # fmt: skip
    return values | changes


def make_report(area=AREA, **changes):
    counties = counties_frame()
    shares = []
    total = ellipsoidal_area_m2(area) / 1e4
    for row in counties.itertuples():
        # As the program cuts: edges straight in the plane, long ones densified first.
        county = densified(transform(row.geometry, STORAGE_CRS, PLANE))
        part = shapely.intersection(densified(transform(area, STORAGE_CRS, PLANE)), county)
        if not part.is_empty:
            part_ha = float(areas_m2(np.array([part]), PLANE)[0]) / 1e4
            shares.append(AreaShare(row.code, row.name, part_ha, part_ha / total))
    west, south, east, north = area.bounds
    middle = area.centroid
    zones = gpd.GeoDataFrame(
        [
            zone("z1", 7, 1, ["110116", "130826"], shapely.box(116.66, 40.72, 116.74, 40.76)),
            zone("z2", 8, 2, ["110116", "130826"], shapely.box(116.6, 40.7, 116.66, 40.74), zone_class="pending",
                 lead="", supports=[], hazard="river", reach_type="crossing"),
        ],
        crs=4490,
    )  # fmt: skip
    values = {
        "uid": "a1",
        "name": "喇叭沟门",
        "area_ha": total,
        "shares": tuple(shares),
        "outside_ha": max(0.0, total - sum(share.area_ha for share in shares)),
        "perimeter_m": 30_000.0,
        "corners": {
            "east": (east, middle.y), "west": (west, middle.y), "south": (middle.x, south), "north": (middle.x, north)
        },
        "zones": zones,
        "villages": gpd.GeoDataFrame(
            {
                "uid": ["v1", "v2"], "name": ["苗营村", "孙栅子村"], "county": ["110116", "130826"],
                "people": [312.0, float("nan")],
                "geometry": [shapely.Point(116.66, 40.75), shapely.Point(116.73, 40.74)],
            },
            crs=4490,
        ),
        "people": 312.0,
        "people_unknown_places": 1,
        "depots": pd.DataFrame(
            {
                "name": ["喇叭沟门物资库", "大滩物资库"], "county": ["110116", "130826"], "kind": ["森林防火", ""],
                "distance_km": [0.0, 12.34], "method": ["geodesic"] * 2,
                "contact": ["张三", ""], "phone": ["010-60600000", ""],
            }
        ),
        "agreements": pd.DataFrame(
            {"uid": ["g1"], "name": ["京津承边界区森林防火联防办法"], "how": ["party"], "in_force": [None]}
        ),
        "responsibility": responsibility(zones),
        "unknown": ({"county": "130826", "role": "settlement"}, {"county": "130824", "role": "depot"}),
        "sources": pd.DataFrame(
            {
                "title": ["县界", "森林"], "role": ["county", "forest"],
                "path": ["/数据/县界.shp", "C:\\森林\\森林.gpkg"],
                "date": ["2025-01-01", ""], "crs": ["EPSG:4490", ""],
                "sha256": ["ab" * 32, ""], "credit": ["天地图", ""],
            }
        ),
    }  # fmt: skip
    return PatrolReport(**(values | changes))


def make_job(language="zh_CN", area=AREA, report=None, **changes):
    values = {
        "report": report or make_report(area),
        "area": area,
        "counties": counties_frame(),
        "words": load_words(language),
        "reference_date": date(2026, 3, 1),
        "plan_title": "怀柔–丰宁 2026 联防规划",
        "contacts": pd.DataFrame(
            {"uid": ["c1"], "county": ["110116"], "body": ["怀柔区应急管理局"], "name": ["李四"], "duty": ["主任"],
             "phone": ["010-69640000"], "backup": [""], "callsign": [""]}
        ),
        "is_sample": True,
        "context": (
            ContextLayer("river", "河流", RIVER, is_sample=True),
            ContextLayer("depot", "仓库", DEPOT, is_sample=True),
        ),
    }  # fmt: skip
    return ExportJob(**(values | changes))


@pytest.fixture
def job():
    return make_job()
