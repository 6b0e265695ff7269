"""Versions in the window: signed with mouse and keys, frozen for every tool, amended, checked from paper."""

import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from layers.errors import PlanNotSaved, SigningStands, VersionFrozen
from layers.version_workflow import Person
from layers.versions import Act, Thing, ThingKind, VersionState
from layers.versions.ledger import Standing
from tests.app.conftest import EAST, WEST
from tests.app.test_map_tools import LEFT, map_  # noqa: F401
from tests.app.test_together import bits, drag, pair  # noqa: F401

WHO = Person("王五", WEST, "怀柔区", "副区长")


def area_thing(uid, title):
    return Thing(ThingKind.PATROL_AREA, uid, title)


@pytest.fixture
def signed(pair, monkeypatch):  # noqa: F811
    """Two areas side by side; the left one is signed; what the window refuses is kept."""
    pair.refused = []
    monkeypatch.setattr(pair.window, "show_error", pair.refused.append)
    pair.document.sign(area_thing(pair.left, "西区"), [WHO], "2026-05-01", "")
    return pair


def test_no_tool_changes_a_signed_area(signed):
    document, window = signed.document, signed.window
    before, steps = [bits(document, uid) for uid in (signed.left, signed.right)], document.undo_stack.count()
    drag(signed, (116.48, 40.62), (116.485, 40.63))  # a corner of its own
    assert len(signed.refused) == 1
    signed.qtbot.keyClick(signed.canvas, Qt.Key.Key_Escape)  # what was refused is still in hand: let go of it
    drag(signed, (116.50, 40.64), (116.495, 40.65))  # one it shares: the neighbour stays too
    window.patrol.choose(signed.left)
    for step in (
        lambda: document.remove_patrol_area(signed.left),
        lambda: document.rename_patrol_area(signed.left, "丙"),
        lambda: document.set_patrol_note(signed.left, "改"),
        lambda: document.remove_patrol_areas([signed.left, signed.right]),
    ):
        with pytest.raises(VersionFrozen):
            step()
    assert [bits(document, uid) for uid in (signed.left, signed.right)] == before
    assert document.undo_stack.count() == steps
    assert len(signed.refused) >= 2 and all(isinstance(error, VersionFrozen) for error in signed.refused)
    assert document.patrol_name(signed.left) == "西区"


def test_undo_stops_at_a_signature_and_says_so(signed):
    document, said = signed.document, []
    document.edit_failed.connect(said.append)
    document.undo_stack.undo()
    assert [type(error) for error in said] == [SigningStands]
    assert document.versions()[0].state is VersionState.SIGNED
    signed.qtbot.waitUntil(lambda: document.undo_stack.canUndo() and not document.undo_stack.canRedo(), timeout=5_000)


