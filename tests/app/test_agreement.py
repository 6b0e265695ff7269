"""The agreement in the real window, and from the command line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

from app.dialogs.papers import EVERY, NO_TEXT, PapersDialog
from layers.documents.kinds import DocumentKind
from tests.app.test_map_tools import LEFT, Hand, map_

__all__ = ["map_"]

AREA = shapely.box(116.48, 40.63, 116.52, 40.67)


@pytest.fixture
def ready(map_: Hand) -> Hand:
    map_.document.add_patrol_area(AREA, "云蒙山")
    return map_


def opened(hand: Hand, monkeypatch, fill, action: str = "write_agreement") -> None:
    """Open the dialog by its action; ``fill`` does with it what a planner does."""
    done = []

    def answer(dialog: PapersDialog) -> bool:
        dialog.show()
        hand.qtbot.waitUntil(lambda: dialog.review.findings.rowCount() > 0, timeout=20_000)
        done.append(fill(dialog))
        return bool(dialog.result())

    monkeypatch.setattr(PapersDialog, "exec", answer)
    hand.window.actions_[action].trigger()
    hand.qtbot.waitUntil(lambda: bool(done), timeout=30_000)


def row_saying(dialog: PapersDialog, text: str) -> int:
    table = dialog.review.findings
    return next(k for k in range(table.rowCount()) if text in table.item(k, 0).text())


def test_a_planner_writes_an_agreement(ready: Hand, tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "协议"

    def fill(dialog: PapersDialog) -> None:
        assert "云蒙山" in dialog.review.area.currentText()
        dialog.review.limits.setPlainText("东至云蒙山东岭，南至白河，西至大路，北至界桩。")
        dialog.folder.setText(str(folder))
        dialog.pdf.setChecked(False)
        dialog.alone.setChecked(False)
        dialog.annexes.item(7).setCheckState(Qt.CheckState.Unchecked)
        row = next(
            k for k in range(dialog.review.findings.rowCount()) if "审图号" in dialog.review.findings.item(k, 0).text()
        )
        dialog.review.findings.item(row, 2).setText("会后送审")
        ready.qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), LEFT)

    opened(ready, monkeypatch, fill)
    ready.qtbot.waitUntil(lambda: len(list(folder.glob("*.docx"))) == 1, timeout=60_000)
    (path,) = folder.glob("*.docx")
    document = docx.Document(str(path))
    said = "\n".join(one.text for one in document.paragraphs)
    assert "东至云蒙山东岭，南至白河，西至大路，北至界桩。" in said
    assert "附件九" in said and "附件八" not in said
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert "会后送审" in cells and "怀柔区" in cells
    facts = ready.document.paper_facts()
    assert list(facts["limits"].values()) == ["东至云蒙山东岭，南至白河，西至大路，北至界桩。"]
    assert "会后送审" in facts["answers"].values()
    for _ in range(2):  # answers and limits are one step each
        ready.document.undo_stack.undo()
    assert not ready.document.paper_facts().get("limits")


def test_an_agreement_needs_two_parties_and_a_kind_has_its_clauses(ready: Hand, monkeypatch) -> None:
    def fill(dialog: PapersDialog) -> None:
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert ok.isEnabled()
        dialog.parties.item(0).setCheckState(Qt.CheckState.Unchecked)
        assert not ok.isEnabled() and ok.toolTip()
        dialog.parties.item(0).setCheckState(Qt.CheckState.Checked)
        count = dialog.clauses.count()
        dialog.kind.setCurrentIndex(dialog.kind.findData(DocumentKind.VILLAGE.value))
        assert count == 18 and dialog.clauses.count() == 0
        dialog.reject()

    opened(ready, monkeypatch, fill)


def test_the_draft_of_the_limits_can_be_had_again(ready: Hand, monkeypatch) -> None:
    def fill(dialog: PapersDialog) -> None:
        draft = dialog.review.limits.toPlainText()
        dialog.review.limits.setPlainText("改过")
        assert list(dialog.review.written_limits.values()) == ["改过"]
        ready.qtbot.mouseClick(dialog.review.draft, LEFT)
        assert dialog.review.limits.toPlainText() == draft and dialog.review.written_limits == {}
        dialog.reject()

    opened(ready, monkeypatch, fill)


def test_agreements_are_written_over_only_when_it_is_said(ready: Hand, tmp_path: Path, monkeypatch) -> None:
    """An office edits its agreement by hand: the second time all files are named in one question."""
    folder, kept, seen = tmp_path / "协议", [], []

    def fill(dialog: PapersDialog) -> None:
        dialog.folder.setText(str(folder))
        for place in range(2, dialog.annexes.count()):
            dialog.annexes.item(place).setCheckState(Qt.CheckState.Unchecked)
        for place in range(dialog.files.count()):
            item = dialog.files.item(place)
            if item.data(Qt.ItemDataRole.UserRole) in ("csv", "shp_gbk"):
                item.setCheckState(Qt.CheckState.Checked)
        ready.qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), LEFT)
        kept.append(bool(dialog.result()))
        if not kept[-1]:
            dialog.reject()

    def answer(box: QMessageBox) -> int:
        seen.append((box.text(), box.informativeText()))
        box.defaultButton().click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    with ready.qtbot.waitSignal(ready.window.exporter.finished, timeout=60_000) as done:
        opened(ready, monkeypatch, fill)
    paths = done.args[0].paths
    assert len(paths) == 8 and not seen
    paths[0].write_text("edited by hand")
    opened(ready, monkeypatch, fill)
    assert kept == [True, False] and paths[0].read_text() == "edited by hand"
    (said,) = seen
    assert "8" in said[0] and all(path.name in said[1] for path in paths)


def ticked(page) -> set[str]:
    return set(page.checked)


def test_export_and_agreement_are_one_window_that_begins_differently(ready: Hand, monkeypatch) -> None:
    def begun_with_files(dialog: PapersDialog) -> None:
        assert dialog.kind.currentData() == NO_TEXT and not ticked(dialog.annexes)
        assert {"docx", "gpkg", "html"} <= ticked(dialog.files)
        assert not dialog.docx.isEnabled(), "only files of areas are written"
        assert dialog.phones.isEnabled() and not dialog.phones.isChecked()
        assert not dialog.review.limits.isVisible() and dialog.review.findings.isVisible()
        dialog.annexes.item(1).setCheckState(Qt.CheckState.Checked)
        assert dialog.docx.isEnabled()
        dialog.kind.setCurrentIndex(dialog.kind.findData(DocumentKind.FOREST.value))
        assert len(ticked(dialog.annexes)) == 9
        dialog.reject()

    def begun_with_text(dialog: PapersDialog) -> None:
        assert dialog.kind.currentData() == DocumentKind.FOREST.value
        assert len(ticked(dialog.annexes)) == 9 and not ticked(dialog.files)
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        dialog.kind.setCurrentIndex(dialog.kind.findData(NO_TEXT))
        for place in range(9):
            dialog.annexes.item(place).setCheckState(Qt.CheckState.Unchecked)
        assert not ok.isEnabled() and ok.toolTip()
        dialog.files.item(2).setCheckState(Qt.CheckState.Checked)
        assert ok.isEnabled()
        dialog.areas.item(0).setCheckState(Qt.CheckState.Unchecked)
        assert not ok.isEnabled() and ok.toolTip()
        dialog.reject()

    opened(ready, monkeypatch, begun_with_files, "export")
    opened(ready, monkeypatch, begun_with_text)


def test_annexes_and_files_without_an_agreement(ready: Hand, tmp_path: Path, monkeypatch) -> None:
    def fill(dialog: PapersDialog) -> None:
        dialog.folder.setText(str(tmp_path / "out"))
        dialog.annexes.item(1).setCheckState(Qt.CheckState.Checked)
        dialog.pdf.setChecked(False)
        for place in range(dialog.files.count()):
            item = dialog.files.item(place)
            is_on = item.data(Qt.ItemDataRole.UserRole) in ("csv", "shp_gbk")
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        ready.qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), LEFT)

    with ready.qtbot.waitSignal(ready.window.exporter.finished, timeout=60_000) as done:
        opened(ready, monkeypatch, fill, "export")
    names = sorted(path.relative_to(tmp_path / "out").as_posix() for path in done.args[0].paths)
    assert len(names) == 4 and sum(name.endswith(".docx") for name in names) == 2
    assert any(name.endswith("附件二_界址点坐标表.docx") for name in names)
    assert any(name.endswith(".gbk.shp.zip") for name in names) and any(name.endswith(".csv") for name in names)


def test_every_agreement_of_the_register_is_written_in_its_kind(ready: Hand, tmp_path: Path, monkeypatch) -> None:
    from layers.agreements.books import Book, normal

    parties = [{"code": code, "name": "", "level": "county", "kind": "government"} for code in ("110116", "130826")]
    ready.document.set_book(
        "register",
        Book.AGREEMENT,
        normal(
            Book.AGREEMENT,
            [
                {"uid": "a1", "name": "护林防火联防协议", "year": 2024, "parties": parties, "hazards": ["forest"]},
                {"uid": "a2", "name": "护林防火联防协议", "year": 2025, "parties": parties, "hazards": ["forest"]},
                {"uid": "a3", "name": "跨界河流联防", "parties": parties, "hazards": ["river"]},
                {"uid": "a4", "name": "只有一方", "parties": parties[:1], "hazards": ["forest"]},
            ],
        ),
    )

    def fill(dialog: PapersDialog) -> None:
        dialog.folder.setText(str(tmp_path / "out"))
        dialog.pdf.setChecked(False)
        dialog.alone.setChecked(False)
        dialog.agreement.setCurrentIndex(dialog.agreement.findData(EVERY))
        assert not dialog.kind.isEnabled() and not dialog.parties.isEnabled()
        ready.qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), LEFT)

    with ready.qtbot.waitSignal(ready.window.exporter.finished, timeout=60_000) as done:
        opened(ready, monkeypatch, fill)
    outcome = done.args[0]
    assert [path.name for path in outcome.paths] == [
        "护林防火联防协议.docx", "护林防火联防协议 2025.docx", "跨界河流联防.docx",
    ]  # fmt: skip
    assert [name for name, _error in outcome.failures] == ["只有一方"] and "只有一方" in ready.window.toast.text
    said = "\n".join(one.text for one in docx.Document(str(outcome.paths[2])).paragraphs)
    assert "水污染应急" in said, "rivers make a basin agreement"


def test_the_way_out_of_a_finding_is_shown(ready: Hand, monkeypatch) -> None:
    def fill(dialog: PapersDialog) -> None:
        row = next(
            k for k in range(dialog.review.findings.rowCount()) if "密级" in dialog.review.findings.item(k, 0).text()
        )
        dialog.review.findings.setCurrentCell(row, 0)
        assert "按定密结果填写密级" in dialog.review.way.text()
        dialog.reject()

    opened(ready, monkeypatch, fill)


def test_the_same_plan_gives_the_same_bytes(ready: Hand, tmp_path: Path) -> None:
    from app.tasks.agreement import AgreementRequest, write_agreement
    from layers.documents.kinds import Annex, Choices
    from layers.export.job import Stamp

    choices = Choices(DocumentKind.FOREST, annexes=(Annex.MAP, Annex.COORDINATES, Annex.SOURCES))
    written = []
    for name in ("one", "two"):
        request = AgreementRequest(choices, Stamp(), tmp_path / name, "zh_CN", alone=False, files=("gpkg", "html"))
        outcome = write_agreement(ready.document.store, request)
        written.append({path.name: path.read_bytes() for path in outcome.paths})
    assert len(written[0]) == 4 and written[0] == written[1]


def test_from_the_command_line(ready: Hand, tmp_path: Path, capsys) -> None:
    from app.cli import run

    plan = tmp_path / "p.lianfang.gpkg"
    ready.document.store.save_copy(plan)
    out = tmp_path / "out"
    arguments = ["agreement", str(plan), "--kind", "forest", "--out", str(out), "--annexes", "2,9", "--whole"]
    assert run([*arguments, "--party", "110116", "--party", "=护林志愿者协会"]) == 0
    told = capsys.readouterr()
    assert {path.suffix for path in out.iterdir()} == {".docx", ".pdf"}
    assert "地图管理条例" in told.err
    (path,) = out.glob("*.docx")
    said = "\n".join(cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells)
    assert "护林志愿者协会" in said and "J1" in said
    assert run([*arguments[:-3], "--annexes", "12"]) == 2
    assert run([*arguments, "--agreement", "没有这个"]) == 2
    assert run([*arguments, "--clauses", "nothing"]) == 2
