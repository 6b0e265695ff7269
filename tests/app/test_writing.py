"""Asking where a file goes: the ending follows the kind, and nothing is written over unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.control import writing
from app.dialogs import ask as ask_dialogs

KINDS = {"Workbook (*.xlsx)": ".xlsx", "Table (*.csv)": ".csv"}


@pytest.fixture
def ask(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Type a name and choose a kind; returns the name that is used, and those that were asked about."""
    parent = QWidget()
    qtbot.addWidget(parent)
    asked: list[Path] = []

    def answered(name: str, kind: str = "", *, overwrite: bool = True, endings: tuple[str, ...] = ()):
        chosen = str(tmp_path / name) if name else ""
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (chosen, kind))
        monkeypatch.setattr(ask_dialogs, "ask_overwrite", lambda _parent, path: asked.append(path) or overwrite)
        asked.clear()
        found = writing.ask_target(parent, "Save", tmp_path / "list.xlsx", KINDS, endings=endings)
        return None if found is None else found.name, [path.name for path in asked]

    return answered


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("", "", None),
        ("a.csv", "Workbook (*.xlsx)", "a.csv"),
        ("a.CSV", "", "a.CSV"),
        ("a", "Table (*.csv)", "a.csv"),
        ("a", "", "a.xlsx"),
        ("3.5 km", "", "3.5 km.xlsx"),
    ],
)
def test_a_name_gets_the_ending_of_its_kind(ask, name: str, kind: str, found: str | None) -> None:
    assert ask(name, kind) == (found, [])


def test_a_name_that_gets_an_ending_is_written_over_only_when_asked(ask, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    assert ask("a", overwrite=False) == (None, ["a.xlsx"])
    assert ask("a") == ("a.xlsx", ["a.xlsx"])
    assert ask("a.xlsx") == ("a.xlsx", []), "the system's dialog has asked"


def test_one_question_names_those_of_a_set_that_are_there(qtbot, tmp_path: Path, monkeypatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    paths = [tmp_path / f"file {number}.docx" for number in range(12)]
    said: list[str] = []
    chosen = QMessageBox.ButtonRole.RejectRole

    def answer(box: QMessageBox) -> int:
        said.append(f"{box.text()} {box.informativeText()}")
        next(one for one in box.buttons() if box.buttonRole(one) == chosen).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    assert ask_dialogs.ask_overwrite_set(parent, paths) and not said, "nothing is there"
    paths[3].touch()
    assert not ask_dialogs.ask_overwrite_set(parent, paths) and "file 3.docx" in said[-1]
    for path in paths[1:]:
        path.touch()
    assert not ask_dialogs.ask_overwrite_set(parent, paths)
    assert "file 1.docx" in said[-1] and "file 0.docx" not in said[-1] and "file 9.docx" not in said[-1]
    assert "11" in said[-1] and "3" in said[-1] and len(said) == 2
    chosen = QMessageBox.ButtonRole.DestructiveRole
    assert ask_dialogs.ask_overwrite_set(parent, paths)


def test_further_endings_fit(ask) -> None:
    assert ask("a.docx") == ("a.docx.xlsx", [])
    assert ask("a.docx", endings=(".docx",)) == ("a.docx", [])
