"""Take the pictures of the user guide: ``python -m tests.tools.guide_pictures [NAME…]``.

The window itself, offscreen at 1366 × 768, in both languages, on the sample of a fixed day; pages of paper are drawn
from the PDF that the program wrote.  ``PICTURES`` names all of them: ``tests/docs`` holds the guide to that.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import shapely
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.tools.data_in_pictures import _when_dialog as when_dialog
from tests.tools.screenshots import CORNERS, ROOT, SIZE, wait

OUT = ROOT / "docs" / "guide" / "images"
DAY = date(2026, 5, 1)
#: Story → its pictures, in the order in which they are taken.
PICTURES: dict[str, tuple[str, ...]] = {
    "planner": ("start", "sample", "findings", "zone", "drawing", "area", "papers", "annex", "handover"),
    "committee": ("zone", "border", "proposals", "minutes", "paper"),
    "exercise": ("setup", "sites", "script", "play", "kit"),
}
#: So many colours, spread over all that occur and then moved to where they are: a rare one (a class) stays itself.
COLOURS = 200
#: The counties whose job the planner's story tells.
PAIR = ("怀柔", "丰宁")
_PAGE_DPI = 62
_GIVE_UP_S = 180


class Camera:
    """Takes pictures of one language into its folder."""

    def __init__(self, language: str, folder: Path) -> None:
        self.language, self.folder = language, folder

    def shoot(self, name: str, widget: QWidget) -> None:
        """Keep a widget as it is now."""
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
        self._keep(name, Image.fromarray(pixels.copy()))

    def pages(self, name: str, *which: tuple[Path, int]) -> None:
        """Put pages of PDFs side by side, each named by file and place from 0."""
        drawn = [
            pypdfium2.PdfDocument(pdf)[at].render(scale=_PAGE_DPI / 72).to_pil().convert("RGB") for pdf, at in which
        ]
        gap, high = 10, max(one.height for one in drawn)
        sheet = Image.new("RGB", (sum(one.width + gap for one in drawn) + gap, high + 2 * gap), "#D9DCDD")
        x = gap
        for one in drawn:
            sheet.paste(one, (x, gap))
            x += one.width + gap
        self._keep(name, sheet)

    def _keep(self, name: str, image: Image.Image) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        few = image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}.png", optimize=True)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something, and fail when it does not come."""
    end = time.monotonic() + _GIVE_UP_S
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there")
        wait(100)


def settle(window: Any) -> None:
    """Wait for jobs, figures and the map."""
    wait(400)
    until(lambda: not window.jobs.active and window.map.canvas.is_settled and window.map.is_up_to_date)
    wait(900)


def row_of(window: Any, pair: tuple[str, str]) -> str:
    """Return the first zone by rank of two counties."""
    name = window.document.zone_name
    return str(next(row.uid for row in window.zones.table.visible_rows() if all(one in name(row) for one in pair)))


def must_tell(camera: Camera, story: str, text: str) -> None:
    """Fail when a page speaks of something else than what its pictures will show."""
    page = ROOT / "docs" / "guide" / camera.language / f"{story}.md"
    if text not in page.read_text(encoding="utf-8"):
        raise AssertionError(f"{page} does not speak of {text}, which the picture shows")


# -- the three stories -----------------------------------------------------------------------------------


def planner(window: Any, camera: Camera, plan: Path, folder: Path) -> None:
    """From the start page to the annex."""
    wait(1500)
    camera.shoot("planner-start", window)
    window.work.receive([plan])
    until(lambda: window.document.is_open)
    settle(window)
    camera.shoot("planner-sample", window)
    window.left.show_page("findings")
    settle(window)
    camera.shoot("planner-findings", window)
    window.left.show_page("layers")
    zone = row_of(window, PAIR)
    must_tell(camera, "planner", window.document.zone_name(window.zones.zone(zone)))
    window.zones.choose(zone)
    window.zones.zone_chosen.emit(zone)
    settle(window)
    window.map.zoom_by(0.7)
    settle(window)
    camera.shoot("planner-zone", window)
    window.hands.draw_patrol()
    canvas = window.map.canvas
    for x, y in CORNERS:
        at = QPoint(round(x * canvas.width()), round(y * canvas.height()))
        QTest.mouseMove(canvas, at)
        wait(100)
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        wait(100)
    QTest.mouseMove(canvas, QPoint(round(0.22 * canvas.width()), round(0.5 * canvas.height())))
    wait(1500)
    camera.shoot("planner-drawing", window)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    settle(window)
    areas = window.document.patrol_areas()
    area = str(areas["uid"].iloc[-1])
    window.document.rename_patrol_area(area, "怀柔–丰宁 1 号")
    window.hands.select()
    window.right.show_page("patrol")
    window.patrol.choose(area)
    window.hands.choose_area(area)
    until(lambda: window.numbers.is_ready)
    settle(window)
    camera.shoot("planner-area", window)
    _papers(window, camera, folder)
    shown: list[int] = []

    def hand_over(dialog: Any) -> None:
        wait(1200)
        camera.shoot("planner-handover", dialog)
        shown.append(1)
        dialog.reject()

    when_dialog(hand_over)
    window.actions_["hand_over"].trigger()
    until(lambda: bool(shown))


