"""The list of findings about patrol areas when there are many: cards are made as they come into sight."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.canvas.shapes import Shapes
from app.widgets.area_checks import AreaChecks, CheckRow
from layers.flat import flat_shapes
from layers.flat_later import Facts, LaterFlat
from layers.patrol.area_checks import AreaFinding, Fix
from layers.patrol.checks import Finding

LEFT = Qt.MouseButton.LeftButton
PLACE = shapely.box(116.0, 40.0, 116.1, 40.1)


def row(number: int, text: str = "", shape: shapely.Geometry = PLACE) -> CheckRow:
    uid = f"area-{number:03d}"
    fix = Fix("cut", {uid: shape})
    return CheckRow(
        AreaFinding(uid, Finding("overlap", "warning"), PLACE, (fix,)), text or f"finding {number}", ((fix, "Cut", ""),)
    )


@pytest.fixture
def panel(qtbot):
    made = AreaChecks()
    qtbot.addWidget(made)
    made.resize(300, 500)
    made.show()
    return made


def fill(panel: AreaChecks, rows: list[CheckRow], blocked: str = "") -> None:
    panel.show_rows(rows, limit_ha=1000.0, stands=0, blocked=blocked, has_areas=True)


def to_the_end(qtbot, panel: AreaChecks, count: int) -> None:
    def is_there() -> bool:
        bar = panel._area.verticalScrollBar()
        bar.setValue(bar.maximum())
        return len(panel.cards) == count

    qtbot.waitUntil(is_there, timeout=10_000)


def test_cards_are_made_when_they_come_into_sight(panel, qtbot):
    fill(panel, [row(n) for n in range(100)])
    assert panel.count == 100 and "100" in panel.title.text()
    qtbot.wait(100)
    assert len(panel.cards) < 30
    to_the_end(qtbot, panel, 100)
    assert [card.row.text for card in panel.cards] == [f"finding {n}" for n in range(100)]
    qtbot.waitUntil(lambda: sorted({card.y() for card in panel.cards}) == [card.y() for card in panel.cards])


def test_the_tab_key_reaches_the_last_of_many(panel, qtbot):
    fill(panel, [row(n) for n in range(30)])
    panel.activateWindow()
    qtbot.waitUntil(panel.cards[0].look.isVisible)
    panel.cards[0].look.setFocus()
    for _ in range(200):
        if panel.focusWidget() is panel.limit or panel.cards[-1].row.text == "finding 29":
            break
        QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
        qtbot.wait(5)
    assert panel.cards[-1].row.text == "finding 29"


def test_a_card_that_is_typed_in_stays_when_others_come_and_go(panel, qtbot):
    fill(panel, [row(n) for n in range(5)])
    card = panel.cards[3]
    qtbot.waitUntil(card.ignore.isVisible)
    qtbot.mouseClick(card.ignore, LEFT)
    qtbot.keyClicks(card.reason, "agreed in May")
    fill(panel, [row(9), row(0), row(3), row(4), row(1, "grown")])
    assert [one.row.text for one in panel.cards] == ["finding 9", "finding 0", "finding 3", "finding 4", "grown"]
    assert panel.cards[2] is card and card.reason.text() == "agreed in May" and card.reason.isVisible()
    with qtbot.waitSignal(panel.accepted) as told:
        qtbot.keyClick(card.reason, Qt.Key.Key_Return)
    assert (told.args[0].uid, told.args[1]) == ("area-003", "agreed in May")


def test_a_fix_is_that_of_the_last_check_though_it_reads_the_same(panel, qtbot):
    fill(panel, [row(0)])
    card, moved = panel.cards[0], shapely.box(116.2, 40.0, 116.3, 40.1)
    fill(panel, [row(0, shape=moved)])
    assert panel.cards[0] is card
    with qtbot.waitSignal(panel.fix_chosen) as told:
        qtbot.mouseClick(card.fix_buttons[0], LEFT)
    assert told.args[1].changed == {"area-000": moved}


def test_a_finding_without_a_card_yet_is_brought_forward(panel, qtbot):
    fill(panel, [row(n) for n in range(100)])
    panel.show_finding(row(70).finding.key)
    found = panel.cards[70]
    assert found.row.text == "finding 70" and found.property("chosen")
    qtbot.waitUntil(lambda: not found.visibleRegion().isEmpty())
    panel.show_finding("nobody knows it")
    assert found.property("chosen")


def test_blocked_cards_are_made_anew(panel):
    fill(panel, [row(0)])
    fill(panel, [row(0)], blocked="read only")
    assert not panel.cards[0].fix_buttons[0].isEnabled() and panel.cards[0].fix_buttons[0].toolTip() == "read only"
    fill(panel, [])
    assert panel.cards == [] and panel.count == 0


# -- what a layer consists of, without reading it ------------------------------------------------------


@pytest.mark.parametrize(
    ("shapes", "dimension"),
    [
        ([shapely.Polygon(), shapely.LineString([(0, 0), (1, 1)])], 1),
        ([shapely.box(0, 0, 1, 1), shapely.Point(0, 0)], 2),
        ([shapely.Point(0, 0)], 0),
        ([shapely.Polygon()], None),
        ([], None),
    ],
)
def test_the_dimension_of_a_layer_is_known_without_its_vertices(shapes, dimension):
    import numpy as np

    stored = np.array(shapes, dtype=object)
    flat = flat_shapes(stored)

    def read(_pause: object) -> None:
        raise AssertionError("nobody needs the vertices")

    for held in (stored, flat, LaterFlat(Facts.of(flat), read)):
        uids = [str(n) for n in range(len(shapes))]
        assert Shapes(held, 4509, uids).dimension == dimension
