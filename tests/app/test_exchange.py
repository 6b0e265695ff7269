"""Two counties in the window: hand over, look at both drafts, decide by mouse and keyboard, take in, undo."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog

from app.canvas.drafts import Shown
from app.dialogs.hand_over import HandOverDialog
from app.dialogs.unpacking import UnpackDialog
from layers.exchange.handing import hand_over
from layers.exchange.model import Choice
from layers.exchange.other import OtherPlan
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.schema import Table
from tests.app.conftest import fill
from tests.app.test_main_path import drop, when_dialog

if TYPE_CHECKING:
    from app.application import Application
    from app.control.exchange import ExchangeControl

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
AREA = str(Table.PATROL_AREA)
BOX = shapely.box
OURS, THEIRS = BOX(116.44, 40.62, 116.50, 40.66), BOX(116.47, 40.62, 116.53, 40.66)


def add_areas(store: PlanStore) -> None:
    with store.change("patrol_areas_added", titles=["一", "二", "三"]):
        for number, x in enumerate((116.44, 116.52, 116.56), start=1):
            store.add_patrol_area(f"联防区 {number}", BOX(x, 40.62, x + 0.02, 40.64), uid=f"a{number}")


@pytest.fixture
def ours(program: Application, tmp_path: Path, qtbot) -> Application:
    """Our plan, in which an area was widened after a copy of it went to the neighbour."""
    document = program.document
    document.create(tmp_path / "我方.lianfang.gpkg", title="怀柔–丰宁", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))
    document.on_writer(lambda: add_areas(document.store))
    document.save_copy(tmp_path / "对方.lianfang.gpkg")
    document.set_patrol_geometry("a1", OURS)
    document.rename_patrol_area("a2", "我方的名字")
    qtbot.waitUntil(lambda: program.window.map.canvas.scene.layer("patrol_areas") is not None, timeout=10_000)
    return program


@pytest.fixture
def theirs(ours: Application, tmp_path: Path) -> Path:
    """What the neighbour made of it: an area and a name that we changed too, one new, one gone."""
    path = tmp_path / "对方.lianfang.gpkg"
    with PlanStore.open(path) as store:
        with store.change("patrol_area_reshaped", name=""):
            store.update_patrol_area("a1", geometry=THEIRS)
        with store.change("patrol_area_renamed", name=""):
            store.update_patrol_area("a2", name="对方的名字")
        with store.change("patrol_area_added", name=""):
            store.add_patrol_area("丰宁新区", BOX(116.54, 40.66, 116.56, 40.68), uid="b1")
        with store.change("patrol_area_removed", name=""):
            store.remove_patrol_area("a3")
    return path


@pytest.fixture
def beside(ours: Application, theirs: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> ExchangeControl:
    """Their plan beside ours, opened by the action."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(theirs), ""))
    ours.window.actions_["take_in"].trigger()
    control = ours.window.exchange
    qtbot.waitUntil(lambda: control.session is not None, timeout=20_000)
    assert ours.window.right.current == "exchange"
    return control


def click_row(control: ExchangeControl, uid: str, qtbot) -> None:
    table = control.panel.table
    place = next(at for at, row in enumerate(table.visible_rows()) if row.difference.uid == uid)
    qtbot.mouseClick(table.viewport(), LEFT, NONE, table.visualRect(table.rows_model.index(place, 1)).center())
    assert control.panel.row is not None
    assert control.panel.row.difference.uid == uid


def take_in(control: ExchangeControl, qtbot) -> None:
    with qtbot.waitSignal(control.task.taken, timeout=20_000):
        qtbot.mouseClick(control.panel.finish, LEFT)
    qtbot.waitUntil(lambda: control.session is None)


def areas(program: Application) -> Any:
    return program.document.patrol_areas().set_index("uid")


def is_about(shape: shapely.Geometry, expected: shapely.Geometry) -> bool:
    return bool(shapely.symmetric_difference(shape, expected).area < 1e-3 * expected.area)


