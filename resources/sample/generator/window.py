"""The region of the sample: its counties, its grid, and what is known about it by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Everything random in the sample starts here.
SEED = 20260601

#: The counties of the sample.  蔚县 (130726) is only a party of an agreement and has no polygon in it.
CODES = (
    *("110109", "110114", "110116", "110117", "110118", "110119", "120119", "130730", "130731", "130732"),
    *("130821", "130822", "130824", "130826", "131082"),
)

#: Approximate summit heights, from general knowledge: longitude, latitude, metres, radius in km.
SUMMITS = (
    (115.46, 40.02, 2300, 14),  # 灵山
    (115.58, 39.83, 1990, 12),  # 百花山
    (115.85, 40.56, 2240, 14),  # 海坨山
    (117.48, 40.60, 2110, 14),  # 雾灵山
    (116.70, 40.55, 1410, 10),  # 云蒙山
    (116.50, 40.93, 1700, 14),  # 南猴顶
    (116.42, 40.58, 1270, 14),
    (116.02, 40.31, 1240, 8),  # 军都山
    (115.80, 40.20, 1500, 10),
    (115.05, 40.10, 1700, 18),
    (115.45, 40.72, 1500, 16),
    (115.60, 41.05, 1900, 18),
    (116.15, 40.95, 1700, 18),
    (115.95, 41.25, 1800, 18),
    (116.30, 41.45, 1850, 24),
    (116.05, 41.55, 1700, 24),
    (116.85, 41.45, 1700, 18),
    (117.00, 41.20, 1400, 16),
    (117.10, 40.90, 1250, 14),
    (117.55, 41.05, 1100, 14),
    (117.65, 40.75, 1250, 14),
    (118.05, 40.75, 1200, 14),
    (118.25, 41.05, 1300, 16),
    (117.80, 40.40, 1350, 14),
    (117.28, 40.33, 1230, 10),
    (117.45, 40.15, 900, 9),  # 盘山 and its neighbours
    (117.12, 40.35, 1100, 9),
    (116.90, 40.75, 1100, 12),
    (116.55, 40.40, 900, 7),
    (116.25, 40.36, 900, 8),
    (115.30, 40.55, 1100, 12),
    (116.10, 40.05, 700, 6),
)

#: Courses of valleys through places that lie on the real river: name, width in metres, (lon, lat, height).
#: Only their general course is real; the lines that come out of them are marked （示意）.
VALLEYS = (
    (
        "白河（示意）",
        45.0,
        (
            (115.62, 41.34, 1330),
            (115.72, 41.10, 1010),
            (115.82, 40.91, 850),
            (115.93, 40.79, 730),
            (116.08, 40.69, 600),
            (116.20, 40.665, 520),
            (116.342, 40.695, 400),
            (116.45, 40.665, 350),
            (116.562, 40.69, 300),
            (116.637, 40.728, 270),
            (116.70, 40.655, 225),
            (116.80, 40.56, 165),
            (116.85, 40.478, 120),
        ),
    ),
    (
        "潮河（示意）",
        40.0,
        (
            (116.35, 41.36, 1000),
            (116.64, 41.205, 650),
            (116.78, 41.06, 540),
            (116.93, 40.93, 450),
            (117.05, 40.80, 330),
            (117.155, 40.69, 220),
            (117.11, 40.60, 170),
            (117.03, 40.53, 150),
            (116.90, 40.44, 118),
            (116.842, 40.40, 80),
        ),
    ),
    ("汤河（示意）", 15.0, ((116.50, 41.02, 760), (116.615, 40.895, 490), (116.74, 40.79, 340), (116.64, 40.735, 272))),
    ("黑河（示意）", 12.0, ((116.02, 41.12, 1150), (116.15, 40.92, 820), (116.30, 40.74, 440), (116.36, 40.694, 396))),
    (
        "妫水河（示意）",
        20.0,
        (
            (116.35, 40.58, 780),
            (116.16, 40.53, 560),
            (115.975, 40.455, 495),
            (115.80, 40.38, 482),
            (115.70, 40.35, 479),
            (115.61, 40.352, 476.5),
        ),
    ),
    ("洋河（示意）", 40.0, ((115.12, 40.56, 590), (115.30, 40.47, 540), (115.48, 40.385, 490), (115.57, 40.352, 478))),
    (
        "清水河（示意）",
        15.0,
        ((115.48, 39.92, 900), (115.615, 39.944, 560), (115.69, 39.972, 430), (115.80, 40.025, 260)),
    ),
    (
        "泃河（示意）",
        35.0,
        (
            (117.42, 40.30, 420),
            (117.38, 40.21, 160),
            (117.275, 40.175, 75),
            (117.11, 40.125, 32),
            (117.02, 40.085, 22),
            (117.05, 39.975, 12),
            (117.25, 39.80, 5),
            (117.36, 39.72, 3),
        ),
    ),
    (
        "州河（示意）",
        30.0,
        ((117.70, 40.18, 180), (117.56, 40.06, 26), (117.41, 40.02, 14), (117.38, 39.85, 6), (117.37, 39.72, 3)),
    ),
    (
        "柳河（示意）",
        20.0,
        ((117.42, 40.46, 620), (117.60, 40.52, 430), (117.80, 40.60, 300), (117.98, 40.66, 215), (118.15, 40.64, 175)),
    ),
    (
        "兴州河（示意）",
        18.0,
        ((116.95, 41.32, 820), (117.10, 41.12, 560), (117.28, 40.97, 450), (117.44, 40.98, 375), (117.53, 40.99, 345)),
    ),
    ("老牛河（示意）", 15.0, ((118.28, 41.02, 640), (118.12, 40.90, 390), (118.02, 40.80, 270), (117.99, 40.77, 240))),
    ("沙河（示意）", 12.0, ((115.98, 40.25, 420), (116.12, 40.20, 90), (116.255, 40.125, 40), (116.36, 40.10, 32))),
    ("怀河（示意）", 12.0, ((116.42, 40.42, 420), (116.55, 40.34, 110), (116.65, 40.29, 45), (116.72, 40.22, 34))),
    ("鲍丘河（示意）", 10.0, ((116.95, 40.03, 17), (117.05, 39.90, 10), (117.20, 39.80, 5), (117.30, 39.755, 4))),
)

#: Heights along the large rivers of the clip: name → (lon, lat, height), in flow order.
RIVER_STATIONS = {
    "桑干河—永定河": (
        (114.13, 40.00, 800),
        (114.9, 40.30, 600),
        (115.57, 40.35, 478),
        (115.60, 40.23, 455),
        (115.83, 40.03, 230),
        (116.09, 39.97, 105),
        (116.25, 39.85, 60),
        (116.60, 39.50, 25),
    ),
    "滦河": (
        (116.12, 41.38, 1420),
        (115.75, 41.60, 1370),
        (116.00, 42.27, 1260),
        (116.47, 42.20, 1200),
        (116.75, 41.80, 900),
        (117.00, 41.60, 700),
        (117.25, 41.25, 480),
        (117.51, 41.00, 345),
        (117.75, 40.90, 290),
        (118.00, 40.77, 240),
        (118.20, 40.60, 170),
        (118.60, 40.05, 60),
    ),
    "潮白河": ((116.845, 40.48, 118), (116.80, 40.30, 45), (116.70, 40.10, 30), (116.80, 39.80, 18)),
    "温榆河": ((116.26, 40.25, 60), (116.45, 40.08, 30), (116.64, 40.00, 26), (116.66, 39.92, 22)),
}

#: Edge of the plain: south and east of this line the ground is flat (lon, lat), west to east.
PLAIN_EDGE = (
    *(
        (115.9, 39.6),
        (116.07, 39.93),
        (116.12, 40.05),
        (116.10, 40.15),
        (116.22, 40.27),
        (116.45, 40.25),
        (116.62, 40.34),
    ),
    *(
        (116.72, 40.40),
        (116.86, 40.44),
        (116.94, 40.38),
        (117.03, 40.25),
        (117.12, 40.19),
        (117.24, 40.16),
        (117.30, 40.06),
    ),
    *((117.45, 40.07), (117.62, 40.03), (117.8, 40.06), (118.0, 40.02), (118.7, 39.95)),
)

#: Basins between the mountains: lon, lat, radius in km.
BASINS = (
    (115.95, 40.46, 15),  # 延庆
    (115.60, 40.38, 17),  # 怀来
    (115.25, 40.40, 14),  # 涿鹿
    (116.88, 40.52, 11),  # 密云水库
    (116.03, 40.44, 12),
    (117.10, 40.17, 9),  # 平谷
)


@dataclass(frozen=True)
class Grid:
    """Cells of the sample: row 0 in the north, EPSG:4490."""

    west: float
    north: float
    step_lon: float
    step_lat: float
    columns: int
    rows: int

    @property
    def longitudes(self) -> NDArray[np.float64]:
        """Longitudes of the cell centres."""
        return self.west + (np.arange(self.columns) + 0.5) * self.step_lon

    @property
    def latitudes(self) -> NDArray[np.float64]:
        """Latitudes of the cell centres, north first."""
        return self.north - (np.arange(self.rows) + 0.5) * self.step_lat

    @property
    def dx_m(self) -> float:
        """Width of a cell in the middle of the grid, metres."""
        return float(self.step_lon * 111320.0 * np.cos(np.radians(self.north - self.rows * self.step_lat / 2)))

    @property
    def dy_m(self) -> float:
        """Height of a cell, metres."""
        return self.step_lat * 111100.0

    def cells(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return row and column of points, clamped to the grid."""
        row = np.clip(((self.north - np.asarray(lat)) / self.step_lat).astype(int), 0, self.rows - 1)
        column = np.clip(((np.asarray(lon) - self.west) / self.step_lon).astype(int), 0, self.columns - 1)
        return row, column

    def sample(
        self, values: NDArray[np.float64], lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return bilinear values at points."""
        x = np.clip((np.asarray(lon) - self.west) / self.step_lon - 0.5, 0, self.columns - 1.001)
        y = np.clip((self.north - np.asarray(lat)) / self.step_lat - 0.5, 0, self.rows - 1.001)
        j, i = x.astype(int), y.astype(int)
        fx, fy = x - j, y - i
        top = values[i, j] * (1 - fx) + values[i, j + 1] * fx
        bottom = values[i + 1, j] * (1 - fx) + values[i + 1, j + 1] * fx
        return np.asarray(top * (1 - fy) + bottom * fy)


#: About 430 m cells over the fifteen counties and a margin.
GRID = Grid(west=114.85, north=42.10, step_lon=0.005, step_lat=0.004, columns=750, rows=600)


def generator(name: str) -> np.random.Generator:
    """Return the random numbers of one part of the sample, independent of all others."""
    return np.random.default_rng([SEED, *name.encode()])
