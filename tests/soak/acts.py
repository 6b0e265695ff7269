"""What a planner does in an hour, in small pieces; a round puts them together."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from app.dialogs.importing import ImportDialog
from app.dialogs.papers import PapersDialog
from tests.soak.driving import Answers, Script

if TYPE_CHECKING:
    from app.application import Application

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
#: So many actions are tried in a round.
AT_ONCE = 40
NONE = Qt.KeyboardModifier.NoModifier

#: Actions that end the program or the plan, are acts of their own, or are long work that one act has already.
NOT_TRIED = frozenset(
    {"quit", "close_plan", "open_sample", "switch_language", "full_screen", "meeting_mode", "export", "analyse"}
)


class Desk:
    """The program, the hand that works it, and how often it did what."""

    def __init__(self, program: Application, folder: Path, plan: Path, layers: list[Path], seed: int) -> None:
        self.program, self.window, self.document = program, program.window, program.document
        self.folder, self.plan, self.files = folder, plan, layers
        self.answers = Answers(program.window)
        self.random = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)  # by act
        self.annexes = ["docx", "geojson"]

    @property
    def actions(self) -> int:
        """How many actions there are to be tried."""
        return sum(1 for key, _action in self.window.actions_ if key not in NOT_TRIED)

    # -- what is waited for -------------------------------------------------------------------

    @property
    def canvas(self) -> QWidget:
        return self.window.map.canvas

    def is_quiet(self) -> bool:
        return not self.program.jobs.active

    def is_drawn(self) -> bool:
        return self.is_quiet() and self.window.map.is_up_to_date

    # -- the hand -------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, at: QWidget | None = None) -> None:
        QTest.keyClick(at or self.window, key, modifiers)

    def at(self, x: float, y: float) -> QPoint:
        """Return a place on the map by its shares of the width and height."""
        return QPoint(round(x * self.canvas.width()), round(y * self.canvas.height()))

    def move(self, at: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton, keys: object = ALT) -> None:
        place = QPointF(at)
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, self.canvas.mapToGlobal(place), Qt.MouseButton.NoButton, buttons, keys
        )
        QApplication.sendEvent(self.canvas, event)

    def click(self, at: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = ALT) -> None:
        self.move(at)
        QTest.mouseClick(self.canvas, button, keys, at)

    def wheel(self, at: QPoint, turns: int) -> None:
        place = QPointF(at)
        event = QWheelEvent(
            place,
            self.canvas.mapToGlobal(place),
            QPoint(),
            QPoint(0, 120 * turns),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)

    def drop(self, paths: list[Path]) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        event = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, LEFT, NONE)
        self.window.dropEvent(event)

    def trigger(self, key: str) -> None:
        self.window.actions_[key].trigger()


# -- acts --------------------------------------------------------------------------------------------


def open_plan(desk: Desk) -> Script:
    """Drop the plan on the window."""
    desk.drop([desk.plan])
    yield lambda: desk.document.is_open
    yield desk.is_drawn
    desk.done["plans opened"] += 1


def close_plan(desk: Desk) -> Script:
    desk.trigger("close_plan")
    yield lambda: not desk.document.is_open
    yield desk.is_quiet


def open_and_close(desk: Desk) -> Script:
    """Half of the plans are closed before the map is there."""
    desk.drop([desk.plan])
    yield lambda: desk.document.is_open
    if desk.random.random() < 0.5:
        yield desk.is_drawn
    desk.done["plans opened"] += 1
    yield from close_plan(desk)


def open_sample(desk: Desk) -> Script:
    """Build the sample and let it go untouched."""
    desk.trigger("open_sample")
    yield lambda: desk.document.is_open and desk.document.info().is_sample
    yield desk.is_drawn
    desk.done["samples built"] += 1
    yield from close_plan(desk)


def look_around(desk: Desk) -> Script:
    """Wheel, drag, hover."""
    desk.trigger("pan")
    for _ in range(6):
        x, y = (desk.random.uniform(0.3, 0.7) for _ in range(2))
        desk.wheel(desk.at(x, y), desk.random.choice((-2, -1, 1, 2)))
        yield 0.05
        begin = desk.at(0.5, 0.5)
        QTest.mousePress(desk.canvas, LEFT, NONE, begin)
        for step in range(5):
            desk.move(begin + QPoint(step * 12, step * desk.random.randint(-9, 9)), LEFT, NONE)
            yield None
        QTest.mouseRelease(desk.canvas, LEFT, NONE, begin + QPoint(60, 0))
        yield None
    desk.trigger("zoom_full")
    desk.trigger("select")
    yield desk.is_drawn
    for _ in range(10):
        desk.move(desk.at(desk.random.random(), desk.random.random()), keys=NONE)
        yield None
    desk.click(desk.at(0.5, 0.5), keys=NONE)
    yield desk.is_drawn
    desk.key(Qt.Key.Key_Escape, at=desk.canvas)
    desk.done["looked around"] += 1


def draw_area(desk: Desk) -> Script:
    """Draw an area with the mouse, take its first corner elsewhere, and give it a name."""
    before = len(desk.document.patrol_areas())
    desk.trigger("draw_patrol")
    x, y = desk.random.uniform(0.25, 0.6), desk.random.uniform(0.25, 0.6)
    corners = [desk.at(x + dx, y + dy) for dx, dy in ((0, 0), (0.12, 0.01), (0.11, 0.13), (0.01, 0.12))]
    for corner in corners:
        desk.click(corner)
        yield None
    desk.click(corners[-1], RIGHT)
    yield lambda: len(desk.document.patrol_areas()) == before + 1
    yield desk.is_drawn
    desk.trigger("edit_vertices")
    yield 0.05
    QTest.mousePress(desk.canvas, LEFT, ALT, corners[1])
    desk.move(corners[1] + QPoint(8, -8), LEFT)
    QTest.mouseRelease(desk.canvas, LEFT, ALT, corners[1] + QPoint(8, -8))
    yield None
    desk.key(Qt.Key.Key_Return, at=desk.canvas)
    yield desk.is_drawn
    desk.trigger("select")
    desk.window.right.show_page("patrol")
    desk.window.patrol.name_edit.setText(f"第 {desk.done['areas drawn']} 片")
    desk.key(Qt.Key.Key_Return, at=desk.window.patrol.name_edit)
    yield desk.is_drawn
    desk.done["areas drawn"] += 1


def undo_redo(desk: Desk, times: int = 120) -> Script:
    """So many steps back by key, and forth again."""
    desk.canvas.setFocus()
    stack = desk.document.undo_stack
    deepest = min(times, 8)
    for place in range(times):
        is_back = (place // deepest) % 2 == 0
        can = stack.canUndo() if is_back else stack.canRedo()
        if can:
            desk.trigger("undo" if is_back else "redo")
            desk.done["steps back" if is_back else "steps forth"] += 1
        yield None
    while stack.canRedo():
        desk.trigger("redo")
        desk.done["steps forth"] += 1
        yield None
    yield desk.is_drawn


def analyse(desk: Desk) -> Script:
    desk.trigger("analyse")
    yield lambda: desk.document.analysis_state() == "fresh"
    yield desk.is_drawn
    desk.done["analyses"] += 1


def export(desk: Desk) -> Script:
    """Write the files of the plan."""
    out = desk.folder / "成果"
    written: list[object] = []

    def fill(dialog: PapersDialog) -> None:
        dialog.folder.setText(str(out))
        for item in (dialog.files.item(place) for place in range(dialog.files.count())):
            is_wanted = item.data(Qt.ItemDataRole.UserRole) in desk.annexes
            item.setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)
        dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()

    desk.answers.by_kind[PapersDialog] = fill
    listening = desk.window.exporter.finished.connect(written.append)
    desk.trigger("export")
    yield lambda: bool(written)
    yield desk.is_quiet
    desk.window.exporter.finished.disconnect(listening)
    del desk.answers.by_kind[PapersDialog]
    shutil.rmtree(out)
    desk.done["exports"] += 1


def layers_in_and_out(desk: Desk) -> Script:
    """Drop files, remove one of the layers by key, take both steps back."""
    desk.answers.by_kind[ImportDialog] = lambda dialog: dialog.buttons.button(
        QDialogButtonBox.StandardButton.Ok
    ).click()
    before = {layer.uid for layer in desk.document.layers()}
    desk.drop(desk.files)
    yield lambda: len(desk.document.layers()) == len(before) + len(desk.files)
    yield desk.is_quiet
    yield desk.is_drawn
    del desk.answers.by_kind[ImportDialog]
    added = next(layer.uid for layer in desk.document.layers() if layer.uid not in before)
    desk.window.left.show_page("layers")
    desk.window.layers.choose(added)
    desk.key(Qt.Key.Key_Delete, at=desk.window.layers.tree)
    yield lambda: added not in {layer.uid for layer in desk.document.layers()}
    while {layer.uid for layer in desk.document.layers()} != before:
        desk.trigger("undo")
        yield None
    yield desk.is_drawn
    desk.done["layers in and out"] += 1


def side_panels(desk: Desk) -> Script:
    """Every page of both sides, folded and unfolded."""
    for side in (desk.window.left, desk.window.right):
        for page in range(side.tabs.count()):
            side.tabs.setCurrentIndex(page)
            yield 0.02
    for keys in ("toggle_layers", "toggle_zones") * 2:
        desk.trigger(keys)
        yield None
    yield desk.is_drawn
    desk.done["panels opened"] += desk.window.left.tabs.count() + desk.window.right.tabs.count()


def language(desk: Desk, times: int = 4) -> Script:
    """There and back."""
    for _ in range(times):
        desk.trigger("switch_language")
        yield desk.is_drawn
        desk.done["language switched"] += 1


def themes(desk: Desk) -> Script:
    for theme in ("dark", "light"):
        desk.program.settings.set("theme", theme)
        yield desk.is_drawn
        desk.done["theme switched"] += 1


def meeting(desk: Desk) -> Script:
    """On the wall, along the agenda, a line by pen, and down again."""
    desk.canvas.setFocus()
    desk.trigger("meeting_mode")
    yield lambda: desk.window.in_meeting
    yield desk.is_drawn
    for _ in range(3):
        desk.key(Qt.Key.Key_PageDown, at=desk.canvas)
        yield 0.05
    yield desk.is_drawn
    desk.trigger("meeting_mode")
    yield lambda: not desk.window.in_meeting
    yield desk.is_drawn
    desk.done["meetings"] += 1


def screens(desk: Desk) -> Script:
    """From screen to screen and back to the first."""
    home = desk.window.screen()
    others = [screen for screen in QGuiApplication.screens() if screen is not home]
    for screen in [*others, home]:
        desk.window.move(screen.geometry().topLeft())
        yield partial(_is_on, desk, screen)
        yield desk.is_drawn
        desk.done["moved between screens"] += bool(others)


def _is_on(desk: Desk, screen: object) -> bool:
    return desk.window.screen() is screen and desk.canvas.view.dpr == desk.canvas.devicePixelRatioF()


def tried(desk: Desk, count: int = AT_ONCE) -> Script:
    """Begin so many of all actions, taken in turn, and leave again with Esc."""
    keys = [key for key, _action in desk.window.actions_ if key not in NOT_TRIED]
    first = desk.done["actions tried"] % len(keys)
    for key in [*keys[first:], *keys[:first]][:count]:
        desk.done["actions tried"] += 1
        if not desk.document.is_open:  # an action that leads to another plan
            yield from open_plan(desk)
        action = desk.window.actions_[key]
        if action.isEnabled():
            action.trigger()
            yield 0.03
            yield desk.is_quiet
            _put_away(desk)
            yield None
    desk.trigger("select")
    yield desk.is_drawn


def _put_away(desk: Desk) -> None:
    """Close what an action has opened: windows beside this one, cards, tools."""
    for widget in QApplication.topLevelWidgets():
        if widget is not desk.window and widget.isVisible() and widget.isWindow():
            widget.close()
    for _ in range(2):
        desk.key(Qt.Key.Key_Escape, at=desk.canvas)
    for key in ("map_only", "preview_colours"):
        if desk.window.actions_[key].isChecked():
            desk.trigger(key)


#: What is done with an open plan, in its order.
WITH_PLAN: dict[str, Callable[[Desk], Script]] = {
    "look": look_around,
    "draw": draw_area,
    "undo": undo_redo,
    "layers": layers_in_and_out,
    "analyse": analyse,
    "export": export,
    "panels": side_panels,
    "language": language,
    "theme": themes,
    "screens": screens,
    "meeting": meeting,
    "actions": tried,
}


def round_of(desk: Desk, acts: Sequence[str] = (), *, opened: int = 10) -> Script:
    """Return one round: plans opened and closed, then every act, or some, in one; none is open before and after."""
    shutil.copy(desk.plan.with_name("开始.lianfang.gpkg"), desk.plan)
    for _ in range(opened):
        yield from timed(desk, "open", open_and_close(desk))
    if acts == ("open",):
        return
    yield from timed(desk, "open", open_plan(desk))
    for name in acts or WITH_PLAN:
        yield from timed(desk, name, WITH_PLAN[name](desk))
    yield from timed(desk, "open", close_plan(desk))


def timed(desk: Desk, name: str, script: Script) -> Script:
    """Pass a script on and add up how long it takes."""
    started = time.monotonic()
    yield from script
    desk.seconds[name] += time.monotonic() - started
