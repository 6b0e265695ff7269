"""From a damaged plan to one that opens, as a planner goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox
from shapely import Point

from app.control.rescue import suggested
from app.dialogs.salvage import SalvageDialog
from layers.plan.store import PlanStore
from tests.app.conftest import fill
from tests.layers.plan.builders import REFERENCE
from tests.layers.plan.damage import damaged_copy, map_pages


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A plan with 60 areas, of which one page is lost."""
    sound = tmp_path / "sound" / "联防.lianfang.gpkg"
    sound.parent.mkdir()
    with PlanStore.create(sound, title="怀柔–丰宁 2026", reference_date=REFERENCE) as store:
        fill(store)
        for number in range(60):
            with store.change("patrol_area_added", name=f"联防区{number + 1}"):
                store.add_patrol_area(f"联防区{number + 1}", Point(116.5, 40.6 + number / 1000).buffer(0.01))
    pages = map_pages(sound)
    folder = tmp_path / "盘"
    folder.mkdir()
    return damaged_copy(
        sound, folder / "联防.lianfang.gpkg", [pages.leaves["lf_patrol_area"][1], *pages.leaves["lf_change"][:2]]
    )


def answer(monkeypatch: pytest.MonkeyPatch, button: str, seen: list[QMessageBox]) -> None:
    """Click a button of the next question, by the words on it."""

    def run(dialog: QMessageBox) -> bool:
        seen.append((dialog.text(), dialog.informativeText(), [one.text() for one in dialog.buttons()]))
        chosen = next(one for one in dialog.buttons() if button in one.text())
        chosen.click()
        return True

    monkeypatch.setattr("app.dialogs.rescue.run", run)


def choose(monkeypatch: pytest.MonkeyPatch, path: str, proposed: list[str]) -> None:
    def ask(_parent, _title, start, *_more, **_options):
        proposed.append(start)
        return path, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)


def english(program) -> None:
    from app import i18n

    i18n.install(QGuiApplication.instance(), "en")
    program.window.rebuild()


def test_a_damaged_plan_is_salvaged_opened_and_told_about(program, damaged, monkeypatch, qtbot, tmp_path) -> None:
    english(program)
    before = damaged.read_bytes()
    seen, proposed = [], []
    target = damaged.with_name("新.lianfang.gpkg")
    answer(monkeypatch, "Salvage", seen)
    choose(monkeypatch, str(target), proposed)
    window = program.window
    with qtbot.waitSignal(window.rescue.task.finished, timeout=20_000):
        window.plans.open_path(damaged)
    (title, detail, _buttons) = seen[0]
    assert "联防.lianfang.gpkg" in title
    assert "This file is not changed" in detail
    assert proposed == [str(damaged.with_name("联防 (salvaged).lianfang.gpkg"))]

    qtbot.waitUntil(lambda: program.document.is_open)
    assert program.document.path == target
    assert 0 < len(program.document.patrol_areas()) < 60
    dialog = window.findChild(SalvageDialog)
    assert dialog.isVisible()
    first = dialog.table.visible_rows()[0]
    assert first.what == "Joint-patrol areas"
    assert first.saved + first.doubtful == len(program.document.patrol_areas())
    assert first.saved + first.doubtful + first.lost == 60
    assert damaged.read_bytes() == before
    assert not damaged.with_name(damaged.name + ".lock").exists()

    dialog.copy()
    text = QGuiApplication.clipboard().text()
    assert f"Joint-patrol areas: {first.saved} saved, {first.lost} lost" in text
    choose(monkeypatch, str(tmp_path / "list.txt"), proposed)
    dialog.save()
    assert (tmp_path / "list.txt").read_text(encoding="utf-8-sig") == text
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(SalvageDialog) is None)


def test_no_name_no_salvage(program, damaged, monkeypatch) -> None:
    english(program)
    answer(monkeypatch, "Salvage", [])
    choose(monkeypatch, "", [])
    program.window.plans.open_path(damaged)
    assert not program.window.rescue.task.is_running
    assert not program.document.is_open


def test_an_existing_name_is_refused_with_a_sentence(program, damaged, monkeypatch, qtbot) -> None:
    english(program)
    answer(monkeypatch, "Salvage", [])
    choose(monkeypatch, str(damaged), [])
    messages: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: messages.append(message.sentence))
    with qtbot.waitSignal(program.window.rescue.task.failed, timeout=10_000):
        program.window.plans.open_path(damaged)
    assert len(messages) == 1
    assert "exists already" in messages[0]


def test_the_newest_earlier_version_is_offered(program, damaged, monkeypatch, tmp_path) -> None:
    from app.settings import backups_dir
    from layers.plan import backups

    english(program)
    whole = tmp_path / "sound" / "联防.lianfang.gpkg"
    damage = damaged.read_bytes()
    damaged.write_bytes(whole.read_bytes())
    with PlanStore.open(damaged, read_only=True) as store:
        kept = backups.make(store, backups_dir(), reason="closed")
    damaged.write_bytes(damage)
    assert kept is not None

    seen: list = []
    restored: list = []
    answer(monkeypatch, "earlier version", seen)
    monkeypatch.setattr(program.window.versions, "restore", restored.append)
    program.window.plans.open_path(damaged)
    assert [one.path for one in restored] == [kept.path]
    assert f"{kept.when.astimezone():%Y-%m-%d %H:%M}" in seen[0][1]


def test_what_is_no_plan_is_not_offered_for_salvage(program, tmp_path, monkeypatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: shown.append(message.title))
    (tmp_path / "notes.txt").write_text("nothing here")
    program.window.plans.open_path(tmp_path / "notes.txt")
    (tmp_path / "leer.lianfang.gpkg").write_bytes(b"")
    program.window.plans.open_path(tmp_path / "leer.lianfang.gpkg")
    assert len(shown) == 2


def test_a_plan_without_its_header_is_offered_for_salvage(program, damaged, monkeypatch) -> None:
    english(program)
    raw = bytearray(damaged.read_bytes())
    raw[:100] = bytes(100)
    damaged.write_bytes(raw)
    seen: list = []
    answer(monkeypatch, "Close", seen)
    program.window.plans.open_path(damaged)
    assert any("Salvage" in text for text in seen[0][2])


def test_the_proposed_name_is_free_and_writable(tmp_path, monkeypatch) -> None:
    plan = tmp_path / "a.lianfang.gpkg"
    assert suggested(plan, "salvaged").name == "a (salvaged).lianfang.gpkg"
    (tmp_path / "a (salvaged).lianfang.gpkg").touch()
    assert suggested(plan, "salvaged").name == "a (salvaged 2).lianfang.gpkg"
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert suggested(plan, "salvaged").parent != tmp_path
