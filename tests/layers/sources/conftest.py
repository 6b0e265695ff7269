from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


def shared(name: str) -> Path:
    """Return a file of the shared data pack, or skip."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared/data/{name} is not here")
    return path


def square(x: float, y: float, side: float = 0.1) -> shapely.Polygon:
    return shapely.box(x, y, x + side, y + side)


@pytest.fixture
def villages() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"村名": ["汤河口村", "琉璃庙村", "喇叭沟门村"], "人口": [812.0, None, 95.0], "备注": ["镇驻地", "", "岭上"]},
        geometry=shapely.points([[116.63, 40.73], [116.67, 40.64], [116.66, 40.91]]),
        crs="EPSG:4490",
    )


@pytest.fixture
def counties() -> gpd.GeoDataFrame:
    """Three squares in a row, 0.1° each: 110116 | 110228 | 130826."""
    return gpd.GeoDataFrame(
        {"code": ["110116", "110228", "130826"], "name": ["甲县", "乙县", "丙县"]},
        geometry=[square(116.0, 40.0), square(116.1, 40.0), square(116.2, 40.0)],
        crs="EPSG:4490",
    )
