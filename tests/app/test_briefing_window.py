"""A briefing in the real window: asked for by chord, chosen by keys, written; and without a window."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from app.cli import run
from app.dialogs.papers import PapersDialog
from layers.briefing.choice import By
from tests.app.conftest import EAST, WEST
from tests.app.test_fire_window import chord
from tests.app.test_map_tools import map_

__all__ = ["map_"]


def test_a_briefing_is_chosen_by_keys_and_written(map_, tmp_path: Path) -> None:
    window, qtbot = map_.window, map_.qtbot
    chord(map_, "Ctrl+U, J")
    qtbot.waitUntil(lambda: window.briefing.dialog is not None and window.briefing.dialog.isVisible())
    dialog = window.briefing.dialog
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert dialog.choice.by is By.ZONE and "1" in dialog.told.text() and ok.isEnabled()
    qtbot.keyClick(dialog.by, Qt.Key.Key_Down)
    assert dialog.choice.by is By.BORDER
    qtbot.keyClick(dialog.county, Qt.Key.Key_Down)
    assert dialog.choice.county == WEST
    qtbot.keyClick(dialog.kind, Qt.Key.Key_Down)
    assert dialog.path.text().endswith(".pdf")
    (tmp_path / "file").touch()
    dialog.path.selectAll()
    qtbot.keyClicks(dialog.path, str(tmp_path / "file" / "b.pdf"))
    assert not ok.isEnabled() and ok.toolTip()
    path = tmp_path / "briefing.pdf"
    dialog.path.selectAll()
    qtbot.keyClicks(dialog.path, str(path))
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: path.is_file(), timeout=30_000)
    qtbot.waitUntil(lambda: path.name in window.toast.text, timeout=20_000)
    assert len(pypdfium2.PdfDocument(path)) == 3
    # What was chosen is offered the next time.
    window.actions_["write_briefing"].trigger()
    qtbot.waitUntil(lambda: window.briefing.dialog is not dialog and window.briefing.dialog.isVisible())
    assert Path(window.briefing.dialog.path.text()).parent == tmp_path
    assert window.briefing.dialog.kind.currentData() == ".pdf"
    window.briefing.dialog.reject()


def test_the_window_of_documents_leads_there(map_, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(dialog: PapersDialog) -> bool:
        dialog.briefing.click()
        return bool(dialog.result())

    monkeypatch.setattr(PapersDialog, "exec", answer)
    map_.window.actions_["write_agreement"].trigger()
    briefing = map_.window.briefing
    map_.qtbot.waitUntil(lambda: briefing.dialog is not None and briefing.dialog.isVisible(), timeout=30_000)
    briefing.dialog.reject()


def test_without_a_window(map_, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pptx = pytest.importorskip("pptx")
    plan = str(map_.document.path)
    out = tmp_path / "b.pptx"
    assert (
        run(["--lang", "en", "briefing", plan, "--by", "border", "--border", f"{EAST}-怀柔区", "--out", str(out)]) == 0
    )
    titles = [slide.shapes.title.text_frame.text for slide in pptx.Presentation(str(out)).slides]
    assert titles[1:] == ["The borders at a glance", "Border 怀柔–丰宁: 11.1 km"]
    assert run(["briefing", plan, "--county", "沙河", "--out", str(out)]) == 2
    assert run(["briefing", plan, "--out", str(tmp_path / "b.docx")]) == 2
    assert run(["briefing", plan, "--hazard", "river", "--out", str(out)]) not in (0, 2)
    told = capsys.readouterr().err
    assert "沙河" in told and ".pptx" in told and not (tmp_path / "b.docx").exists()
