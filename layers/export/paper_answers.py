"""What a plan says to a hash from paper, in a sentence: window and command line say the same."""

from __future__ import annotations

from datetime import datetime

from layers.export.words import Words
from layers.versions.checking import Answer, Verdict
from layers.versions.model import VersionState
from layers.versions.paper_code import CodeKind


def answer_text(answer: Answer, words: Words) -> str:
    """Return the answer to one hash: yes, no, or what is later."""
    facts = {**answer.facts, "until": _time(str(answer.facts.get("until", "")))}
    if answer.verdict is Verdict.NO:
        return words["version_answer.no"]
    if answer.kind is CodeKind.PLAN:
        return words.text(f"version_answer.plan_{answer.verdict.value}", **facts)
    thing = answer.thing
    assert thing is not None
    facts |= {
        "kind": words.code("version_kind", thing.kind.value),
        "title": thing.title,
        "number": answer.version.number if answer.version else 1,
        "state": words.code("version_state", str(answer.facts.get("state", ""))),
    }
    if answer.newest is not None:
        facts |= {
            "newest": answer.newest.number,
            "newest_state": words.code("version_state", answer.newest.state.value),
        }
    return words.text(f"version_answer.{_key(answer)}", **facts)


def _key(answer: Answer) -> str:
    if answer.verdict is Verdict.WITHDRAWN:
        return "withdrawn"
    if answer.verdict is Verdict.YES:
        state = answer.facts.get("state")
        known = {VersionState.SIGNED.value, VersionState.NEGOTIATED.value}
        return f"yes_{state}" if state in known else "yes_draft"
    if "until" in answer.facts:
        return "past"
    is_last = answer.newest is not None and answer.version is not None and answer.newest.number == answer.version.number
    return "changed" if is_last else "later"


def _time(stamp: str) -> str:
    """Return a UTC time as the clock on the wall shows it."""
    try:
        return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return stamp
