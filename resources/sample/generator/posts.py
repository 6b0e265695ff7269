"""Stores, teams, lookouts, dangers, markers and what runs along the lines.  All fictional, and named so."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.sources.gazetteer import short_name
from resources.sample.generator.people import PHONE, SEATS, WITHOUT_DEPOTS
from resources.sample.generator.terrain import blurred
from resources.sample.generator.window import GRID, generator

Array = NDArray[np.float64]
_DEPOT_ITEMS = (
    "风力灭火机 40 台；2 号工具 300 把；高压水泵 6 台",
    "风力灭火机 24 台；灭火水枪 60 支；油锯 12 台",
    "帐篷 200 顶；棉被 800 床；发电机 8 台",
    "编织袋 20000 条；冲锋舟 4 艘；排水泵车 2 台",
)


def depots(counties: gpd.GeoDataFrame, towns: gpd.GeoDataFrame, villages: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return stores at every seat and at two or three outlying towns of each county but one."""
    random = generator("depots")
    rows: list[dict[str, Any]] = []
    for code, name in zip(counties["code"], counties["name"], strict=True):
        if code == WITHOUT_DEPOTS:
            continue
        spot = SEATS[code]
        rows += [
            _depot(f"示例{short_name(name)}森林消防物资库", "forest_fire", "县级", spot, 0.006, 0, random),
            _depot(f"示例{short_name(name)}救灾物资库", "relief", "县级", spot, 0.012, 2, random),
        ]
        own = towns[(towns["code"] == code) & (towns.geometry.distance(shapely.Point(spot)) > 0.12)]
        for place in _spread(own, 3):
            point = (place["geometry"].x, place["geometry"].y)
            rows.append(_depot(f"示例{_bare(place)}防火物资点", "forest_fire", "乡镇级", point, 0.003, 1, random))
        if len(own) < 2:  # GeoNames knows few towns north of the line: a store in the far half of the county
            middle = counties.loc[counties["code"] == code].geometry.iloc[0].representative_point()
            place = villages.geometry.iloc[int(villages.geometry.distance(middle).argmin())]
            rows.append(
                _depot(
                    f"示例{short_name(name)}二号防火物资点",
                    "forest_fire",
                    "乡镇级",
                    (place.x, place.y),
                    0.004,
                    1,
                    random,
                )
            )
        if code in ("131082", "120119", "110117", "130730"):
            rows.append(_depot(f"示例{short_name(name)}防汛物资库", "flood", "县级", spot, 0.016, 3, random))
    return _frame(rows)


