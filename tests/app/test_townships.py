"""Townships from the user's own file: on the map, on the zone card, and gone again without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
from PySide6.QtWidgets import QLabel, QWidget
from shapely import box

from layers.kinds import Role, Shape
from tests.app.conftest import record

if TYPE_CHECKING:
    from app.application import Application
    from layers.plan.store import PlanStore


def townships() -> gpd.GeoDataFrame:
    """Each of the two counties in two halves, north and south."""
    names = ["汤河口镇", "琉璃庙镇", "大滩镇", "鱼儿山镇"]
    codes = ["110116105", "110116106", "130826101", "130826102"]
    boxes = [box(x, y, x + 0.1, y + 0.05) for x in (116.4, 116.5) for y in (40.6, 40.65)]
    return gpd.GeoDataFrame({"uid": list("abcd"), "code": codes, "name": names}, geometry=boxes, crs=4490)


def add(store: PlanStore) -> None:
    with store.change("layers_added", titles=["乡镇界"]):
        store.add_layer(record("乡镇界", Role.TOWNSHIP, Shape.POLYGON), townships())


def test_townships_show_on_the_map_and_on_the_zone_card(planned: Application, qtbot) -> None:
    document, window = planned.document, planned.window
    window.zones.table.selectRow(0)
    assert "涉及乡镇" not in window.zones.card.text, "an optional level"
    document.on_writer(lambda: add(document.store))
    window.zones.table.clearSelection()
    window.zones.table.selectRow(0)
    qtbot.waitUntil(lambda: "涉及乡镇" in window.zones.card.text)
    said = window.zones.card.text
    assert "怀柔：" in said and "丰宁：" in said and "汤河口镇 " in said and "鱼儿山镇 " in said
    uid = next(one.uid for one in document.layers() if one.role is Role.TOWNSHIP)
    qtbot.waitUntil(lambda: window.map.canvas.scene.layer(uid) is not None, timeout=10_000)
    (part,) = window.map.canvas.scene.layer(uid).parts
    assert part.key == "township" and not part.style.fill and part.style.dash and part.style.label is not None
    county = next(one for one in window.map.canvas.scene.layers if one.parts and one.parts[0].key == "county")
    assert part.style.width < county.parts[0].style.width or not county.parts[0].style.line


def test_the_card_of_an_area_names_them_too(planned: Application, qtbot) -> None:
    document, window = planned.document, planned.window
    document.on_writer(lambda: add(document.store))
    uid = document.add_patrol_area(box(116.45, 40.61, 116.55, 40.64), "甲")
    window.patrol.choose(uid)
    qtbot.waitUntil(lambda: "汤河口镇" in said_by(window.patrol), timeout=10_000)
    assert "大滩镇" in said_by(window.patrol) and "琉璃庙镇" not in said_by(window.patrol)


def said_by(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))
