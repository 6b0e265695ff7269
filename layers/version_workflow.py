"""Draft, negotiated, signed: what desktop and command line do with versions, from the plan and back into it.

Every function that writes works inside an open change of the store; one call is one gesture.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from layers.clipping import in_rectangle
from layers.errors import VersionStep
from layers.versions.content import Content, content_hash, content_hashes
from layers.versions.ledger import LedgerRow, latest, ledger
from layers.versions.model import Act, Consent, Thing, ThingKind, Version, VersionState, version_uid
from layers.versions.redline import Redline, redline

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: An area that lies in a county with less than this share of itself only touches it.
_LEAST_SHARE = 0.001
#: States of an agreement in the register that signing ends.
_UNSIGNED = frozenset({"", "draft", "negotiating"})


@dataclass(frozen=True)
class Person:
    """Who says something, and for whom."""

    name: str
    county: str = ""  # GB/T 2260 code; "" for a body without one
    party: str = ""  # name of the county or body
    role: str = ""


@dataclass(frozen=True)
class Status:
    """A thing as it stands.

    Attributes
    ----------
    version : Version or None
        The last one; None as long as nobody began any.
    sha256 : str
        Content hash of the thing as it is now; "" when it is gone.
    has_changed : bool
        It differs from what was negotiated; what is signed cannot.
    versions : tuple of Version
        All of them, by number.
    """

    thing: Thing
    version: Version | None
    sha256: str
    has_changed: bool
    versions: tuple[Version, ...]


# --- reading ------------------------------------------------------------------------------------------------


def things(store: PlanStore) -> list[Thing]:
    """Return patrol areas and agreements, then those that are gone and have versions."""
    return [one.thing for one in statuses(store)]


def now(store: PlanStore, thing: Thing, version: Version | None = None) -> Content | None:
    """Return what a thing says now, with the annex and the text of a version; None when it is gone."""
    annex, clauses = (version.annex, version.clauses) if version else ((), ())
    return store.content_now(thing.kind, thing.uid, annex, clauses)


def statuses(store: PlanStore) -> list[Status]:
    """Return every thing as it stands: areas, agreements, and what is gone and has versions."""
    own: dict[tuple[str, str], list[Version]] = {}
    for one in store.versions():
        own.setdefault(one.key, []).append(one)
    contents = store.contents_now()
    hashes = dict(zip(contents, content_hashes(list(contents.values())), strict=True))
    found = []
    for key in dict.fromkeys((*contents, *own)):
        versions = tuple(own.get(key, ()))
        last = versions[-1] if versions else None
        content = contents.get(key)
        title = content.title if content else last.title if last else ""
        digest = hashes.get(key, "")
        changed = bool(last and last.sha256 and last.sha256 != digest)
        found.append(Status(Thing(ThingKind(key[0]), key[1], title), last, digest, changed, versions))
    return found


def kept(version: Version) -> Content:
    """Return what was negotiated or signed as a version.

    Raises
    ------
    ValueError
        It is a draft, or its record cannot be read.
    """
    if not version.content:
        raise ValueError("a draft keeps nothing")
    return Content.from_dict(version.kind, version.thing, version.content, version.geometry)


def compared(store: PlanStore, thing: Thing, before: int, after: int) -> Redline:
    """Return what differs between two versions of a thing.

    Parameters
    ----------
    before, after : int
        Numbers of versions; 0 for ``before`` is nothing at all.  A draft is the thing as it is now.

    Raises
    ------
    VersionStep
        There is no such version (``reason_code`` ``gone``).
    """
    numbered = {one.number: one for one in store.versions(thing.uid)}
    old = None if before == 0 else _content_of(store, thing, numbered, before)
    return redline(old, _content_of(store, thing, numbered, after))


def compared_rows(store: PlanStore, thing: Thing, before: int, after: int) -> tuple[tuple[int, str, str, str], ...]:
    """Return number, state, day and hash of the versions compared; no hash for what is as it is now."""
    consents = store.consents(thing.uid)
    rows = []
    for version in store.versions(thing.uid):
        if version.number in (before, after):
            said = [
                one.on for one in consents if one.version == version.number and one.act.value == version.state.value
            ]
            rows.append((version.number, version.state.value, max(said, default=""), version.sha256))
    return tuple(rows)


def _content_of(store: PlanStore, thing: Thing, numbered: Mapping[int, Version], number: int) -> Content:
    version = numbered.get(number)
    is_last = number == max(numbered, default=1)
    if version is not None and version.content and not (is_last and version.state is VersionState.NEGOTIATED):
        return kept(version)
    content = now(store, thing, version) if is_last else None
    if content is None:
        raise VersionStep(title=thing.title, number=number, reason_code="gone")
    return content


def parties(store: PlanStore) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return who should agree to each thing, (code, name): counties an area lies in, parties of an agreement."""
    from layers.workflow import counties_frame, county_names

    names = county_names(store)
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in store.agreements().to_dict("records"):
        listed = [(str(one.get("code") or ""), str(one.get("name") or "")) for one in row["parties"] or ()]
        found[(ThingKind.AGREEMENT.value, str(row["uid"]))] = listed
    areas = store.patrol_areas()
    counties = counties_frame(store)
    if len(areas) and counties is not None and len(counties):
        for uid, codes in _counties_of(areas, counties).items():
            found[(ThingKind.PATROL_AREA.value, uid)] = [(code, names.get(code, code)) for code in codes]
    return found