def teams(counties: gpd.GeoDataFrame, towns: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a team at every seat and at one outlying town: ``strength``, ``turnout_min``."""
    random = generator("teams")
    rows = []
    for code, name in zip(counties["code"], counties["name"], strict=True):
        x, y = SEATS[code]
        base = {"contact": f"{short_name(name)}专业队值班员", "phone": PHONE}
        rows.append(
            {
                "name": f"示例{short_name(name)}森林消防专业队",
                "strength": float(random.integers(25, 90)),
                "turnout_min": float(random.choice([5, 8, 10])),
                **base,
                "geometry": shapely.Point(round(x - 0.008, 5), round(y + 0.006, 5)),
            }
        )
        own = towns[(towns["code"] == code) & (towns.geometry.distance(shapely.Point(x, y)) > 0.15)]
        for place in _spread(own, 1):
            rows.append(
                {
                    "name": f"示例{_bare(place)}半专业扑火队",
                    "strength": float(random.integers(12, 30)) if random.random() < 0.7 else np.nan,
                    "turnout_min": float(random.choice([15, 20, 30])),
                    **base,
                    "geometry": shapely.Point(
                        round(place["geometry"].x + 0.002, 5), round(place["geometry"].y - 0.002, 5)
                    ),
                }
            )
    return _frame(rows)


def lookouts(heights: Array, counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return lookouts on ground near the lines that stands highest above its surroundings, at least 11 km apart."""
    lines = shapely.union_all([shape.boundary for shape in counties.geometry])
    region = shapely.union_all(counties.geometry.to_numpy())
    lon, lat = np.meshgrid(GRID.longitudes, GRID.latitudes)
    stands_out = heights - blurred(heights, 5000.0)
    cells = np.argsort(-stands_out.ravel(), kind="stable")[:60000]
    points = shapely.points(lon.ravel()[cells], lat.ravel()[cells])
    near = (shapely.distance(points, lines) < 0.05) & shapely.contains(region, points)
    chosen: list[Any] = []
    for point in points[near]:
        if all(np.hypot((point.x - one.x) * 85, (point.y - one.y) * 111) > 11.0 for one in chosen):
            chosen.append(point)
        if len(chosen) == 36:
            break
    rows = [
        {
            "name": f"示例瞭望塔 {number:02d}",
            "height_m": 18.0,
            "elevation_m": round(float(GRID.sample(heights, point.x, point.y))),
            "geometry": shapely.Point(round(point.x, 5), round(point.y, 5)),
        }
        for number, point in enumerate(sorted(chosen, key=lambda one: (-round(one.y, 1), one.x)), 1)
    ]
    return _frame(rows)


def hazard_sources(villages: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return places where an accident or a fire may start, most of them within 8 km of a line."""
    random = generator("hazard sources")
    lines = shapely.union_all([shape.boundary for shape in counties.geometry])
    near = villages[villages.geometry.distance(lines) < 0.08]
    kinds = ("集中墓区", "加油站", "尾矿库", "危化品仓库", "林区景点", "输电线路跨越点", "烧烤垂钓园")
    rows = []
    for number, at in enumerate(sorted(random.choice(len(near), 44, replace=False).tolist()), 1):
        point = near.geometry.iloc[at]
        kind = kinds[int(random.integers(len(kinds)))]
        rows.append(
            {
                "name": f"示例{kind} {number:02d}",
                "kind": kind,
                "inspected": f"2026-0{int(random.integers(1, 5))}-{int(random.integers(10, 28))}"
                if random.random() < 0.7
                else "",
                "geometry": shapely.Point(
                    round(point.x + random.normal(0, 0.006), 5), round(point.y + random.normal(0, 0.006), 5)
                ),
            }
        )
    return _frame(rows)


def boundary_markers(counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return 界桩 on the lines between loaded counties, about 6 km apart, numbered as GB/T 17796 does.

    Number: four digits for the line (fictional, from 9001), three for the place along it from west to east or north
    to south, and Q for a single marker.
    """
    rows = []
    codes, shapes = counties["code"].tolist(), counties.geometry.tolist()
    line_number = 9000
    for a in range(len(codes)):
        for b in range(a + 1, len(codes)):
            shared = shapely.line_merge(shapely.intersection(shapes[a].boundary, shapes[b].boundary))
            parts = [
                part for part in shapely.get_parts(shared) if part.geom_type == "LineString" and part.length > 0.02
            ]
            if not parts:
                continue
            line_number += 1
            spots = [
                part.interpolate(share, normalized=True)
                for part in parts
                for share in (np.arange(max(1, round(part.length / 0.065))) + 0.5) / max(1, round(part.length / 0.065))
            ]
            xs, ys = np.array([one.x for one in spots]), np.array([one.y for one in spots])
            west_east = np.ptp(xs) * 0.77 >= np.ptp(ys)
            for serial, at in enumerate(np.argsort(xs if west_east else -ys, kind="stable").tolist(), 1):
                rows.append(
                    {
                        "name": f"{line_number}{serial:03d}Q",
                        "kind": "单立",
                        "material": "花岗岩",
                        "keeper": codes[a] if serial % 2 else codes[b],
                        "inspected": "2022-06-15" if line_number % 5 else "2019-09-20",
                        "geometry": shapely.Point(round(float(xs[at]), 5), round(float(ys[at]), 5)),
                    }
                )
    return _frame(rows)


def firebreaks(counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a fire line along the line between 怀柔 and its neighbours in 河北, a little inside 怀柔, with gaps."""
    by_code = dict(zip(counties["code"], counties.geometry, strict=True))
    own = by_code["110116"]
    rows = []
    for other in ("130732", "130826", "130824"):
        shared = shapely.line_merge(shapely.intersection(own.boundary, by_code[other].boundary))
        for part in shapely.get_parts(shared):
            if part.geom_type != "LineString" or part.length < 0.05:
                continue
            pieces = max(2, round(part.length / 0.11))
            for number in range(pieces):
                start, end = number / pieces, (number + 0.82) / pieces  # the rest is a gap
                shares = np.linspace(start, end, 14)
                along = shapely.LineString([part.interpolate(share, normalized=True) for share in shares])
                inside = max(
                    (along.offset_curve(distance) for distance in (0.0016, -0.0016)),
                    key=lambda line: line.intersection(own).length,
                )
                for piece in shapely.get_parts(inside.intersection(own)):
                    if piece.length > 0.01:
                        rows.append(
                            {"name": f"示例怀冀边界防火线 {len(rows) + 1:02d}", "width_m": 30.0, "geometry": piece}
                        )
    frame = _frame(rows)
    frame["geometry"] = shapely.set_precision(frame.geometry.to_numpy(), 1e-5, mode="pointwise")
    return frame


def checkpoints(roads: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return fire checkpoints where a road crosses a line between two of the counties."""
    region_inside = shapely.union_all(counties.geometry.to_numpy()).buffer(-0.004)
    lines = shapely.union_all([shape.boundary for shape in counties.geometry]).intersection(region_inside)
    chosen: list[Any] = []
    for road in roads.geometry:
        for point in shapely.get_parts(road.intersection(lines)):
            if point.geom_type == "Point" and all(point.distance(one) > 0.05 for one in chosen):
                chosen.append(point)
    chosen.sort(key=lambda one: (-round(one.y, 1), one.x))
    return _frame(
        [
            {"name": f"示例防火检查站 {number:02d}", "geometry": shapely.Point(round(one.x, 5), round(one.y, 5))}
            for number, one in enumerate(chosen, 1)
        ]
    )


def levees(rivers: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return levees on both banks of the rivers of the plain; their standards differ from county to county."""
    standard = {
        "131082": 20.0,
        "120119": 20.0,
        "110117": 50.0,
        "110118": 50.0,
        "110116": 50.0,
        "110114": 50.0,
        "130730": np.nan,
    }
    rows = []
    wanted = rivers[rivers["name"].isin(["泃河（示意）", "州河（示意）", "潮白河", "温榆河", "鲍丘河（示意）"])]
    for river, line in zip(wanted["name"], wanted.geometry, strict=True):
        for code, shape in zip(counties["code"], counties.geometry, strict=True):
            if code not in standard:
                continue
            for side, distance in (("左", 0.0011), ("右", -0.0011)):
                for part in shapely.get_parts(line.simplify(0.0004).offset_curve(distance).intersection(shape)):
                    if part.geom_type == "LineString" and part.length > 0.02 and part.bounds[1] < 40.35:
                        rows.append(
                            {
                                "name": f"示例{river.removesuffix('（示意）')}{side}堤 {len(rows) + 1:02d}",
                                "flood_standard_years": standard[code],
                                "geometry": shapely.simplify(part, 0.0002),
                            }
                        )
    frame = _frame(rows)
    frame["geometry"] = shapely.set_precision(frame.geometry.to_numpy(), 1e-5, mode="pointwise")
    return frame


def _depot(
    name: str, kind: str, level: str, spot: tuple[float, float], off: float, items: int, random: np.random.Generator
) -> dict[str, Any]:
    angle = float(random.uniform(0, 2 * np.pi))
    return {
        "name": name,
        "kind": kind,
        "level": level,
        "contact": f"{name.removeprefix('示例')}值班员",
        "phone": PHONE,
        "items": _DEPOT_ITEMS[items],
        "checked": "2026-03-15" if random.random() < 0.8 else "",
        "geometry": shapely.Point(
            round(spot[0] + off * float(np.cos(angle)), 5), round(spot[1] + off * 0.8 * float(np.sin(angle)), 5)
        ),
    }


def _bare(place: dict[str, Any]) -> str:
    """Return a town's name without what kind of town it is."""
    return str(place["name"]).removesuffix("镇").removesuffix("乡").removesuffix("满族")


def _spread(places: gpd.GeoDataFrame, count: int) -> list[dict[str, Any]]:
    """Return up to ``count`` places, each as far as can be from those before it; the northernmost first."""
    rows = places.sort_values(["geonameid"]).to_dict("records")
    chosen: list[dict[str, Any]] = []
    while rows and len(chosen) < count:
        if chosen:
            best = max(
                rows,
                key=lambda row: (min(row["geometry"].distance(one["geometry"]) for one in chosen), row["geonameid"]),
            )
        else:
            best = max(rows, key=lambda row: (row["geometry"].y, row["geonameid"]))
        chosen.append(best)
        rows.remove(best)
    return chosen


def _frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, crs=4490)
