"""Take the pictures of docs/images from the running program: ``python -m tests.tools.screenshots``.

Needs poppler's ``pdftoppm`` for the annex pages; everything else is the program itself, offscreen.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "docs" / "images"
SIZE = (1366, 768)
#: Corners of the drawn area as shares of the canvas.
CORNERS = ((0.30, 0.25), (0.62, 0.22), (0.70, 0.62), (0.38, 0.70))


def wait(milliseconds: int) -> None:
    """Let the program run; an event loop leaves the worker threads their turn."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def window_pictures(folder: Path) -> None:
    """Take the sample, a zone's reasons, and drawing."""
    from app.application import Application

    program = Application(QApplication.instance())
    window = program.window
    window.resize(*SIZE)
    window.show()
    window.work.receive([folder / "sample.lianfang.gpkg"])
    wait(5000)
    window.grab().save(str(OUT / "sample.png"))
    window.zones.table.selectRow(0)
    wait(3000)
    window.grab().save(str(OUT / "reasons.png"))
    window.hands.draw_patrol()
    canvas = window.map.canvas
    for x, y in CORNERS:
        at = QPoint(round(x * canvas.width()), round(y * canvas.height()))
        QTest.mouseMove(canvas, at)
        wait(100)
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        wait(100)
    QTest.mouseMove(canvas, QPoint(round(0.22 * canvas.width()), round(0.5 * canvas.height())))
    wait(1000)
    window.grab().save(str(OUT / "drawing.png"))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    program.shut_down()


def guide_pictures(folder: Path) -> None:
    """Take the pictures of the guide to data in."""
    from app.application import Application
    from tests.tools import data_in_pictures

    program = Application(QApplication.instance())
    program.window.resize(*SIZE)
    program.window.show()
    data_in_pictures.take(OUT, folder, program.window, wait)
    program.shut_down()


def hazard_pictures(folder: Path) -> None:
    """Take the pictures of the pages on hazards."""
    from app.application import Application
    from tests.tools import hazard_pictures

    program = Application(QApplication.instance())
    program.window.resize(*SIZE)
    program.window.show()
    hazard_pictures.take(OUT, folder, program.window, wait)
    program.shut_down()


def river_pictures_of(folder: Path) -> None:
    """Take the pictures of the page about rivers."""
    from app.application import Application
    from tests.tools import river_pictures

    program = Application(QApplication.instance())
    program.window.resize(*SIZE)
    program.window.show()
    program.window.work.receive([folder / "sample.lianfang.gpkg"])
    wait(5000)
    river_pictures.take(OUT, program.window, wait)
    program.shut_down()


def annex_picture(folder: Path) -> None:
    """Put the first pages of the annex side by side."""
    pdf = next(folder.glob("*.pdf"))
    subprocess.run(["pdftoppm", "-r", "60", "-l", "4", "-png", pdf, folder / "page"], check=True)
    pages = [QImage(str(path)) for path in sorted(folder.glob("page-*.png"))]
    gap, height = 12, max(page.height() for page in pages)
    sheet = QImage(sum(page.width() + gap for page in pages) + gap, height + 2 * gap, QImage.Format.Format_RGB32)
    sheet.fill(0xFFD9DCDD)
    painter = QPainter(sheet)
    x = gap
    for page in pages:
        painter.drawImage(x, gap + (height - page.height()) // 2, page)
        x += page.width() + gap
    painter.end()
    sheet.save(str(OUT / "annex.png"))


def main() -> None:
    """Build the sample in a temporary folder and take every picture."""
    from app.cli import run

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["LIANFANG_CONFIG"] = str(folder / "config")
        run(["demo", "--out", str(folder), "--date", date.today().isoformat()])
        guide_pictures(folder)
        hazard_pictures(folder)
        window_pictures(folder)
        river_pictures_of(folder)
        annex_picture(folder)


if __name__ == "__main__":
    main()
