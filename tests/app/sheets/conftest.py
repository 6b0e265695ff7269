"""A plan in memory for sheets: what a scene reads, without a file."""

from dataclasses import dataclass, field
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from layers.borders.model import SEGMENT_COLUMNS
from layers.kinds import Origin, Role, Shape
from layers.patrol.model import PATROL_COLUMNS
from layers.plan.model import LayerRecord, PlanInfo
from layers.zones.model import PART_COLUMNS, REACH_COLUMNS, STRADDLING_COLUMNS
from tests.layers.export.conftest import AREA, RIVER, counties_frame, make_job, make_report

__all__ = ["AREA", "make_job", "make_report"]


def nothing(columns):
    return gpd.GeoDataFrame(pd.DataFrame({name: [] for name in columns}), geometry="geometry", crs=4490)


@dataclass
class Plan:
    """Answers what ``app.canvas.building.Reads`` asks."""

    area: shapely.Geometry = AREA
    frames: dict = field(default_factory=lambda: {
        "c": counties_frame().assign(uid=["c1", "c2", "c3"]), "r": RIVER.assign(uid=["r1"], name=["汤河"])
    })  # fmt: skip

    def info(self):
        return PlanInfo("p", "怀柔–丰宁 2026 联防规划", date(2026, 3, 1), 1, True, 4548)

    def layers(self):
        return [
            LayerRecord("c", "县界", Role.COUNTY, Shape.POLYGON, Origin.READ, "c", position=9),
            LayerRecord("r", "河流", Role.RIVER, Shape.LINE, Origin.READ, "r", position=1),
        ]

    def frame(self, uid):
        return self.frames[uid]

    def zones(self):
        return make_report().zones

    def parts(self):
        return nothing(PART_COLUMNS)

    def straddling(self):
        return nothing(STRADDLING_COLUMNS)

    def reaches(self):
        return nothing(REACH_COLUMNS)

    def borders(self):
        return nothing(SEGMENT_COLUMNS)

    def patrol_areas(self):
        row = {"uid": ["a1"], "number": [1], "name": ["喇叭沟门"], "note": [""], "geometry": [self.area]}
        return gpd.GeoDataFrame(row, geometry="geometry", crs=4490)[list(PATROL_COLUMNS)]


@pytest.fixture
def plan(qapp):
    return Plan()
