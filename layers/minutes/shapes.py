"""What became of areas and agreements in one gesture: found by looking before and after, whatever the gesture was.

So a gesture of a later program, whose code nobody here knows, is told as well.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from layers.minutes.model import About, AboutKind, Minute, MinuteKind, ShapeAct
from layers.versions.content import content_hash
from layers.versions.ledger import latest
from layers.versions.model import Act, Consent, ThingKind, Version

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from layers.plan.store import PlanStore

#: Codes of gestures that say more than that a shape is another one now.
_CODES: Mapping[str, ShapeAct] = {"alternative_accepted": ShapeAct.ALTERNATIVE}
_ACTS: Mapping[Act, ShapeAct] = {
    Act.NEGOTIATED: ShapeAct.NEGOTIATED,
    Act.AGREED: ShapeAct.AGREED,
    Act.DECLINED: ShapeAct.DECLINED,
    Act.SIGNED: ShapeAct.SIGNED,
    Act.WITHDRAWN: ShapeAct.WITHDRAWN,
}
_ABOUT: Mapping[ThingKind, AboutKind] = {
    ThingKind.PATROL_AREA: AboutKind.PATROL_AREA,
    ThingKind.AGREEMENT: AboutKind.AGREEMENT,
}
#: A gesture about more areas than this (files read in) is no business of a meeting, one by one.
MOST_LINES = 12
#: Acts told once for one area as long as nothing else is said between.
_TOLD_ONCE = frozenset({ShapeAct.DRAWN, ShapeAct.EDITED})


@dataclass(frozen=True)
class Seen:
    """Areas, versions and consents at one moment."""

    areas: Mapping[str, bytes]  # uid → fingerprint
    names: Mapping[str, str]
    versions: Mapping[tuple[str, str], Version]
    consents: frozenset[str]


def look(store: PlanStore) -> Seen:
    """Return what areas and versions say, inside or outside a change."""
    areas, names = store.area_marks()
    said = frozenset(one.uid for one in store.consents())
    return Seen(areas, names, latest(store.version_heads()), said)


def lines(store: PlanStore, before: Seen, code: str, meeting: str, at: str) -> list[Minute]:
    """Return the entries for what became of areas and agreements since ``before``.

    Parameters
    ----------
    store : PlanStore
        Inside the change.
    code : str
        Of the gesture.
    meeting, at : str
        Uid of the meeting that runs; UTC, ISO 8601.

    Returns
    -------
    list of Minute
        One for each; nothing when a gesture was about more than :data:`MOST_LINES`.
    """
    now = look(store)
    said: dict[tuple[str, str], ShapeAct] = dict(_edits(before, now, code))
    said |= _steps(before, now)
    said |= _words(store.consents(), before, now)
    if len(said) > MOST_LINES:
        return []
    return [_line(store, key, act, (before, now), meeting, at) for key, act in said.items()]


def folded(fresh: Minute, last: Minute | None) -> Minute:
    """Return an entry, or the last one brought up to date when it tells the same area's edit with nothing between."""
    is_same = (
        last is not None
        and last.kind is MinuteKind.SHAPE
        and last.about.key == fresh.about.key
        and last.act in _TOLD_ONCE
        and fresh.act is ShapeAct.EDITED
        and not last.text
    )
    if last is None or not is_same:
        return fresh
    facts = {**fresh.facts, "act": last.act.value}
    return replace(last, changed_at=fresh.at, about=fresh.about, facts=facts, geometry=fresh.geometry)


def _edits(before: Seen, now: Seen, code: str) -> Iterator[tuple[tuple[str, str], ShapeAct]]:
    kind = ThingKind.PATROL_AREA.value
    for uid, mark in now.areas.items():
        if uid not in before.areas:
            yield (kind, uid), _CODES.get(code, ShapeAct.DRAWN)
        elif mark != before.areas[uid]:
            yield (kind, uid), _CODES.get(code, ShapeAct.EDITED)
    for uid in before.areas:
        if uid not in now.areas:
            yield (kind, uid), ShapeAct.REMOVED


def _steps(before: Seen, now: Seen) -> dict[tuple[str, str], ShapeAct]:
    """Return what was begun; everything else that versions do, somebody said."""
    numbers = {key: one.number for key, one in before.versions.items()}
    return {key: ShapeAct.BEGUN for key, one in now.versions.items() if one.number > numbers.get(key, 0)}


def _words(consents: list[Consent], before: Seen, now: Seen) -> dict[tuple[str, str], ShapeAct]:
    fresh = now.consents - before.consents
    return {(one.kind.value, one.thing): _ACTS[one.act] for one in consents if one.uid in fresh}


def _line(
    store: PlanStore, key: tuple[str, str], act: ShapeAct, seen: tuple[Seen, Seen], meeting: str, at: str
) -> Minute:
    before, now = seen
    kind, uid = ThingKind(key[0]), key[1]
    shape, facts = told_of(store, kind, uid, now)
    title = str(facts.pop("title", "")) or before.names.get(uid, "")
    about = About(_ABOUT[kind], uid, title)
    return Minute(
        uuid.uuid4().hex,
        meeting,
        MinuteKind.SHAPE,
        at,
        at,
        about=about,
        facts={"act": act.value, **facts},
        geometry=shape,
    )


def told_of(
    store: PlanStore, kind: ThingKind, uid: str, seen: Seen | None = None
) -> tuple[BaseGeometry | None, dict[str, Any]]:
    """Return the shape of a thing as it is now, and its title, version and hash as far as there are any."""
    version = (seen or look(store)).versions.get((kind.value, uid))
    annex, clauses = (version.annex, version.clauses) if version is not None else ((), ())
    content = store.content_now(kind, uid, annex, clauses)
    facts: dict[str, Any] = {}
    if version is not None:
        facts |= {"number": version.number, "state": version.state.value}
    if content is None:
        return None, facts
    return content.shapes, {**facts, "title": content.title, "sha256": content_hash(content)}
