"""The pictures of docs/hazards: a small plan made here, with one of each hazard on both sides of a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from shapely import LineString, Point, box

from app.control.table import BY_ACTION
from layers import workflow
from layers.hazards.grades import Grade
from layers.hazards.lists import HazardLists, KeptTable
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord
from layers.spread.receptors import read_receptors

WEST, EAST = "110116", "130826"
_TABLE = """# 来源：示例，非真实数据
# 单位：%
# 物质：PM2.5
源地,怀柔区,丰宁满族自治县
怀柔区,60,30
丰宁满族自治县,10,
天津,20,5
"""
_GRADES = {
    WEST: (
        ("暴雨", "红", "100", "mm"),
        ("暴雨", "橙", "50", "mm"),
        ("水位", "橙", "5", "m"),
        ("堤防", "干流", "20", "年一遇"),
    ),
    EAST: (
        ("暴雨", "一级", "150", "mm"),
        ("暴雨", "二级", "50", "mm"),
        ("水位", "橙", "5", "m"),
        ("大风", "黄", "8", "级"),
    ),
}


def take(out: Path, folder: Path, window: Any, wait: Callable[[int], None]) -> None:
    """Make the plan in the window and take the pictures."""
    document = window.document
    document.create(folder / "示例.lianfang.gpkg", title="怀柔–丰宁（示例）", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: _fill(document.store))
    document.on_writer(lambda: workflow.analyse(document.store))
    document.catch_up()
    (folder / "PM25.csv").write_text(_TABLE, encoding="utf-8")
    table = KeptTable("PM25", read_receptors(folder / "PM25.csv", document.county_names()))
    grades = {code: tuple(Grade(*row) for row in rows) for code, rows in _GRADES.items()}
    document.set_hazard_lists("grades_read", HazardLists((table,), grades), name="怀柔")
    window.show_current_page()
    wait(3000)

    def shot(name: str, widget: Any = window) -> None:
        wait(1500)
        widget.grab().save(str(out / f"hazard-{name}.png"))

    def card(action: str) -> Any:
        return getattr(window, BY_ACTION[action])

    window.right.show_page("zones")
    panel = window.zones
    zones = document.zones()
    for hazard in ("breach", "radius", "corridor", "mapped"):
        panel.hazard_filter.setCurrentIndex(panel.hazard_filter.findData(hazard))
        mine = zones[zones["hazard"] == hazard]
        panel.choose(mine["uid"].iloc[0])
        panel.hazard_filter.setCurrentIndex(panel.hazard_filter.findData(hazard))
        window.map.select("zones", mine["uid"].iloc[0])
        window.map.zoom_full()
        wait(500)
        panel.card._pages.scroll_area.verticalScrollBar().setValue(240)
        shot(hazard)
    panel.hazard_filter.setCurrentIndex(0)
    release = card("enter_release")
    release.enter_release()
    release.card.always.edits["direction"].setCurrentIndex(1)
    release.card.always.edits["wind_from_deg"].setValue(270)
    at = window.map.canvas.to_metric(Point(116.492, 40.652))
    window.map.release_tool.placed.emit(at.x, at.y)
    wait(2500)
    shot("release")
    release.card.close_card()
    for name in ("receptors", "warning_grades", "past_events", "class_steps", "hazard_matrix"):
        one = card(name)
        getattr(one, name)()
        wait(2000)
        if name in ("warning_grades", "class_steps"):
            one.card.table.selectRow(0)
        shot(name.split("_")[-1])
        one.card.close_card()
    sets = card("hazard_sets")
    sets.hazard_sets()
    sets.dialog.winds.click()
    sets.dialog.which.setCurrentIndex(sets.dialog.which.findData("plume"))
    sets.dialog.resize(1180, 640)
    sets.dialog.run()
    wait(4000)
    shot("sets", sets.dialog)
    sets.close()


def _fill(store: Any) -> None:
    rng = np.random.default_rng(1)

    def add(title: str, role: Role, shape: Shape, shapes: list[Any], **columns: Any) -> None:
        speaks = frozenset() if role is Role.COUNTY else frozenset({WEST, EAST})
        record = LayerRecord("", title, role, shape, Origin.READ, "", speaks_for=speaks)
        frame = {"uid": [f"{title}{at}" for at in range(len(shapes))], **columns}
        store.add_layer(record, gpd.GeoDataFrame(frame, geometry=list(shapes), crs=4490))

    x, y = rng.uniform(116.42, 116.58, 40), rng.uniform(40.61, 40.69, 40)
    near = np.r_[116.5 - rng.uniform(-0.004, 0.004, 8), rng.uniform(116.45, 116.55, 6)]
    with store.change("layers_added", titles=["县界"]):
        squares = [box(116.4, 40.6, 116.5, 40.7), box(116.5, 40.6, 116.6, 40.7)]
        add("县界", Role.COUNTY, Shape.POLYGON, squares, code=[WEST, EAST], name=["怀柔区", "丰宁满族自治县"])
        add(
            "村庄",
            Role.SETTLEMENT,
            Shape.POINT,
            list(gpd.points_from_xy(x, y)),
            name=[f"{'西' if at < 116.5 else '东'}{k + 1}村" for k, at in enumerate(x)],
            people=np.round(rng.uniform(40, 400, 40)),
            kind=[""] * 40,
        )
        add(
            "危险源",
            Role.HAZARD_SOURCE,
            Shape.POINT,
            [Point(116.492, 40.652), Point(116.46, 40.63), Point(116.455, 40.672)],
            name=["西坡化工厂", "李家养殖场", "北沟尾矿库"],
            kind=["化工厂", "养殖场", "尾矿库"],
            protective_m=[2000.0, np.nan, np.nan],
            isolation_m=[100.0, np.nan, np.nan],
            radius_m=[np.nan, 5000.0, np.nan],
        )
        way = LineString([(116.47, 40.615), (116.5, 40.622), (116.53, 40.64)])
        add("危险路", Role.HAZARD_SOURCE, Shape.LINE, [way], name=["S308"], kind=["危化品运输"], reach_m=[800.0])
        river = LineString([(116.41, 40.678), (116.45, 40.672), (116.5, 40.669), (116.53, 40.662), (116.59, 40.668)])
        directed = np.array([True], dtype=object)
        add("河流", Role.RIVER, Shape.LINE, [river], name=["白河"], width_m=[20.0], order=[np.nan], directed=directed)
        areas = [
            box(116.47, 40.605, 116.5, 40.63),
            box(116.5, 40.605, 116.54, 40.618),
            box(116.5, 40.618, 116.53, 40.634),
        ]
        add("滑坡危险性区划", Role.HAZARD_MAP, Shape.POLYGON, areas, name=[""] * 3, hazard_class=[4.0, 2.0, 3.0])
        add(
            "历史火点",
            Role.HISTORY,
            Shape.POINT,
            list(gpd.points_from_xy(near, rng.uniform(40.62, 40.69, 14))),
            name=[f"{2010 + k} 年火点" for k in range(14)],
            precision_m=[*np.round(rng.uniform(30, 300, 8)), *[np.nan] * 6],
        )
