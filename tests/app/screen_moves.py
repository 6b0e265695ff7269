"""Move the window between screens of different scale, and tell what is not sharp or cut there, as JSON.

A process of its own: Qt takes its screens when it starts.  ``python -m tests.app.screen_moves FOLDER``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QScreen
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolBar, QWidget

from tests.soak import running

if TYPE_CHECKING:
    from app.window import MainWindow

_PATIENCE_S = 60.0


def wait_for(holds) -> None:
    loop, look, late = QEventLoop(), QTimer(interval=10), QTimer(singleShot=True, interval=round(1000 * _PATIENCE_S))
    look.timeout.connect(lambda: loop.quit() if holds() else None)
    late.timeout.connect(lambda: loop.exit(1))
    look.start()
    late.start()
    if loop.exec():
        raise TimeoutError(holds)


def move_to(window: MainWindow, screen: QScreen) -> None:
    window.move(screen.availableGeometry().topLeft())
    canvas = window.map.canvas
    wait_for(lambda: window.screen() is screen and window.devicePixelRatioF() == screen.devicePixelRatio())
    if window.document.is_open:
        wait_for(lambda: canvas.view.dpr == screen.devicePixelRatio() and window.map.is_up_to_date)


def blurred(window: QWidget) -> Iterator[str]:
    """Pictures in sight that have fewer pixels than the screen."""
    dpr = window.devicePixelRatioF()
    for one in window.findChildren(QLabel):
        picture = one.pixmap()
        if one.isVisible() and not picture.isNull() and picture.devicePixelRatio() < dpr:
            yield f"{type(one.parent()).__name__} label {picture.devicePixelRatio():g}"
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and not button.icon().isNull():
            picture = button.icon().pixmap(button.iconSize(), dpr)
            if picture.width() < round(min(button.iconSize().width(), button.iconSize().height()) * dpr) - 1:
                yield f"{button.accessibleName() or button.text()} icon {picture.width()} px"
    tree = getattr(window, "layers", None)
    for row in tree.tree.rows() if tree is not None else ():
        icon = row.icon(0)
        if not icon.isNull() and icon.pixmap(tree.tree.iconSize(), dpr).devicePixelRatio() < dpr:
            yield f"layer {row.text(0)}"


def cut(window: QWidget) -> Iterator[str]:
    """Buttons and texts that are not wholly inside the window, and texts that have no room."""
    inside = QRect(0, 0, window.width(), window.height())
    for bar in window.findChildren(QToolBar):
        for one in bar.findChildren(QAbstractButton):
            if one.isVisible() and not inside.contains(QRect(one.mapTo(window, one.rect().topLeft()), one.size())):
                yield f"tool {one.accessibleName()}"
    for one in window.statusBar().findChildren(QLabel):
        if one.isVisible() and one.text() and one.sizeHint().width() > one.width() + 1:
            yield f"status {one.text()}"
    if not window.screen().availableGeometry().contains(window.geometry()):
        yield f"the window {window.geometry()} on {window.screen().geometry()}"


def detail(image: QImage) -> float:
    """How much of a picture is gone when it is halved and doubled again: near nothing for one that was enlarged."""
    import numpy as np

    whole = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(whole.constBits(), np.uint8).reshape(whole.height(), whole.bytesPerLine())[:, : whole.width()]
    even = rows[: rows.shape[0] // 2 * 2, : rows.shape[1] // 2 * 2].astype(float)
    small = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).mean(axis=(1, 3))
    return float(np.abs(even - small.repeat(2, axis=0).repeat(2, axis=1)).mean())


def look(window: MainWindow) -> dict[str, object]:
    canvas = window.map.canvas
    canvas.clearFocus()  # its frame is no part of the map
    grabbed = window.grab()
    found: dict[str, object] = {
        "scale": window.devicePixelRatioF(),
        "grabbed": [grabbed.width(), grabbed.height(), grabbed.devicePixelRatio()],
        "size": [window.width(), window.height()],
        "blurred": sorted(set(blurred(window))),
        "cut": sorted(set(cut(window))),
    }
    if window.document.is_open:
        picture = canvas._pictures._picture
        found["map"] = [picture.view.dpr, picture.image.devicePixelRatio(), picture.is_complete]
        found["detail"] = detail(canvas.grab().toImage())
    return found


def main(folder: Path) -> None:
    running.surroundings(folder)
    from app import application
    from tests.app.conftest import fill

    qt = QApplication(["lianfang"])
    program = application.Application(qt)
    window = program.window
    window.resize(1280, 700)
    window.show()
    wait_for(window.isVisible)
    scales = sorted(QGuiApplication.screens(), key=lambda screen: screen.devicePixelRatio())
    found: dict[str, object] = {}
    for screen in scales[-1:]:
        move_to(window, screen)
        found[f"start {screen.devicePixelRatio():g}"] = look(window)
    move_to(window, scales[0])
    program.document.create(folder / "测试.lianfang.gpkg", title="测试", reference_date=date(2026, 5, 1))
    program.document.on_writer(lambda: fill(program.document.store))
    wait_for(lambda: len(window.map.canvas.scene.layers) > 2 and window.map.is_up_to_date)
    for place, screen in enumerate([*scales, scales[0]]):
        move_to(window, screen)
        found[f"{place} plan {screen.devicePixelRatio():g}"] = look(window)
        if len(sys.argv) > 2:
            window.grab().save(f"{sys.argv[2]}/{place}.png")
    program.window.map.shut_down()
    program.shut_down()
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
