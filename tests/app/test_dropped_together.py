"""A plan dropped together with other files: it is opened, and the others are offered to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from app.dialogs.importing import ImportDialog
from tests.app.conftest import forest

if TYPE_CHECKING:
    from app.application import Application


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A forest to be added, and a plan of another name than that of the open one."""
    wood = tmp_path / "邻县林班.geojson"
    forest().drop(columns="uid").to_file(wood)
    return [wood]


def copied(planned: Application, folder: Path, name: str) -> Path:
    path = folder / name
    planned.document.save_copy(path)
    return path


def answered(qtbot, button: QDialogButtonBox.StandardButton) -> list[list[str]]:
    """Answer the import dialog when it comes; return the layers that it showed."""
    shown: list[list[str]] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ImportDialog):
            QTimer.singleShot(50, press)
            return
        shown.append([row.summary.name for row in dialog.table.rows])
        qtbot.mouseClick(dialog.buttons.button(button), Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, press)
    return shown


@pytest.mark.parametrize("name", ["会商.lianfang.gpkg", "会商.gpkg"])
def test_the_plan_is_opened_and_the_files_go_into_it(
    planned: Application, qtbot, tmp_path: Path, files: list[Path], name: str
) -> None:
    plan = copied(planned, tmp_path, name)
    shown = answered(qtbot, QDialogButtonBox.StandardButton.Ok)
    planned.window.work.receive([*files, plan])
    qtbot.waitUntil(lambda: len(planned.document.layers()) == 4, timeout=30_000)
    assert planned.document.path == plan
    assert shown == [["邻县林班"]]


def test_the_files_may_be_left(planned: Application, qtbot, tmp_path: Path, files: list[Path]) -> None:
    plan = copied(planned, tmp_path, "会商.lianfang.gpkg")
    shown = answered(qtbot, QDialogButtonBox.StandardButton.Cancel)
    planned.window.work.receive([plan, *files])
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert planned.document.path == plan and len(planned.document.layers()) == 3


@pytest.mark.parametrize("other", ["另一个.lianfang.gpkg", "另一个.gpkg"])
def test_a_second_plan_is_named(
    planned: Application, qtbot, tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    plan = copied(planned, tmp_path, "会商.lianfang.gpkg")
    second = copied(planned, tmp_path, other)
    said: list[str] = []
    monkeypatch.setattr(planned.window.toast, "say", lambda text, *_rest: said.append(text))
    answered(qtbot, QDialogButtonBox.StandardButton.Ok)
    planned.window.work.receive([plan, *files, second])
    qtbot.waitUntil(lambda: len(planned.document.layers()) == 4, timeout=30_000)
    assert planned.document.path == plan
    assert any(other in text for text in said)


def test_files_go_nowhere_when_the_plan_cannot_be_opened(
    planned: Application, qtbot, tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = copied(planned, tmp_path, "未来.lianfang.gpkg")
    with closing(sqlite3.connect(broken)) as base, base:
        base.execute("UPDATE lf_plan SET format_version = 99, readable_by = 99")
    shown: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: shown.append(message.sentence))
    looked: list[object] = []
    monkeypatch.setattr(planned.window.importer, "look", looked.append)
    here = planned.document.path
    planned.window.work.receive([broken, *files])
    assert shown and planned.document.path == here and not looked


def test_a_package_brings_its_companions_too(planned: Application, qtbot, tmp_path: Path, files: list[Path]) -> None:
    from app.dialogs.unpacking import UnpackDialog
    from layers.plan import package

    packed = tmp_path / "收到" / "会商.联防包"
    packed.parent.mkdir()
    package.pack(copied(planned, tmp_path, "会商.lianfang.gpkg"), packed)
    here = planned.document.path

    def unpack() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, UnpackDialog):
            qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
        else:
            QTimer.singleShot(50, unpack)

    QTimer.singleShot(50, unpack)
    shown = answered(qtbot, QDialogButtonBox.StandardButton.Ok)
    planned.window.work.receive([packed, *files])
    qtbot.waitUntil(lambda: planned.document.path != here and len(planned.document.layers()) == 4, timeout=30_000)
    assert shown == [["邻县林班"]]
