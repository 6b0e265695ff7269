"""Comments: threads, the plan that keeps them, and what they must never touch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from layers.comments import Comment, CommentState, TargetKind, threads
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.verify import verify
from tests.layers.plan.builders import make_plan

PLACE = shapely.Point(116.5, 40.65)


def comment(uid: str, at: str, thread: str = "", **more: object) -> Comment:
    told = {"text": f"话 {uid}", "author": "王五", "county": "110116", **more}
    shape = None if thread else PLACE
    return Comment(uid, created_at=at, changed_at=at, thread=thread, geometry=shape, **told)  # type: ignore[arg-type]


def test_threads_are_sorted_by_their_last_word_and_replies_by_time() -> None:
    rows = [
        comment("a", "2026-01-01"),
        comment("b", "2026-01-02"),
        comment("a2", "2026-01-05", "a"),
        comment("a1", "2026-01-03", "a"),
        comment("x", "2026-01-09", "gone"),
    ]
    found = threads(rows)
    assert [one.uid for one in found] == ["a", "b"]
    assert [reply.uid for reply in found[0].replies] == ["a1", "a2"] and found[0].changed_at == "2026-01-05"
    assert found[0].place == PLACE


def test_a_pin_on_a_shape_stands_inside_it() -> None:
    ring = shapely.Point(116.5, 40.6).buffer(0.1).difference(shapely.Point(116.5, 40.6).buffer(0.05))
    (thread,) = threads([replace(comment("a", "2026-01-01"), geometry=ring)])
    assert thread.place is not None and ring.contains(thread.place)


def test_a_plan_keeps_them_as_they_are_and_its_hash_does_not_hear_them(tmp_path: Path) -> None:
    first = replace(
        comment("a", "2026-01-01T00:00:00.000+00:00", state=CommentState.ANSWERED),
        target_kind=TargetKind.PATROL_AREA,
        target="p1",
        target_title="甲",
    )
    reply = comment("b", "2026-01-02T00:00:00.000+00:00", "a")
    with make_plan(tmp_path) as store:
        before = content_hash(store)
        with store.change("comment_added"):
            store.put_comments([first, reply])
        assert store.comments() == [first, reply]
        assert content_hash(store) == before, "paper stays right however much is said"
        with store.change("comment_removed"):
            store.remove_comments(["a", "b"])
        assert store.comments() == []
        store.undo()
        assert store.comments() == [first, reply]
        with pytest.raises(KeyError), store.change("comment_removed"):
            store.remove_comments(["a", "none"])
        path = store.path
    assert verify(path).is_sound
    with PlanStore.open(path, read_only=True) as again:
        assert again.comments() == [first, reply]