def test_a_conflict_by_mouse_and_keyboard(ours: Application, beside: ExchangeControl, theirs: Path, qtbot) -> None:
    panel = beside.panel
    assert [row.difference.uid for row in panel.undecided] == ["a1", "a2"]
    assert not panel.finish.isEnabled()
    assert panel.row is not None
    assert panel.row.difference.uid == "a1"  # the first that has to be decided is in hand
    qtbot.keyClick(panel.table, Qt.Key.Key_3)
    assert panel.deciding.chosen(panel.table.visible_rows()[0]) == {Choice.UNION}
    assert panel.row.difference.uid == "a2"  # and the next one
    qtbot.mouseClick(panel.buttons[Choice.THEIRS], LEFT)
    assert panel.undecided == []
    before = len(ours.document.past.records)
    take_in(beside, qtbot)
    after = areas(ours)
    assert is_about(after.loc["a1", "geometry"], OURS.union(THEIRS))
    assert after.loc["a2", "name"] == "对方的名字"
    assert set(after.index) == {"a1", "a2", "b1"}
    assert len(ours.document.past.records) == before + 1
    ours.window.actions_["undo"].trigger()
    assert set(areas(ours).index) == {"a1", "a2", "a3"}
    assert areas(ours).loc["a2", "name"] == "我方的名字"


def test_a_line_drawn_at_the_table(ours: Application, beside: ExchangeControl, qtbot) -> None:
    panel, canvas = beside.panel, ours.window.map.canvas
    click_row(beside, "a1", qtbot)
    qtbot.waitUntil(lambda: not canvas._animation, timeout=5_000)
    qtbot.keyClick(panel.table, Qt.Key.Key_5)
    assert canvas.tool is ours.window.map.agreed_tool
    center = canvas.rect().center()
    for dx, dy in ((-60, -40), (60, -40), (0, 60)):
        qtbot.mouseClick(canvas, LEFT, NONE, center + QPoint(dx, dy), delay=30)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.deciding.is_decided(panel.table.visible_rows()[0]))
    assert canvas.tool.key == "select"
    assert len(areas(ours)) == 3  # nothing is written before it is taken in
    click_row(beside, "a2", qtbot)
    qtbot.keyClick(panel.table, Qt.Key.Key_1)
    take_in(beside, qtbot)
    shape = areas(ours).loc["a1", "geometry"]
    assert shapely.get_num_coordinates(shape) == 4
    assert areas(ours).loc["a2", "name"] == "我方的名字"


