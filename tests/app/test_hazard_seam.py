"""A hazard the program does not have, as one file and one registry line: window, map, matrix and rank take it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shapely import Point

from app.dialogs.hazard_sets import HazardSetsWindow
from app.dialogs.parameters import ParametersDialog
from layers import workflow
from layers.hazards.registry import REGISTRY
from layers.kinds import Role, Shape
from layers.zones.matrix import zone_matrix
from layers.zones.model import Parameters
from tests.app.conftest import EAST, WEST
from tests.app.test_hazard_window import add, chord, control
from tests.app.test_map_tools import Hand, map_

__all__ = ["map_"]

#: All there is to it.
FILE = """
from layers.hazards.kind import HazardKind, Number
from layers.hazards.plume import circle
from layers.hazards.sourced import sourced
from layers.kinds import Role


def stamp(row, lon, lat, parameters, crs):
    radius = float(KIND.number(parameters, "radius_m"))
    return (circle(lon, lat, radius, crs),), {"radius_m": radius}


def assess(inputs, network, parameters, progress, shared):
    return sourced(KIND, stamp, inputs, parameters, progress, shared, dimensions=(0,), speed_ms=2.0), None


KIND = HazardKind(
    code="landfill",
    title={"zh_CN": "填埋场沼气", "en": "Landfill gas"},
    unit="count",
    full_amount=5.0,
    role=Role.HAZARD_SOURCE,
    assess=assess,
    numbers=(
        Number("band_m", 5_000.0, {"zh_CN": "带宽", "en": "Band"}, "m"),
        Number("radius_m", 1_500.0, {"zh_CN": "影响半径", "en": "Radius"}, "m"),
    ),
    sentences={"zh_CN": {"reach": "沼气影响 {radius_m} m"}, "en": {"reach": "Gas reaches {radius_m} m"}},
    recognises=("填埋场",),
    color="#556B2F",
)
"""


@pytest.fixture
def landfill(tmp_path: Path, monkeypatch):
    path = tmp_path / "landfill_kind.py"
    path.write_text(FILE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("landfill_kind", path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "landfill_kind", module)
    spec.loader.exec_module(module)
    monkeypatch.setitem(REGISTRY, module.KIND.code, module.KIND)  # the one line
    return module.KIND


def test_everything_takes_it_without_knowing_it(landfill, map_: Hand) -> None:
    add(
        map_,
        "填埋",
        Role.HAZARD_SOURCE,
        Shape.POINT,
        [Point(116.495, 40.651)],
        name=["西沟填埋场"],
        kind=["填埋场"],
    )
    map_.document.on_writer(lambda: workflow.analyse(map_.document.store))
    map_.document.catch_up()
    zones = map_.document.zones()
    zone = zones[zones["hazard"] == "landfill"].iloc[0]
    # Zone: class, lead, times.  845.6 / 2 m per 0.01°: 423 m to the line, 3.5 min at 2 m/s.
    assert (zone["zone_class"], zone["lead"], zone["supports"]) == ("S2", WEST, [EAST])
    across = next(one for one in zone["links"] if one["to"] == EAST)
    assert across["first_min"] == pytest.approx(422.8 / 120, abs=0.1) and across["people"][-1] == 80.0
    # Rank: every part of the score it has a say in.
    assert 1 <= zone["rank"] <= len(zones) and zone["score"] > 0.0
    assert next(part for part in zone["score_parts"] if part["code"] == "hazard")["unit"] == "count"
    # Matrix.
    assert zone_matrix(zones, "landfill").sent["people"][:2, :2].tolist() == [[120.0, 80.0], [0.0, 0.0]]
    chord(map_, Qt.Key.Key_T)
    card = control(map_, "hazard_matrix").card
    card.hazard.setCurrentIndex(card.hazard.findData("landfill"))
    assert card.hazard.currentText() == "填埋场沼气" and len(card.flows()) == 1
    card.close_card()
    # List, card and map.
    panel = map_.window.zones
    panel.hazard_filter.setCurrentIndex(panel.hazard_filter.findData("landfill"))
    assert panel.hazard_filter.currentText() == "填埋场沼气 (1)"
    panel.choose(zone["uid"])
    assert "沼气影响 1\u202f500\u00a0m" in panel.card.text and "何时到达何处" in panel.card.text

    def drawn() -> list[str]:
        return [uid for part in map_.canvas.scene.layer("zones").parts for uid in part.shapes.uids]

    map_.qtbot.waitUntil(lambda: drawn() == [zone["uid"]], timeout=30_000)


def test_the_form_of_parameters_and_sets_have_its_page(landfill, qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ParametersDialog(Parameters(), parent)
    assert dialog._hazards.edits["landfill"]["radius_m"].value() == 1_500.0
    window = HazardSetsWindow(parent)
    assert "radius_m" in window.fields["landfill"].edits and window.hazard.findData("landfill") >= 0