def _counties_of(areas: Any, counties: Any) -> dict[str, list[str]]:
    shapes, codes = counties.geometry.to_numpy(), counties["code"].astype(str).to_list()
    tree = shapely.STRtree(shapes)
    found: dict[str, list[str]] = {}
    for uid, area in zip(areas["uid"], areas.geometry, strict=True):
        whole = area if area.is_valid else shapely.make_valid(area)
        shares: dict[str, float] = {}
        for place in tree.query(whole).tolist():
            near = in_rectangle(shapes[place], *whole.bounds)
            near = near if near.is_valid else shapely.make_valid(near)
            shares[codes[place]] = shares.get(codes[place], 0.0) + shapely.area(shapely.intersection(near, whole))
        least = _LEAST_SHARE * max(whole.area, np.finfo(float).tiny)
        found[str(uid)] = sorted(code for code, share in shares.items() if share > least)
    return found


def ledger_of(store: PlanStore) -> list[LedgerRow]:
    """Return who agreed to what, and whether it still holds."""
    standing = statuses(store)
    hashes = {one.thing.key: one.sha256 for one in standing if one.sha256}
    return ledger([one.thing for one in standing], hashes, store.versions(), store.consents(), parties(store))


# --- writing ------------------------------------------------------------------------------------------------


def begin(
    store: PlanStore,
    thing: Thing,
    *,
    annex: Sequence[str] | None = None,
    clauses: Sequence[str] | None = None,
    note: str = "",
) -> Version:
    """Begin the next version of a thing: the first draft, or an amendment of what was signed or withdrawn.

    Raises
    ------
    VersionStep
        The last version is still a draft or negotiated (``amendment_open``), or the thing is gone.
    """
    last = _last(store, thing)
    if last is not None and last.state in (VersionState.DRAFT, VersionState.NEGOTIATED):
        raise VersionStep(title=thing.title, number=last.number, reason_code="amendment_open")
    number = last.number + 1 if last else 1
    if now(store, thing) is None:
        raise VersionStep(title=thing.title, number=number, reason_code="gone")
    stamp = _stamp()
    version = Version(
        uid=version_uid(thing.kind, thing.uid, number),
        kind=thing.kind,
        thing=thing.uid,
        number=number,
        state=VersionState.DRAFT,
        title=thing.title,
        annex=tuple(annex if annex is not None else last.annex if last else ()),
        clauses=tuple(clauses if clauses is not None else last.clauses if last else ()),
        note=note,
        created_at=stamp,
        changed_at=stamp,
    )
    store.put_version(version)
    return version


def describe(store: PlanStore, thing: Thing, *, annex: Sequence[str], clauses: Sequence[str]) -> Version:
    """Say which areas belong to an agreement and what its text is; a version is begun when there is none.

    Raises
    ------
    VersionStep
        The last version is signed (``signed_already``).
    """
    version = _open(store, thing)
    made = replace(version, annex=tuple(annex), clauses=tuple(clauses), changed_at=_stamp())
    store.put_version(made)
    return made


def negotiate(store: PlanStore, thing: Thing, who: Person, *, on: str, note: str = "") -> Version:
    """Write down that a thing is negotiated as it is now: it is kept whole, and can still be changed.

    Raises
    ------
    VersionStep
        It is signed, gone, or nobody is named.
    """
    _require_name(thing, who)
    version = _snapshot(store, thing, _open(store, thing), VersionState.NEGOTIATED)
    _say(store, version, Act.NEGOTIATED, [who], on=on, note=note)
    return version