def test_an_area_is_agreed_signed_amended_and_compared_in_the_window(planned, qtbot):
    document, window = planned.document, planned.window
    uid = document.add_patrol_area(shapely.box(116.48, 40.62, 116.52, 40.64), "云蒙山")
    window.actions_["open_versions"].trigger()
    versions = window.signing.versions
    qtbot.waitUntil(lambda: versions.chosen is not None, timeout=10_000)
    assert versions.chosen.thing.uid == uid
    assert [(row.county, row.standing) for row in versions.parties.visible_rows()] == [
        (WEST, Standing.SILENT),
        (EAST, Standing.SILENT),
    ]
    qtbot.mouseClick(versions.act_buttons[Act.AGREED], LEFT)
    form = window.signing.form
    assert not form.ok_button.isEnabled(), "nobody is named yet"
    QTest.keyClicks(form.names[0], "Wang")
    form.party.setCurrentIndex(form.party.findData(EAST))
    qtbot.mouseClick(form.ok_button, LEFT)
    qtbot.waitUntil(
        lambda: [row.standing for row in versions.parties.visible_rows()] == [Standing.SILENT, Standing.AGREED],
        timeout=10_000,
    )
    qtbot.mouseClick(versions.act_buttons[Act.SIGNED], LEFT)
    form = window.signing.form
    for field, name in zip(form.names[:2], ("Wang", "Li"), strict=True):
        QTest.keyClicks(field, name)
    qtbot.mouseClick(form.ok_button, LEFT)
    qtbot.waitUntil(lambda: versions.begin_button.isVisible(), timeout=10_000)
    assert [row.holds for row in versions.parties.visible_rows()] == [True, True]
    assert not versions.act_buttons[Act.NEGOTIATED].isVisible() and versions.act_buttons[Act.WITHDRAWN].isVisible()
    qtbot.mouseClick(versions.begin_button, LEFT)
    window.signing.form.setTextValue("扩大")
    window.signing.form.accept()
    document.set_patrol_geometry(uid, shapely.box(116.47, 40.62, 116.52, 40.64))
    qtbot.waitUntil(lambda: versions.after.count() == 2, timeout=10_000)
    versions.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: versions.map_button.isEnabled(), timeout=10_000)
    assert "云蒙山" in versions.changes.toPlainText() and versions.compared == (1, 2)
    qtbot.mouseClick(versions.map_button, LEFT)
    canvas = window.map.canvas
    assert canvas.over is not None and {code for code, _text in canvas.over.legend} >= {"kept", "added"}
    versions.close()
    assert canvas.over is None


def test_an_agreement_has_a_text_and_an_annex(planned, qtbot, tmp_path):
    import pandas as pd
    from docx import Document as Docx

    from layers.agreements import normalised

    document, window = planned.document, planned.window
    uid = document.add_patrol_area(shapely.box(116.48, 40.62, 116.52, 40.64), "云蒙山")
    parties = [{"code": WEST, "name": "怀柔区"}, {"code": EAST, "name": "丰宁满族自治县"}]
    document.set_agreements(normalised(pd.DataFrame([{"name": "联防协议", "year": 2026, "parties": parties}])))
    window.actions_["open_versions"].trigger()
    versions = window.signing.versions
    qtbot.waitUntil(lambda: versions.chosen is not None, timeout=10_000)
    versions.which.setCurrentIndex(versions.which.findData(ThingKind.AGREEMENT))
    thing = Thing(ThingKind.AGREEMENT, str(document.agreements()["uid"].iloc[0]), "联防协议")
    versions.choose(thing)
    qtbot.mouseClick(versions.text_button, LEFT)
    form = window.signing.form
    paper = Docx()
    for text in ("第一条 目的", "", "第二条 通报"):
        paper.add_paragraph(text)
    paper.save(str(tmp_path / "协议.docx"))
    (tmp_path / "协议.pdf").write_bytes(b"%PDF-1.4")
    form.read(tmp_path / "协议.pdf")
    qtbot.waitUntil(form.problem.isVisible)
    assert "协议.pdf" in form.problem.text() and form.read_button.isEnabled()
    form.read(tmp_path / "协议.docx")
    qtbot.waitUntil(lambda: bool(form.clauses))
    assert not form.problem.isVisible()
    form.list.item(0).setCheckState(Qt.CheckState.Checked)
    form.accept()
    (version,) = document.versions()
    assert version.clauses == ("第一条 目的", "第二条 通报") and version.annex == (uid,)
    document.sign(thing, [WHO], "2026-05-01", "")
    with pytest.raises(VersionFrozen, match="联防协议"):
        document.rename_patrol_area(uid, "改名")