def _papers(window: Any, camera: Camera, folder: Path) -> None:
    out = folder / f"papers_{camera.language}"
    shown: list[int] = []

    def fill(dialog: Any) -> None:
        dialog.resize(1080, 680)
        _tick(dialog.parties, PAIR)
        _tick(dialog.areas, PAIR)
        wait(1500)
        until(lambda: dialog.review.findings.rowCount() > 0)
        wait(1500)
        dialog.folder.setText("/media/usb/怀柔–丰宁 2026")
        camera.shoot("planner-papers", dialog)
        dialog.folder.setText(str(out))
        shown.append(1)
        dialog.accept()

    when_dialog(fill)
    window.actions_["write_agreement"].trigger()
    until(lambda: bool(shown))
    until(lambda: any(out.glob("*.pdf")) and not window.jobs.active)
    paper = max(out.glob("*.pdf"), key=lambda path: len(pypdfium2.PdfDocument(path)))  # annexes lie beside it, alone
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(paper)]
    camera.pages("planner-annex", (paper, 0), (paper, next(at for at, (wide, high) in enumerate(sizes) if wide > high)))


def _tick(page: Any, wanted: tuple[str, ...]) -> None:
    """Tick what names one of the counties, or both where a line names two."""
    for place in range(page.count()):
        text = page.item(place).text()
        is_wanted = any(one in text for one in wanted) and ("–" not in text or all(one in text for one in wanted))
        page.item(place).setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)


def committee(window: Any, camera: Camera, plan: Path, folder: Path) -> None:
    """A meeting on the wall."""
    window.work.receive([plan])
    until(lambda: window.document.is_open)
    settle(window)
    document = window.document
    area = str(document.patrol_areas()["uid"].iloc[0])
    window.actions_["meeting_mode"].trigger()
    meeting = window.meeting
    settle(window)
    window.resize(*SIZE)  # the screen of a program without one is square
    until(lambda: window.width() == SIZE[0])
    settle(window)
    zone = row_of(window, ("怀柔", "滦平"))
    until(lambda: meeting.current_item() is not None)
    meeting.go_to(zone)
    settle(window)
    camera.shoot("committee-zone", window)
    QTest.keyClick(window.map.canvas, Qt.Key.Key_O)
    meeting.go_to("110116|130824")
    settle(window)
    camera.shoot("committee-border", window)
    QTest.keyClick(window.map.canvas, Qt.Key.Key_O)
    meeting.leave()
    settle(window)
    window.resize(*SIZE)
    settle(window)
    window.right.show_page("patrol")
    window.patrol.choose(area)
    window.hands.choose_area(area)
    shape = document.patrol_shape(area)
    names = ("沿山脊", "带上村庄") if camera.language == "zh_CN" else ("along the ridge", "with the villages")
    x0, y0, x1, y1 = shape.bounds
    west = shape.intersection(shapely.box(x0, y0, x0 + 0.72 * (x1 - x0), y1)).buffer(0.009)
    for label, outline, code in zip(names, (west, shape.buffer(0.003)), ("110116", "130824"), strict=True):
        uid = document.add_alternative(area, outline, county=code)
        document.describe_alternative(uid, label=label, county=code, note="")
    window.actions_["show_proposals"].trigger()
    settle(window)
    _choose_both(window, document, area)
    settle(window)
    camera.shoot("committee-proposals", window)
    window.proposing.card.close_card()
    _minutes(window, camera, zone, folder)


def _choose_both(window: Any, document: Any, area: str) -> None:
    combos = window.proposing.card.combos
    for side, one in zip(("first", "second"), document.alternatives(area), strict=True):
        combos[side].setCurrentIndex(combos[side].findData(one.uid))


#: What is said at the meeting: action, text, county, unit in charge, days until it is due.
SAID = {
    "zh_CN": (
        ("record_remark", "滦平一侧没有防火道路，车到不了林缘。", "130824", "", 0),
        ("record_decision", "怀柔牵头、滦平配合，防火期每周联合巡护两次。", "", "", 0),
        ("record_task", "修通林缘防火道路 3 公里", "", "滦平县", 150),
    ),
    "en": (
        ("record_remark", "No fire road on the Luanping side: engines do not get to the wood.", "130824", "", 0),
        ("record_decision", "Huairou leads, Luanping supports; two joint patrols a week in the season.", "", "", 0),
        ("record_task", "Open 3 km of fire road at the edge of the wood", "", "Luanping", 150),
    ),
}
#: Title, place, chair, recorder, and who is there from 怀柔 and 滦平.
HELD = {
    "zh_CN": ("怀柔、滦平护林联防会商", "喇叭沟门", "张某（副区长）", "李某", "张某（副区长）", "赵某（副县长）"),
    "en": ("Huairou and Luanping on forest fires", "Labagoumen", "Mr Zhang", "Ms Li", "Mr Zhang", "Mr Zhao"),
}


