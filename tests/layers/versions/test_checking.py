"""From paper back to the plan: yes, no, or something later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from shapely import box

from layers import version_workflow as flow
from layers.errors import PaperCodeUnreadable, UnreadableSource
from layers.export import docx
from layers.export.document import AnnexDocument, Paragraph, Table
from layers.export.document import Column as DocumentColumn
from layers.plan.content_hash import content_hash
from layers.version_workflow import Person
from layers.versions import Thing, ThingKind
from layers.versions.checking import Answer, Verdict, check
from layers.versions.paper_code import CodeKind, qr_text, read, short_form
from layers.versions.paper_file import codes_of, paragraphs_of
from tests.layers.plan.builders import REFERENCE, make_plan

WHO = Person("王五", "110116", "怀柔区")
THING = Thing(ThingKind.PATROL_AREA, "a", "甲")


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with make_plan(tmp_path) as made:
        with made.change("patrol_area_added"):
            made.add_patrol_area("甲", box(116.49, 40.63, 116.51, 40.65), uid="a")
        yield made


def hash_now(store: Any) -> str:
    return next(one.sha256 for one in flow.statuses(store) if one.thing.uid == "a")


def rename(store: Any, name: str) -> None:
    with store.change("patrol_area_renamed"):
        store.update_patrol_area("a", name=name)


def ask(store: Any, text: str) -> Answer:
    (answer,) = check(store, [read(text)])
    return answer


def test_a_draft_on_paper(store: Any) -> None:
    paper = short_form(CodeKind.VERSION, hash_now(store))
    answer = ask(store, paper)
    assert (answer.verdict, answer.facts["state"]) == (Verdict.YES, "draft")
    rename(store, "乙")
    rename(store, "丙")
    answer = ask(store, paper)
    assert (answer.verdict, answer.thing, answer.facts["newer"]) == (Verdict.LATER, THING, 2)
    assert answer.facts["until"] == store.history()[-2].at.isoformat(timespec="milliseconds")


def test_a_signed_version_on_paper_and_its_amendment(store: Any) -> None:
    with store.change("version_signed", name="甲", number=1):
        flow.sign(store, THING, [WHO], on="2026-03-01")
    paper = short_form(CodeKind.VERSION, hash_now(store))
    answer = ask(store, paper)
    assert (answer.verdict, answer.version.number, answer.facts["state"]) == (Verdict.YES, 1, "signed")
    with store.change("version_begun"):
        flow.begin(store, THING)
    assert ask(store, paper).verdict is Verdict.YES, "the amendment says the same so far"
    rename(store, "乙")
    answer = ask(store, paper)
    assert (answer.verdict, answer.version.number, answer.newest.number) == (Verdict.LATER, 1, 2)


def test_negotiated_then_changed_then_withdrawn(store: Any) -> None:
    with store.change("version_negotiated"):
        flow.negotiate(store, THING, WHO, on="2026-03-01")
    paper = qr_text(CodeKind.VERSION, hash_now(store))
    assert ask(store, paper).facts["state"] == "negotiated"
    rename(store, "乙")
    answer = ask(store, paper)
    assert answer.verdict is Verdict.LATER and answer.newest.number == answer.version.number
    with store.change("version_signed", name="乙", number=1):
        flow.sign(store, THING, [WHO], on="2026-03-02")
    paper = qr_text(CodeKind.VERSION, hash_now(store))
    with store.change("version_withdrawn", name="乙", number=1):
        flow.withdraw(store, THING, WHO, on="2026-03-03", note="")
    assert ask(store, paper).verdict is Verdict.WITHDRAWN


def test_the_plan_itself_on_paper(store: Any) -> None:
    paper = content_hash(store)
    answer = ask(store, short_form(CodeKind.PLAN, paper))
    assert (answer.verdict, answer.kind) == (Verdict.YES, CodeKind.PLAN)
    rename(store, "乙")
    for typed in (paper, short_form(CodeKind.PLAN, paper), f"LF1:P:{paper[:20]}"):
        answer = ask(store, typed)
        assert (answer.verdict, answer.kind, answer.facts["newer"]) == (Verdict.LATER, CodeKind.PLAN, 1)
    assert ask(store, "0" * 64).verdict is Verdict.NO
    assert ask(store, short_form(CodeKind.VERSION, paper)).verdict is Verdict.NO, "a plan's hash is none of a version"
    assert content_hash(store) != paper and len(store.history()) == 2, "the plan was only read"


def test_a_document_is_checked_by_its_text(store: Any, tmp_path: Path) -> None:
    sha256 = hash_now(store)
    blocks = (
        Paragraph("正文"),
        Table((DocumentColumn("校验值"),), ((f"{short_form(CodeKind.VERSION, sha256)}",),)),
    )
    document = AnnexDocument("题", "", "页眉", "", "{page}/{pages}", "", "zh_CN", REFERENCE, blocks)
    path = tmp_path / "附件.docx"
    path.write_bytes(docx.write(document))
    (code,) = codes_of(path)
    assert check(store, [code])[0].verdict is Verdict.YES
    assert "正文" in paragraphs_of(path)
    plain = tmp_path / "附件.txt"
    plain.write_text(f"LF1:V:{sha256}", encoding="utf-8")
    assert codes_of(plain) == [read(f"LF1:V:{sha256}")]


def test_files_that_show_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_text("没有", encoding="utf-8")
    with pytest.raises(PaperCodeUnreadable, match="空"):
        codes_of(empty)
    for name, content in (
        ("坏.pdf", b"%PDF-1.4 nothing"),
        ("坏.docx", b"PK\x03\x04broken"),
        ("图.png", b"\x89PNG\x00"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UnreadableSource):
            codes_of(path)
    with pytest.raises(UnreadableSource):
        codes_of(tmp_path / "不在.pdf")


def test_an_annex_names_its_version_and_holds_no_comment(store: Any, tmp_path: Path) -> None:
    from app.sheets.words import load_words
    from layers.comments import Comment
    from layers.export.annex import compose
    from layers.export.assembly import PlanMaterial
    from layers.export.job import Stamp
    from tests.layers.plan.builders import add_counties

    add_counties(store)
    with store.change("version_signed", name="甲", number=1):
        flow.sign(store, THING, [WHO], on="2026-03-01")
    with store.change("comment_added"):
        shape = box(116.5, 40.6, 116.6, 40.7)
        store.put_comments([Comment("c", "内部意见", "张三某", "110116", "", "", geometry=shape)])
    job = PlanMaterial.of(store).job("a", load_words("zh_CN"), Stamp())
    document = compose(job)
    text = "\n".join(document.texts())
    assert "第 1 版，已签署" in text and short_form(CodeKind.VERSION, hash_now(store)) in text
    assert "内部意见" not in text and "张三某" not in text
    path = tmp_path / "附件.docx"
    path.write_bytes(docx.write(document))
    answers = check(store, codes_of(path))
    assert {(one.kind, one.verdict) for one in answers} == {
        (CodeKind.VERSION, Verdict.YES),
        (CodeKind.PLAN, Verdict.YES),
    }