def test_a_paper_is_checked_while_one_types(planned, qtbot, tmp_path):
    from layers.version_workflow import statuses
    from layers.versions.paper_code import CodeKind, short_form

    document, window = planned.document, planned.window
    uid = document.add_patrol_area(shapely.box(116.48, 40.62, 116.52, 40.64), "云蒙山")
    document.sign(area_thing(uid, "云蒙山"), [WHO], "2026-05-01", "")
    (status,) = document.on_writer(lambda: [one for one in statuses(document.store) if one.thing.uid == uid])
    short = short_form(CodeKind.VERSION, status.sha256)
    window.actions_["check_paper"].trigger()
    check = window.signing.check
    wrong = short[:-1] + ("0" if short[-1] != "0" else "1")
    QTest.keyClicks(check.input, wrong)
    assert check.hint.isVisible() and not check.check_button.isEnabled(), "mistyped"
    QTest.keyClick(check.input, Qt.Key.Key_Backspace)
    QTest.keyClicks(check.input, short[-1])
    assert not check.hint.isVisible()
    QTest.keyClick(check.input, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(check.answers), timeout=10_000)
    assert check.answers[0].startswith("✓") and "云蒙山" in check.answers[0]
    (tmp_path / "纸.txt").write_text(f"核对 {short}", encoding="utf-8")
    document.begin_version(area_thing(uid, "云蒙山"), "")
    document.rename_patrol_area(uid, "改名")
    check.check_file(tmp_path / "纸.txt")
    qtbot.waitUntil(lambda: bool(check.answers) and check.answers[0].startswith("!"), timeout=10_000)
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    check.check_file(tmp_path / "空.txt")
    qtbot.waitUntil(lambda: check.hint.isVisible() and "空.txt" in check.hint.text(), timeout=10_000)


def test_what_was_typed_survives_a_full_disk(planned, qtbot, monkeypatch):
    import pandas as pd

    from layers.agreements import normalised

    document, window = planned.document, planned.window
    document.add_patrol_area(shapely.box(116.48, 40.62, 116.52, 40.64), "云蒙山")
    parties = [{"code": WEST, "name": "怀柔区"}, {"code": EAST, "name": "丰宁满族自治县"}]
    document.set_agreements(normalised(pd.DataFrame([{"name": "联防协议", "year": 2026, "parties": parties}])))
    window.actions_["open_versions"].trigger()
    versions = window.signing.versions
    qtbot.waitUntil(lambda: versions.chosen is not None, timeout=10_000)

    def full(*_given, **_named):
        raise PlanNotSaved(path=str(document.path), reason="", reason_code="disk_full")

    qtbot.mouseClick(versions.act_buttons[Act.AGREED], LEFT)
    form = window.signing.form
    QTest.keyClicks(form.names[0], "Wang")
    QTest.keyClicks(form.note, "a long reason")
    with monkeypatch.context() as broken:
        broken.setattr(document, "agree", full)
        qtbot.mouseClick(form.ok_button, LEFT)
    assert form.isVisible() and form.problem.isVisible() and form.problem.text()
    assert form.note.text() == "a long reason" and not document.versions()
    qtbot.mouseClick(form.ok_button, LEFT)
    assert not form.isVisible() and len(document.versions()) == 1

    versions.which.setCurrentIndex(versions.which.findData(ThingKind.AGREEMENT))
    thing = Thing(ThingKind.AGREEMENT, str(document.agreements()["uid"].iloc[0]), "联防协议")
    versions.choose(thing)
    qtbot.mouseClick(versions.text_button, LEFT)
    form = window.signing.form
    form.text.setPlainText("第一条 目的")
    with monkeypatch.context() as broken:
        broken.setattr(document, "describe_version", full)
        form.accept()
    assert form.isVisible() and form.problem.text() and form.clauses == ["第一条 目的"]
    form.accept()
    assert not form.isVisible() and ("第一条 目的",) in [one.clauses for one in document.versions()]

    window.signing._ask_begin(thing)
    form = window.signing.form
    form.setTextValue("扩大")
    asked = form.labelText()
    with monkeypatch.context() as broken:
        broken.setattr(document, "begin_version", full)
        form.accept()
    assert form.isVisible() and form.textValue() == "扩大" and asked in form.labelText() != asked
    form.reject()
