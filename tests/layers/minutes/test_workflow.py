"""Minutes and the register, kept together: one gesture each, all the way back by undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely import box

from layers import minutes_workflow as flow
from layers import version_workflow
from layers.agreements.books import Book, normal, records
from layers.agreements.health import health_of
from layers.agreements.register import normalised
from layers.agreements.vocabulary import DecisionState
from layers.minutes import (
    About,
    AboutKind,
    Minute,
    MinuteKind,
    Picture,
    ShapeAct,
    is_running,
    running_meeting,
    standing,
)
from layers.plan.content_hash import content_hash
from layers.plan.store import PlanStore
from layers.version_workflow import Person
from layers.versions import Thing, ThingKind
from layers.year import calendar
from layers.year_workflow import material_of
from tests.layers.plan.builders import make_plan

MEETING = {
    "uid": "m",
    "title": "2026年春季联席会议",
    "date": "2026-03-20",
    "place": "怀柔",
    "parties": [{"code": "110116", "name": "怀柔区"}, {"code": "130826", "name": "丰宁满族自治县"}],
    "attendees": [
        {"unit": "怀柔区", "name": "张三", "role": "副区长", "part": "chair"},
        {"unit": "丰宁县", "name": "李四", "role": "", "part": "recorder"},
    ],
}
AREA = About(AboutKind.PATROL_AREA, "a", "甲")
ZONE = About(AboutKind.ZONE, "z1", "Z-01")


def at(minute: int) -> str:
    return f"2026-03-20T01:{minute:02d}:00.000+00:00"


def said(uid: str, kind: MinuteKind, minute: int, text: str = "话", **more: Any) -> Minute:
    return Minute(uid, "m", kind, at(minute), at(minute), text=text, **more)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with make_plan(tmp_path) as made:
        with made.change("minutes_begun"):
            flow.begin(made, MEETING, at(0))
        yield made


def write(store: PlanStore, *minutes: Minute) -> None:
    for one in minutes:
        with store.change("minute_recorded"):
            flow.record(store, one)


def row(store: PlanStore) -> dict[str, Any]:
    found = flow.meeting_row(store, "m")
    assert found is not None
    return found


def lines(store: PlanStore) -> list[tuple[str, str, str, str]]:
    return [(line["text"], line["owner"], line["due"], line["state"]) for line in row(store)["decisions"]]


def told(store: PlanStore) -> list[flow.Said]:
    return flow.told(row(store), store.minutes())


def test_decisions_and_tasks_become_lines_of_the_register(store: PlanStore) -> None:
    write(
        store,
        said("r", MinuteKind.REMARK, 1, "路不通", county="130826"),
        said("d", MinuteKind.DECISION, 2, "Z-01 由怀柔牵头", about=ZONE),
        said("t", MinuteKind.TASK, 3, "修通防火路", owner="丰宁县林草局", due="2026-05-01"),
    )
    assert lines(store) == [
        ("Z-01 由怀柔牵头", "", "", "open"),
        ("修通防火路", "丰宁县林草局", "2026-05-01", "open"),
    ]
    assert [one.minute.kind.value for one in told(store)] == ["begun", "remark", "decision", "task"]
    with store.change("minute_done"):
        flow.set_done(store, "t", DecisionState.DONE)
    assert [one.is_done for one in told(store)] == [False, False, False, True]


def test_the_register_counts_and_a_lost_link_is_found_by_the_words(store: PlanStore) -> None:
    write(store, said("t", MinuteKind.TASK, 3, "修路", owner="甲局", due="2026-05-01"))
    changed = row(store)
    changed["decisions"] = [{"text": "修路", "owner": "乙局", "due": "2026-06-01", "state": "done"}]  # by a workbook
    with store.change("register_imported"):
        store.put_book(Book.MEETING.table, normal(Book.MEETING, [changed]))
    [task] = [one for one in told(store) if one.minute.uid == "t"]
    assert (task.owner, task.due, task.is_done) == ("乙局", "2026-06-01", True)
    with store.change("register_imported"):
        store.put_book(Book.MEETING.table, normal(Book.MEETING, [{**changed, "decisions": []}]))
    [task] = [one for one in told(store) if one.minute.uid == "t"]
    assert (task.text, task.owner, task.state) == ("修路", "甲局", "")  # as it was said; no more in the register


def test_order_is_that_of_time_whatever_was_written_first(store: PlanStore) -> None:
    write(store, said("b", MinuteKind.REMARK, 5), said("a", MinuteKind.REMARK, 4), said("c", MinuteKind.REMARK, 4))
    assert [one.minute.uid for one in told(store)][1:] == ["a", "c", "b"]


def test_a_correction_keeps_the_time_and_what_was_done(store: PlanStore) -> None:
    write(store, said("t", MinuteKind.TASK, 3, "修路", owner="甲局", due="2026-05-01"))
    with store.change("minute_done"):
        flow.set_done(store, "t", DecisionState.DONE)
    with store.change("minute_corrected"):
        flow.correct(store, said("t", MinuteKind.TASK, 9, "修防火路", owner="甲局", due="2026-05-02"))
    assert lines(store) == [("修防火路", "甲局", "2026-05-02", "done")]
    [one] = [one for one in store.minutes() if one.uid == "t"]
    assert (one.at, one.changed_at, one.text) == (at(3), at(9), "修防火路")
    with store.change("minute_corrected"):
        flow.correct(store, said("t", MinuteKind.REMARK, 9, "只是说说"))
    assert lines(store) == []
    with store.change("minute_removed"):
        flow.remove(store, "t")
    assert [one.minute.kind.value for one in told(store)] == ["begun"]


def test_everything_goes_back_and_comes_again(store: PlanStore) -> None:
    def state() -> Any:
        return store.minutes(), row(store), is_running(store.minutes(), "m")

    states = [state()]
    steps = [
        lambda: flow.record(store, said("d", MinuteKind.DECISION, 2, about=ZONE)),
        lambda: flow.correct(store, said("d", MinuteKind.TASK, 2, "另说", due="2026-05-01")),
        lambda: flow.close(store, "m", at(30)),
        lambda: flow.reopen(store, "m", at(40)),
        lambda: flow.remove(store, "d"),
    ]
    for step in steps:
        with store.change("minute"):
            step()
        states.append(state())
    for expected in reversed(states[:-1]):
        store.undo()
        assert state() == expected
    for expected in states[1:]:
        store.redo()
        assert state() == expected


def test_closed_minutes_are_only_read(store: PlanStore) -> None:
    write(store, said("d", MinuteKind.DECISION, 2))
    with store.change("minutes_closed"):
        flow.close(store, "m", at(30))
    assert running_meeting(store.minutes()) == ""
    late = said("x", MinuteKind.REMARK, 31)
    for step in (
        lambda: flow.record(store, late),
        lambda: flow.correct(store, replace(late, uid="d")),
        lambda: flow.remove(store, "d"),
        lambda: flow.close(store, "m", at(31)),
    ):
        with pytest.raises(ValueError), store.change("minute"):
            step()
    with store.change("minutes_reopened"):
        flow.reopen(store, "m", at(40))
    write(store, replace(late, at=at(41)))
    assert running_meeting(store.minutes()) == "m"


def test_what_areas_become_is_written_down_with_them(store: PlanStore) -> None:
    def gesture(code: str, step: Any) -> None:
        with store.change(code):
            watch = flow.Watch(store, code)
            step()
            watch.write()

    def acts() -> list[tuple[str, Any]]:
        return [(one.act.value, one.facts.get("number")) for one in store.minutes() if one.kind is MinuteKind.SHAPE]

    thing, who = Thing(ThingKind.PATROL_AREA, "a", "甲"), Person("王五", "110116", "怀柔区")
    gesture("patrol_area_added", lambda: store.add_patrol_area("甲", box(116.4, 40.6, 116.5, 40.7), uid="a"))
    gesture("patrol_area_reshaped", lambda: store.update_patrol_area("a", geometry=box(116.4, 40.6, 116.5, 40.71)))
    assert acts() == [("drawn", None)]  # told once, as it is now
    gesture("a_code_of_tomorrow", lambda: store.update_patrol_area("a", geometry=box(116.4, 40.6, 116.5, 40.72)))
    assert acts() == [("drawn", None)]
    gesture("version_begun", lambda: version_workflow.begin(store, thing, note=""))
    gesture("version_negotiated", lambda: version_workflow.negotiate(store, thing, who, on="2026-03-20"))
    before = store.minutes()
    store.undo()
    assert len(store.minutes()) == len(before) - 1 and store.versions()[-1].state.value == "draft"
    store.redo()
    assert store.minutes() == before
    gesture("version_signed", lambda: version_workflow.sign(store, thing, [who], on="2026-03-20"))
    assert acts() == [("drawn", None), ("begun", 1), ("negotiated", 1), ("signed", 1)]
    last = store.minutes()[-1]
    status = next(one for one in version_workflow.statuses(store) if one.thing.uid == "a")
    assert last.facts["sha256"] == status.sha256 and last.geometry is not None
    assert standing(store.minutes()) == {"a": "decided"}
    gesture("alternative_accepted", lambda: store.add_patrol_area("乙", box(116.4, 40.5, 116.5, 40.6), uid="b"))
    assert store.minutes()[-1].act is ShapeAct.ALTERNATIVE


def test_without_a_meeting_nothing_is_written_down(tmp_path: Path) -> None:
    with make_plan(tmp_path) as store:
        with store.change("patrol_area_added"):
            watch = flow.Watch(store, "patrol_area_added")
            store.add_patrol_area("甲", box(116.4, 40.6, 116.5, 40.7), uid="a")
            watch.write()
        assert store.minutes() == []


def test_what_stands_open_and_what_is_decided() -> None:
    given = [
        said("1", MinuteKind.REMARK, 1, about=ZONE),
        said("2", MinuteKind.REMARK, 1, about=AREA),
        said("3", MinuteKind.DECISION, 2, about=ZONE),
        said("4", MinuteKind.REMARK, 3, about=ZONE),
    ]
    assert standing(given) == {"z1": "decided", "a": "open"}
    assert standing([*given, said("5", MinuteKind.OBJECTION, 4, about=ZONE)])["z1"] == "open"


def test_pictures_are_kept_beside_and_go_with_their_entry(tmp_path: Path) -> None:
    picture = Picture(b"\x89PNG\r\n\x1a\nrest", 800, 500, 12.5)
    with make_plan(tmp_path) as store:
        with store.change("minutes_begun"):
            flow.begin(store, MEETING, at(0))
        write(store, said("d", MinuteKind.DECISION, 2), said("e", MinuteKind.DECISION, 3))
        before, hashed = len(store.history()), content_hash(store)
        assert store.put_minute_picture("d", picture) and store.put_minute_picture("e", picture)
        assert store.minute_picture("d") == picture and store.minute_picture("x") is None
        assert (len(store.history()), content_hash(store)) == (before, hashed)
        with store.change("minute_removed"):
            flow.remove(store, "e")
        assert store.pictured_minutes() == {"d", "e"}  # undo brings it back with its picture
        path = store.path
    with PlanStore.open(path) as store:
        assert store.pictured_minutes() == {"d"} and store.minute_picture("d") == picture


def test_what_is_said_is_no_part_of_the_hash_what_is_decided_is(store: PlanStore) -> None:
    before = content_hash(store)
    write(store, said("r", MinuteKind.REMARK, 1))
    assert content_hash(store) == before
    write(store, said("d", MinuteKind.DECISION, 2))
    assert content_hash(store) != before


def test_tasks_stand_in_the_calendar_and_in_the_health_of_the_agreement(store: PlanStore) -> None:
    write(store, said("t", MinuteKind.TASK, 3, "修路", owner="丰宁县林草局", due="2026-05-01"))
    [entry] = [one for one in calendar(material_of(store), 2026).entries if one.code == "decision"]
    assert (entry.day, entry.who, entry.facts["title"]) == (date(2026, 5, 1), ("丰宁县林草局",), "修路")
    agreement = records(normalised_agreement())[0]
    health = health_of(
        agreement, store.book(Book.MEETING.table), store.book(Book.DRILL.table), date(2026, 6, 1), inventories={}
    )
    assert health.open_decisions == 1 and [line["text"] for line in health.overdue] == ["修路"]


def normalised_agreement() -> Any:
    import pandas as pd

    parties = MEETING["parties"]
    return normalised(pd.DataFrame([{"uid": "agr", "name": "协议", "parties": parties, "state": "signed"}]))
