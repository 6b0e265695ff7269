"""``comments PLAN``: the comments of a plan with their replies; never writes."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, say, start_qt
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.comments import Comment, Thread


def run(arguments: argparse.Namespace) -> int:
    """List the comments, those spoken in last first."""
    start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers.comments import threads
    from layers.plan.store import PlanStore
    from layers.workflow import county_names

    words = load_words(arguments.lang)
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        found = threads(store.comments())
        names = county_names(store)
    shown = [one for one in found if arguments.state in (None, one.state.value)]
    if arguments.json:
        say(json.dumps([_plain(one) for one in shown], ensure_ascii=False, indent=2))
        return Exit.OK
    for one in shown:
        first = one.first
        about = first.target_title or words.code("comment_target", first.target_kind.value)
        place = one.place
        where = "" if place is None else f"  {place.x:.6f}, {place.y:.6f}"
        say(f"[{words.code('comment_state', one.state.value)}] {about}{where}")
        say(f"    {_line(first, names)}")
        for reply in one.replies:
            say(f"      → {_line(reply, names)}")
    say(tr("{shown} of {count} comments").format(shown=len(shown), count=len(found)))
    return Exit.OK


def _line(one: Comment, names: dict[str, str]) -> str:
    who = " ".join(text for text in (names.get(one.county, one.county), one.author) if text)
    return f"{one.created_at[:16].replace('T', ' ')} UTC  {who}: {' '.join(one.text.split())}"


def _plain(thread: Thread) -> dict[str, Any]:
    place = thread.place
    first = thread.first
    return {
        "uid": first.uid,
        "state": thread.state.value,
        "text": first.text,
        "author": first.author,
        "county": first.county,
        "created_at": first.created_at,
        "changed_at": thread.changed_at,
        "target_kind": first.target_kind.value,
        "target": first.target,
        "target_title": first.target_title,
        "longitude": None if place is None else place.x,
        "latitude": None if place is None else place.y,
        "replies": [
            {"uid": one.uid, "text": one.text, "author": one.author, "county": one.county, "created_at": one.created_at}
            for one in thread.replies
        ],
    }
