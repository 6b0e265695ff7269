"""Does the plan still say what the paper says?  Yes; no; or it said so, and there is something later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from layers.progress import Progress, part, silent
from layers.versions.content import content_hashes
from layers.versions.ledger import latest
from layers.versions.model import Thing, ThingKind, Version, VersionState
from layers.versions.paper_code import CodeKind, PaperCode

if TYPE_CHECKING:
    import apsw

    from layers.plan.store import PlanStore


class Verdict(StrEnum):
    """What comes out of holding a paper against a plan."""

    YES = "yes"  # the plan says this now
    LATER = "later"  # it said this, and there is something later
    WITHDRAWN = "withdrawn"  # it was signed as this, and withdrawn
    NO = "no"  # nothing the plan says, or ever said as far as its history goes


@dataclass(frozen=True)
class Answer:
    """What the plan says to one hash.

    Attributes
    ----------
    thing : Thing or None
        What the hash is of; None for a plan, and where nothing fits.
    version : Version or None
        The version it is of.
    newest : Version or None
        The last version of the same thing.
    facts : mapping
        ``state``: of the version, ``draft`` where nothing was negotiated. ``until``: UTC time at which the plan ceased
        to say this; ``since``; ``newer``: how many changes there were since.
    """

    code: PaperCode
    verdict: Verdict
    kind: CodeKind | None
    thing: Thing | None = None
    version: Version | None = None
    newest: Version | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def check(store: PlanStore, codes: Sequence[PaperCode], *, progress: Progress = silent) -> list[Answer]:
    """Hold hashes from paper against a plan, which is only read.

    First against what the plan says now and against every version it keeps, then, where that is not enough, against
    each state in its history.

    Raises
    ------
    PlanDamaged
        Rows cannot be read, or the history no longer fits them.
    """
    from layers.plan.content_hash import content_hash as plan_hash

    answers: dict[PaperCode, Answer] = {}
    current = plan_hash(store, progress=part(progress, 0.0, 0.2)) if _asks_for(codes, CodeKind.PLAN) else ""
    for code in codes:
        if code.kind is not CodeKind.VERSION and code.fits(current):
            answers[code] = Answer(code, Verdict.YES, CodeKind.PLAN, facts={"sha256": current})
        elif code.kind is not CodeKind.PLAN and (found := _among_versions(store, code)):
            answers[code] = found
    open_codes = [code for code in codes if code not in answers]
    if open_codes:
        answers |= _in_the_past(store, open_codes, part(progress, 0.2, 1.0))
    progress(1.0, "history")
    return [answers.get(code, Answer(code, Verdict.NO, code.kind)) for code in codes]


def best(answers: Sequence[Answer]) -> Answer | None:
    """Return the answer that says most about a document with several hashes: what it is a paper of, then the plan."""
    ranked = sorted(answers, key=lambda one: (one.verdict is Verdict.NO, one.kind is not CodeKind.VERSION))
    return ranked[0] if ranked else None


def _asks_for(codes: Sequence[PaperCode], kind: CodeKind) -> bool:
    return any(code.kind in (None, kind) for code in codes)


def _among_versions(store: PlanStore, code: PaperCode) -> Answer | None:
    from layers.version_workflow import statuses

    standing = statuses(store)
    fitting = [version for one in standing for version in one.versions if code.fits(version.sha256)]
    if fitting:
        version = max(fitting, key=lambda one: one.number)
        status = next(one for one in standing if one.thing.key == version.key)
        assert status.version is not None
        is_last = status.version.number == version.number
        verdict = (
            Verdict.WITHDRAWN
            if version.state is VersionState.WITHDRAWN
            else Verdict.YES
            if code.fits(status.sha256) or (is_last and version.state is VersionState.SIGNED)
            else Verdict.LATER
        )
        facts = {"state": version.state.value, "sha256": version.sha256, "has_changed": status.has_changed}
        return Answer(code, verdict, CodeKind.VERSION, status.thing, version, status.version, facts)
    for status in standing:
        if code.fits(status.sha256):
            facts = {"state": VersionState.DRAFT.value, "sha256": status.sha256}
            return Answer(code, Verdict.YES, CodeKind.VERSION, status.thing, status.version, status.version, facts)
    return None


def _in_the_past(store: PlanStore, codes: Sequence[PaperCode], progress: Progress) -> dict[PaperCode, Answer]:
    """Look for hashes in every state of the history, until all are found."""
    from layers.plan import past_states
    from layers.plan.content_hash import FeatureHashes, hash_rows
    from layers.plan.schema import Table
    from layers.plan.version_rows import FROZEN_TABLES

    found: dict[PaperCode, Answer] = {}
    known: FeatureHashes = {}
    newest = latest(store.versions())
    total = max(1, past_states.count(store._db))
    with past_states.walking_back(store._db) as states:
        for state in states:
            progress(state.newer / total, "history")
            left = [code for code in codes if code not in found]
            if not left:
                break
            facts = {"until": state.until, "since": state.since, "newer": state.newer}
            if _asks_for(left, CodeKind.PLAN):
                digest = hash_rows(state.db, known)
                for code in left:
                    if code.kind is not CodeKind.VERSION and code.fits(digest):
                        found[code] = Answer(code, Verdict.LATER, CodeKind.PLAN, facts={**facts, "sha256": digest})
            if _asks_for(left, CodeKind.VERSION) and not state.tables.isdisjoint({*FROZEN_TABLES, Table.VERSION}):
                for thing, digest in _thing_hashes(state.db):
                    for code in left:
                        if code.kind is not CodeKind.PLAN and code not in found and code.fits(digest):
                            told = {**facts, "state": "draft", "sha256": digest}
                            found[code] = Answer(
                                code, Verdict.LATER, CodeKind.VERSION, thing, None, newest.get(thing.key), told
                            )
    return found


def _thing_hashes(db: apsw.Connection) -> list[tuple[Thing, str]]:
    """Return every area and agreement of a state with its hash."""
    from layers.plan import version_rows

    last = latest(version_rows.versions(db, whole=False))
    found: list[tuple[Thing, str]] = []
    for kind in ThingKind:
        contents = list(version_rows.contents_now(db, kind, last).values())
        things = [Thing(kind, content.uid, content.title) for content in contents]
        found += zip(things, content_hashes(contents), strict=True)
    return found