def test_parts_of_a_shape_one_by_one(ours: Application, beside: ExchangeControl, qtbot) -> None:
    panel = beside.panel
    click_row(beside, "a1", qtbot)
    box = panel.fields.boxes["geometry"]
    qtbot.keyClick(panel.table, Qt.Key.Key_6)
    assert box is not panel.fields.boxes["geometry"]
    added = [part for part in panel.row.parts if part.is_added]
    assert len(panel.fields.part_boxes) == len(panel.row.parts) == 2
    first = panel.fields.part_boxes[added[0].number]
    qtbot.mouseClick(first, LEFT, NONE, QPoint(8, first.height() // 2))
    assert panel.deciding.of(panel.row).parts == {added[0].number}
    click_row(beside, "a2", qtbot)
    qtbot.keyClick(panel.table, Qt.Key.Key_0)
    take_in(beside, qtbot)
    assert is_about(areas(ours).loc["a1", "geometry"], OURS.union(THEIRS))
    assert areas(ours).loc["a2", "name"] == "我方的名字"  # left for later


def test_both_drafts_over_the_map_blink_and_swap(ours: Application, beside: ExchangeControl, qtbot) -> None:
    canvas, actions = ours.window.map.canvas, ours.window.actions_
    drafts = canvas.beneath("exchange")
    assert drafts is not None
    assert beside.shown is Shown.BOTH

    def colors() -> set[str]:
        picture = canvas.grab().toImage()
        found = set()
        for x in range(0, picture.width(), 2):
            for y in range(0, picture.height(), 2):
                color = picture.pixelColor(x, y)
                red, green, blue = color.red(), color.green(), color.blue()
                if red > 170 and green < 60 and blue < 90:
                    found.add("red")
                if blue > 180 and red < 70 and green < 130:
                    found.add("blue")
        return found

    click_row(beside, "a1", qtbot)
    qtbot.waitUntil(lambda: canvas._animation is None, timeout=5_000)
    assert colors() == {"red", "blue"}
    qtbot.keyClick(ours.window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert beside.shown is Shown.OURS
    assert colors() == {"red"}
    actions["exchange_swap"].trigger()
    assert beside.shown is Shown.THEIRS
    assert colors() == {"blue"}
    actions["exchange_swap"].trigger()
    actions["exchange_blink"].trigger()
    seen = {beside.shown}
    qtbot.waitUntil(lambda: bool(seen.add(beside.shown)) or seen == {Shown.OURS, Shown.THEIRS}, timeout=5_000)
    actions["exchange_blink"].trigger()
    assert beside.shown is Shown.BOTH


def test_what_is_changed_meanwhile_is_compared_again(ours: Application, beside: ExchangeControl, qtbot) -> None:
    panel = beside.panel
    click_row(beside, "a1", qtbot)
    qtbot.keyClick(panel.table, Qt.Key.Key_2)
    session = beside.session
    ours.document.rename_patrol_area("a3", "我方也改了")
    qtbot.waitUntil(lambda: beside.session is not session, timeout=10_000)
    assert {row.difference.uid for row in panel.undecided} == {"a2", "a3"}
    for uid in ("a2", "a3"):
        click_row(beside, uid, qtbot)
        qtbot.keyClick(panel.table, Qt.Key.Key_1)
    take_in(beside, qtbot)
    assert areas(ours).loc["a1", "geometry"].equals(THEIRS)
    assert areas(ours).loc["a3", "name"] == "我方也改了"


def test_putting_it_away_changes_nothing_and_leaves_nothing(
    ours: Application, beside: ExchangeControl, tmp_path: Path, qtbot
) -> None:
    before = ours.document.on_writer(lambda: content_hash(ours.document.store))
    beside.leave()
    assert ours.window.map.canvas.beneath("exchange") is None
    assert not ours.window.actions_["exchange_finish"].isEnabled()
    assert ours.document.on_writer(lambda: content_hash(ours.document.store)) == before


def test_hand_over_and_take_the_answer_in(
    ours: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    package = tmp_path / "stick.联防包"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(package), ""))

    def answer(dialog: Any) -> None:
        dialog.person.setText("李明")
        dialog.county.setCurrentIndex(dialog.county.findData("110116"))
        dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()

    seen = when_dialog(HandOverDialog, answer, qtbot)
    control = ours.window.exchange
    with qtbot.waitSignal(control.task.handed, timeout=20_000):
        ours.window.actions_["hand_over"].trigger()
    assert seen
    control.show_exchange()
    assert [one.person for one in control.panel.journal.visible_rows()] == ["李明"]
    with OtherPlan.open(package) as other:
        assert other.handover is not None
        assert other.handover.county_name == "怀柔区"
        answered = Path(shutil.copyfile(other.store.path, tmp_path / "answer.lianfang.gpkg"))
    with PlanStore.open(answered) as store, store.change("patrol_area_renamed", name=""):
        store.update_patrol_area("a3", name="丰宁起的名字")
    control.look_at(answered)
    qtbot.waitUntil(lambda: control.session is not None, timeout=20_000)
    assert control.panel.undecided == []
    ours.window.actions_["exchange_finish"].trigger()
    qtbot.waitUntil(lambda: control.session is None, timeout=20_000)
    assert areas(ours).loc["a3", "name"] == "丰宁起的名字"
    assert [one.what for one in control.panel.journal.visible_rows()] == ["taken", "given"]


def test_a_package_dropped_on_the_open_plan_can_be_compared(
    ours: Application, theirs: Path, tmp_path: Path, qtbot
) -> None:
    with PlanStore.open(theirs) as store:
        package = hand_over(store, tmp_path / "对方.联防包", person="赵", county_name="丰宁满族自治县").packed.path
    seen = when_dialog(UnpackDialog, lambda dialog: dialog.compare.click(), qtbot)
    drop(ours.window, [package])
    control = ours.window.exchange
    qtbot.waitUntil(lambda: control.session is not None, timeout=20_000)
    assert seen
    assert "丰宁满族自治县 赵" in control.panel.title.full_text
    assert [row.difference.uid for row in control.panel.undecided] == ["a1", "a2"]
    scratch = control.session.other._scratch
    assert scratch is not None
    assert scratch.exists()
    control.leave()
    assert not scratch.exists()


def test_another_language_keeps_what_was_decided(ours: Application, beside: ExchangeControl, qtbot) -> None:
    qtbot.keyClick(beside.panel.table, Qt.Key.Key_2)
    ours.window.rebuild()
    panel = beside.panel
    assert panel.is_working
    assert [row.difference.uid for row in panel.undecided] == ["a2"]
    assert ours.window.map.canvas.beneath("exchange") is not None
