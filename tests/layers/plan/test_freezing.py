"""What is signed stays as it was signed, by whatever path somebody tries to change it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from layers import version_workflow as flow
from layers.agreements import normalised
from layers.errors import SigningStands, VersionFrozen, VersionStep
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash as plan_hash
from layers.plan.verify import verify
from layers.version_workflow import Person
from layers.versions import Thing, ThingKind, VersionState, content_hash
from layers.versions.ledger import Standing, latest
from layers.versions.redline import Mark
from tests.layers.plan.builders import add_counties, make_plan, make_result
from tests.layers.plan.reference_hash import reference_hash

HUAIROU = Person("王五", "110116", "怀柔区", "副区长")
FENGNING = Person("李四", "130826", "丰宁县", "副县长")
SQUARE, WIDER = box(116.49, 40.63, 116.51, 40.65), box(116.48, 40.63, 116.51, 40.65)


def agreements() -> pd.DataFrame:
    parties = [{"code": "110116", "name": "怀柔区"}, {"code": "130826", "name": "丰宁县"}]
    return normalised(pd.DataFrame([{"name": "联防协议", "year": 2026, "parties": parties, "content": "旧"}]))


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with make_plan(tmp_path) as made:
        with made.change("patrol_area_added"):
            made.add_patrol_area("甲", SQUARE, uid="a")
            made.add_patrol_area("乙", box(116.51, 40.63, 116.53, 40.65), uid="b")
        with made.change("agreements_changed"):
            made.put_agreements(agreements())
        yield made


def area(uid: str = "a", title: str = "甲") -> Thing:
    return Thing(ThingKind.PATROL_AREA, uid, title)


def agreement(store: PlanStore) -> Thing:
    return Thing(ThingKind.AGREEMENT, str(store.agreements()["uid"].iloc[0]), "联防协议")


def sign(store: PlanStore, thing: Thing, *who: Person) -> None:
    with store.change("version_signed", name=thing.title, number=1):
        flow.sign(store, thing, who or (HUAIROU,), on="2026-03-01")


def require_holds(store: PlanStore) -> None:
    """Every signed thing says what its version says, and the version what its hash says."""
    for version in latest(store.versions()).values():
        if version.state is VersionState.SIGNED:
            now = store.content_now(version.kind, version.thing, version.annex, version.clauses)
            assert now is not None and content_hash(now) == version.sha256 == content_hash(flow.kept(version))


EVERY_WAY: dict[str, Callable[[PlanStore], Any]] = {
    "moved": lambda s: s.update_patrol_area("a", geometry=WIDER),
    "moved by a nanometre or so": lambda s: s.update_patrol_area(
        "a", geometry=box(116.490000001, 40.63, 116.51, 40.65)
    ),
    "renamed": lambda s: s.update_patrol_area("a", name="丙"),
    "renumbered": lambda s: s.update_patrol_area("a", number=7),
    "noted": lambda s: s.update_patrol_area("a", note="改"),
    "removed": lambda s: s.remove_patrol_area("a"),
    "removed and drawn again": lambda s: (s.remove_patrol_area("a"), s.add_patrol_area("甲", WIDER, uid="a")),
    "version removed": lambda s: s.remove_version(s.versions("a")[0].uid),
    "version rewritten": lambda s: s.put_version(replace(s.versions("a")[0], geometry=WIDER)),
    "hash rewritten": lambda s: s.put_version(replace(s.versions("a")[0], sha256="0" * 64)),
    "number rewritten": lambda s: s.put_version(replace(s.versions("a")[0], number=2)),
    "version and signatures removed": lambda s: (
        s.remove_version(s.versions("a")[0].uid),
        s.remove_consents([one.uid for one in s.consents("a")]),
    ),
    "called negotiated again": lambda s: s.put_version(replace(s.versions("a")[0], state=VersionState.NEGOTIATED)),
    "called withdrawn by nobody": lambda s: s.put_version(replace(s.versions("a")[0], state=VersionState.WITHDRAWN)),
    "signature given to another": lambda s: s.put_consents([replace(s.consents("a")[0], name="赵六")]),
    "signatures removed": lambda s: s.remove_consents([one.uid for one in s.consents("a")]),
    "signature for another hash": lambda s: s.put_consents([replace(s.consents("a")[0], sha256="0" * 64)]),
}


@pytest.mark.parametrize("change", EVERY_WAY.values(), ids=EVERY_WAY)
def test_a_signed_area_is_refused_every_change(store: PlanStore, change: Callable[[PlanStore], Any]) -> None:
    sign(store, area())
    before, steps = plan_hash(store), len(store.history())
    with pytest.raises(VersionFrozen) as caught, store.change("anything"):
        store.update_patrol_area("b", name="也改")  # whatever else is in the gesture goes with it
        change(store)
    assert "amendment" in str(caught.value)
    assert plan_hash(store) == before and len(store.history()) == steps
    require_holds(store)


def test_one_signature_of_two_stays_on_record(store: PlanStore) -> None:
    sign(store, area(), HUAIROU, FENGNING)
    with pytest.raises(VersionFrozen), store.change("x"):
        store.remove_consents([one.uid for one in store.consents("a") if one.county == "130826"])
    assert {one.county for one in store.consents("a")} == {"110116", "130826"}


def test_what_is_not_signed_can_be_changed(store: PlanStore) -> None:
    sign(store, area())
    with store.change("patrol_area_reshaped"):
        store.update_patrol_area("b", geometry=box(116.51, 40.63, 116.54, 40.65))
    add_counties(store)
    with store.change("analysed"):
        store.save_result(make_result())  # deriving the zones again
    require_holds(store)


def test_an_agreement_freezes_its_annex_and_says_so(store: PlanStore) -> None:
    thing = agreement(store)
    with store.change("version_described"):
        flow.describe(store, thing, annex=["a"], clauses=["第一条", "第二条"])
    sign(store, thing)
    assert store.agreements()["state"].iloc[0] == "signed", "the register follows"
    for change in (
        lambda: store.update_patrol_area("a", geometry=WIDER),
        lambda: store.put_agreements(agreements()[agreements()["name"] == ""]),
        lambda: store.put_agreements(agreements().assign(content="新")),
        lambda: store.put_version(replace(store.versions(thing.uid)[0], clauses=("第一条 新",))),
        lambda: store.put_version(replace(store.versions(thing.uid)[0], annex=("b",))),
    ):
        with pytest.raises(VersionFrozen) as caught, store.change("x"):
            change()
        assert caught.value.facts["title"] == "联防协议"
    with store.change("register_row_changed"):  # what may change without changing what was agreed
        store.put_agreements(store.agreements().assign(state="ended", remark="续签中", files=[["扫描件.pdf"]]))
    require_holds(store)


def test_a_signature_is_no_step_back(store: PlanStore) -> None:
    sign(store, area())
    with store.change("patrol_area_renamed"):
        store.update_patrol_area("b", name="乙二")
    assert store.undo() is not None
    for way in (store.undo, lambda: store.go_to(0)):
        with pytest.raises(SigningStands):
            way()
    assert store.redo() is not None and store.versions("a")[0].state is VersionState.SIGNED


def test_an_amendment_is_the_next_version_and_the_signed_one_stays_whole(store: PlanStore) -> None:
    sign(store, area(), HUAIROU, FENGNING)
    with store.change("version_begun"):
        flow.begin(store, area(), note="扩大")
    with store.change("patrol_area_reshaped"):
        store.update_patrol_area("a", geometry=WIDER, note="扩大")
    first, second = store.versions("a")
    assert (first.number, first.state, second.number, second.state) == (1, VersionState.SIGNED, 2, VersionState.DRAFT)
    assert shapely.equals(flow.kept(first).geometry, SQUARE)
    found = flow.compared(store, area(), 1, 2)
    assert found.shapes[0].mark is Mark.CHANGED and found.removed_m2 < 100.0, "a longer edge bends a few centimetres"
    assert found.added_m2 == pytest.approx(found.shapes[0].before_m2 / 2, rel=1e-3)
    assert [(one.name, one.after) for one in found.columns] == [("note", "扩大")]
    standing = {row.party: row.standing for row in flow.ledger_of(store) if row.thing.uid == "a"}
    assert standing["怀柔区"] is Standing.EARLIER and standing["丰宁县"] is Standing.EARLIER
    with store.change("version_signed", name="甲", number=2):
        flow.sign(store, area(), [HUAIROU], on="2027-03-01")
    rows = {row.party: row for row in flow.ledger_of(store) if row.thing.uid == "a"}
    assert rows["怀柔区"].holds and (rows["丰宁县"].standing, rows["丰宁县"].version) == (Standing.EARLIER, 1)
    require_holds(store)


def test_agreement_is_to_a_content(store: PlanStore) -> None:
    with store.change("version_agreed"):
        flow.agree(store, area(), HUAIROU, on="2026-03-01")
    with store.change("version_negotiated"):
        flow.negotiate(store, area(), FENGNING, on="2026-03-02")
    standing = lambda: {row.party: row.standing for row in flow.ledger_of(store) if row.thing.uid == "a"}  # noqa: E731
    assert standing() == {"怀柔区": Standing.AGREED, "丰宁县": Standing.NEGOTIATED}
    with store.change("patrol_area_reshaped"):
        store.update_patrol_area("a", geometry=WIDER)
    assert set(standing().values()) == {Standing.EARLIER}, "a change is not agreed to by itself"
    assert next(one for one in flow.statuses(store) if one.thing.uid == "a").has_changed
    store.undo()
    assert standing() == {"怀柔区": Standing.AGREED, "丰宁县": Standing.NEGOTIATED}


def test_steps_that_are_not_allowed_say_why(store: PlanStore) -> None:
    def refused(step: Callable[[], Any]) -> str:
        with pytest.raises(VersionStep) as caught, store.change("x"):
            step()
        return str(caught.value.facts["reason_code"])

    assert refused(lambda: flow.sign(store, area(), [], on="2026-03-01")) == "nobody"
    assert refused(lambda: flow.sign(store, area(), [Person(" ", "110116")], on="2026-03-01")) == "nobody"
    assert refused(lambda: flow.begin(store, area("x", "无"))) == "gone"
    assert refused(lambda: flow.withdraw(store, area(), HUAIROU, on="", note="")) == "not_signed"
    sign(store, area())
    assert refused(lambda: flow.sign(store, area(), [HUAIROU], on="2026-03-01")) == "signed_already"
    assert refused(lambda: flow.negotiate(store, area(), HUAIROU, on="2026-03-01")) == "signed_already"
    with store.change("version_begun"):
        flow.begin(store, area())
    assert refused(lambda: flow.begin(store, area())) == "amendment_open"


def test_what_is_withdrawn_stays_on_record_and_is_free_again(store: PlanStore) -> None:
    sign(store, area())
    with store.change("version_withdrawn", name="甲", number=1):
        flow.withdraw(store, area(), HUAIROU, on="2026-04-01", note="名称有误")
    with store.change("patrol_area_renamed"):
        store.update_patrol_area("a", name="甲二")
    (version,) = store.versions("a")
    assert version.state is VersionState.WITHDRAWN and flow.kept(version).title == "甲"
    store.undo()
    with pytest.raises(SigningStands):
        store.undo()


def test_what_one_withdrew_no_longer_holds_for_the_other(store: PlanStore) -> None:
    sign(store, area(), HUAIROU, FENGNING)
    with store.change("version_withdrawn", name="甲", number=1):
        flow.withdraw(store, area(), HUAIROU, on="2026-04-01", note="名称有误")
    rows = {row.party: row for row in flow.ledger_of(store) if row.thing.uid == "a"}
    assert {row.standing for row in rows.values()} == {Standing.WITHDRAWN}
    assert not rows["丰宁县"].holds


def test_a_plan_with_versions_is_sound_and_its_hash_is_as_documented(store: PlanStore) -> None:
    before = plan_hash(store)
    sign(store, area())
    assert plan_hash(store) != before, "who signed is part of what a plan says"
    path, expected = store.path, plan_hash(store)
    store.close()
    assert reference_hash(path) == expected
    found = verify(path)
    assert found.is_sound, found.findings
    with PlanStore.open(path) as again:
        require_holds(again)
        with pytest.raises(VersionFrozen), again.change("x"):
            again.update_patrol_area("a", name="x")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE lf_patrol_area SET name = 'x' WHERE uid = 'a'",
        "DELETE FROM lf_patrol_area WHERE uid = 'a'",
        "UPDATE lf_version SET content = '{}'",
        "DELETE FROM lf_consent",
    ],
)
def test_another_programs_hand_is_found(store: PlanStore, damage: str) -> None:
    sign(store, area())
    path = store.path
    store.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(damage)
        db.commit()
    assert "signed_differs" in {one.code for one in verify(path).findings}
    with PlanStore.open(path) as again, again.change("version_begun"):
        if "patrol_area" in damage and "DELETE" not in damage:
            flow.begin(again, area())  # the way out is open


STEPS: dict[str, Callable[[PlanStore, int], Any]] = {
    "move": lambda s, n: s.update_patrol_area("ab"[n % 2], geometry=box(116.49, 40.63, 116.51 + n / 1000, 40.65)),
    "rename": lambda s, n: s.update_patrol_area("ab"[n % 2], name=f"名{n}"),
    "together": lambda s, n: [
        s.update_patrol_area(u, geometry=box(116.4, 40.6, 116.41 + n / 1000, 40.61)) for u in "ab"
    ],
    "merge": lambda s, n: (s.update_patrol_area("a", geometry=WIDER), s.remove_patrol_area("b")),
    "split": lambda s, n: (s.update_patrol_area("a", geometry=WIDER), s.add_patrol_area(f"半{n}", SQUARE)),
    "register": lambda s, n: s.put_agreements(agreements().assign(content=f"文{n}")),
    "begin": lambda s, n: flow.begin(s, area("ab"[n % 2], "甲")),
    "agree": lambda s, n: flow.agree(s, area("ab"[n % 2], "甲"), HUAIROU, on="2026-03-01"),
    "negotiate": lambda s, n: flow.negotiate(s, area("ab"[n % 2], "甲"), HUAIROU, on="2026-03-01"),
    "version_signed": lambda s, n: flow.sign(s, area("ab"[n % 2], "甲"), [HUAIROU], on="2026-03-01"),
    "version_withdrawn": lambda s, n: flow.withdraw(s, area("ab"[n % 2], "甲"), HUAIROU, on="2026-03-01", note=""),
}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([*STEPS, "undo", "redo", "go_to"]), st.integers(0, 5)), max_size=14))
def test_no_way_leads_to_something_signed_that_differs(tmp_path_factory: Any, steps: list[tuple[str, int]]) -> None:
    with make_plan(tmp_path_factory.mktemp("p")) as store:
        with store.change("patrol_area_added"):
            store.add_patrol_area("甲", SQUARE, uid="a")
            store.add_patrol_area("乙", box(116.51, 40.63, 116.53, 40.65), uid="b")
            store.put_agreements(agreements())
        signed: set[tuple[str, str]] = set()
        for name, number in steps:
            try:
                if name in STEPS:
                    with store.change(name, name="甲", number=1):
                        STEPS[name](store, number)
                elif name == "go_to":
                    store.go_to(min(number, len(store.history())))
                else:
                    getattr(store, name)()
            except (VersionFrozen, SigningStands, VersionStep, KeyError, ValueError):
                pass
            require_holds(store)
            there = {(one.uid, one.sha256) for one in store.versions() if one.state in ("signed", "withdrawn")}
            assert signed <= there, "what was signed once is on record for good"
            signed = there