def _minutes(window: Any, camera: Camera, zone: str, folder: Path) -> None:
    window.right.show_page("zones")
    window.zones.choose(zone)
    window.zones.zone_chosen.emit(zone)
    settle(window)
    window.map.zoom_by(0.6)
    window.actions_["open_minutes"].trigger()
    card = window.minutes.card
    wait(500)
    page = card.begin
    title, place, chair, recorder, *there = HELD[camera.language]
    for field, text in ((page.title, title), (page.place, place), (page.chair, chair), (page.recorder, recorder)):
        field.setText(text)
    for code, (box, name) in page.counties.items():
        box.setChecked(code in ("110116", "130824"))
        if box.isChecked():
            name.setText(there[code == "130824"])
    QTest.keyClick(page.title, Qt.Key.Key_Return)
    settle(window)
    for action, text, county, owner, days in SAID[camera.language]:
        window.actions_[action].trigger()
        wait(400)
        card.input.setPlainText(text)
        card.county.setCurrentIndex(max(card.county.findData(county), 0))
        card.owner.setCurrentText(owner)
        card.due.setText((date.today() + timedelta(days=days)).isoformat() if days else "")
        card.confirm()
        settle(window)
    camera.shoot("committee-minutes", window)
    card.close_button.click()
    settle(window)
    out = folder / f"minutes_{camera.language}"
    job = window.minutes.write_into(out)
    done: list[int] = []
    job.finished.connect(lambda *_news: done.append(1))
    until(lambda: bool(done))
    (paper,) = out.glob("*.pdf")
    camera.pages("committee-paper", (paper, 0), (paper, 1))


def _pdfs(paths: list[Path]) -> list[Path]:
    return [one for one in paths if one.suffix == ".pdf"]


def exercise(window: Any, camera: Camera, plan: Path, folder: Path) -> None:
    """A drill on the line of two counties."""
    window.work.receive([plan])
    until(lambda: window.document.is_open)
    settle(window)
    control = window.exercising
    uid = window.document.exercises()[0].uid
    control.open()
    control.choose(uid)
    panel = control.panel
    until(lambda: control._material() is not None and not control.task.is_working)
    for step in ("setup", "sites", "script", "play"):
        panel.show_step(step)
        if step == "sites":
            start = window.document.exercise_sites(uid)[0]
            panel.sites.choose(start.uid)
        if step == "script":
            control.exercise_script()
        if step == "play":
            panel.play.go_to(45.0)
        settle(window)
        until(lambda: not control.task.is_working)
        settle(window)
        camera.shoot(f"exercise-{step}", window)
    out = folder / f"kit_{camera.language}"
    job = control.write_kit(out, ("pdf",))
    done: list[list[Path]] = []
    job.finished.connect(done.append)
    until(lambda: bool(done))
    plan_paper, script, _handbook, evaluation, _tabletop = _pdfs(done[0])
    camera.pages("exercise-kit", (plan_paper, 0), (script, 0), (evaluation, 0))


STORIES: dict[str, Callable[[Any, Camera, Path, Path], None]] = {
    "planner": planner,
    "committee": committee,
    "exercise": exercise,
}


def take(sample: Path, folder: Path, language: str, stories: tuple[str, ...]) -> None:
    """Take the pictures of some stories in one language, each in a window of its own."""
    from app.application import Application
    from app.settings import Settings

    os.environ["LIANFANG_CONFIG"] = str(folder / f"config_{language}")
    Settings().set("language", language)
    for story in stories:
        program = Application(QApplication.instance())
        window = program.window
        window.resize(*SIZE)
        window.show()
        plan = folder / f"{story}_{language}.lianfang.gpkg"
        shutil.copy(sample, plan)
        STORIES[story](window, Camera(language, OUT / language), plan, folder)
        window.hide()
        program.shut_down()


def main() -> None:
    """Take all pictures, or those of the stories and languages named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication.instance() or QApplication([])
    from app.i18n import LANGUAGES
    from layers.sample import build_sample_plan
    from layers.workflow import analyse

    stories = tuple(one for one in STORIES if one in sys.argv) or tuple(STORIES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = folder / "sample.lianfang.gpkg"
        with closing(build_sample_plan(sample, DAY)) as store:
            analyse(store)
        for language in [one for one in LANGUAGES if one in sys.argv] or LANGUAGES:
            take(sample, folder, language, stories)


if __name__ == "__main__":
    main()