def agree(store: PlanStore, thing: Thing, who: Person, *, on: str, note: str = "", declines: bool = False) -> Version:
    """Write down that a party agrees to a thing as it is now, or declines it.

    Raises
    ------
    VersionStep
        The thing is gone, or nobody is named.
    """
    _require_name(thing, who)
    version = _last(store, thing) or begin(store, thing)
    content = now(store, thing, version)
    if content is None:
        raise VersionStep(title=thing.title, number=version.number, reason_code="gone")
    spoken = replace(version, sha256=content_hash(content))
    _say(store, spoken, Act.DECLINED if declines else Act.AGREED, [who], on=on, note=note)
    return version


def sign(store: PlanStore, thing: Thing, who: Sequence[Person], *, on: str, note: str = "") -> Version:
    """Write down signatures under a thing as it is now; from the first one on it is frozen.

    Raises
    ------
    VersionStep
        Nobody is named, the thing is gone, it was withdrawn, or one of them has signed this version before.
    """
    for one in who:
        _require_name(thing, one)
    if not who:
        raise VersionStep(title=thing.title, number=1, reason_code="nobody")
    last = _last(store, thing)
    if last is not None and last.state is VersionState.SIGNED:
        said = [one for one in store.consents(thing.uid) if one.version == last.number]
        there = {(one.county, one.party) for one in said if one.act is Act.SIGNED}
        if twice := [one for one in who if (one.county, one.party) in there]:
            raise VersionStep(title=thing.title, number=last.number, reason_code="signed_already", party=twice[0].party)
        version = last
    else:
        version = _snapshot(store, thing, _open(store, thing), VersionState.SIGNED)
        if thing.kind is ThingKind.AGREEMENT:
            _mark_signed(store, thing)
    _say(store, version, Act.SIGNED, who, on=on, note=note)
    return version


def withdraw(store: PlanStore, thing: Thing, who: Person, *, on: str, note: str) -> Version:
    """Write down that a signed version is no longer in force; it stays on record, and the thing can be changed.

    Raises
    ------
    VersionStep
        It is not signed, or nobody is named.
    """
    _require_name(thing, who)
    last = _last(store, thing)
    if last is None or last.state is not VersionState.SIGNED:
        raise VersionStep(title=thing.title, number=last.number if last else 0, reason_code="not_signed")
    version = replace(last, state=VersionState.WITHDRAWN, changed_at=_stamp())
    store.put_version(version)
    _say(store, version, Act.WITHDRAWN, [who], on=on, note=note)
    return version


def _last(store: PlanStore, thing: Thing) -> Version | None:
    return latest(store.versions(thing.uid)).get(thing.key)


def _open(store: PlanStore, thing: Thing) -> Version:
    """Return the version that can still be changed, begun when there is none."""
    last = _last(store, thing)
    if last is None:
        return begin(store, thing)
    if last.state in (VersionState.SIGNED, VersionState.WITHDRAWN):
        reason = "signed_already" if last.state is VersionState.SIGNED else "withdrawn"
        raise VersionStep(title=thing.title, number=last.number, reason_code=reason, party="")
    return last


def _snapshot(store: PlanStore, thing: Thing, version: Version, state: VersionState) -> Version:
    content = now(store, thing, version)
    if content is None:
        raise VersionStep(title=thing.title, number=version.number, reason_code="gone")
    made = replace(
        version,
        state=state,
        title=content.title or version.title,
        sha256=content_hash(content),
        content=content.as_dict(),
        geometry=content.shapes,
        annex=tuple(part.uid for part in content.areas) if content.areas else version.annex,
        changed_at=_stamp(),
    )
    store.put_version(made)
    return made


def _say(store: PlanStore, version: Version, act: Act, who: Sequence[Person], *, on: str, note: str) -> None:
    stamp = _stamp()
    store.put_consents(
        [
            Consent(
                uid=uuid.uuid4().hex,
                kind=version.kind,
                thing=version.thing,
                act=act,
                version=version.number,
                sha256=version.sha256,
                county=one.county,
                party=one.party,
                name=one.name.strip(),
                role=one.role.strip(),
                on=on,
                note=note,
                created_at=stamp,
                changed_at=stamp,
            )
            for one in who
        ]
    )


def _mark_signed(store: PlanStore, thing: Thing) -> None:
    """The register says of an agreement in talks that it is signed."""
    agreements = store.agreements()
    here = (agreements["uid"] == thing.uid) & agreements["state"].isin(_UNSIGNED)
    if here.any():
        agreements.loc[here, "state"] = "signed"
        store.put_agreements(agreements)


def _require_name(thing: Thing, who: Person) -> None:
    if not who.name.strip() or not (who.county or who.party.strip()):
        raise VersionStep(title=thing.title, number=0, reason_code="nobody")


def _stamp() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
