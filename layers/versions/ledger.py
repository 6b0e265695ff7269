"""Who agreed to what, and whether that is still what is there.

Somebody agrees to a content, not to a name: whether an agreement holds follows from its hash and the hash of today.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from layers.versions.model import Act, Consent, Thing, Version, VersionState


class Standing(StrEnum):
    """How a party stands to a thing as it is now."""

    SIGNED = "signed"
    AGREED = "agreed"
    NEGOTIATED = "negotiated"
    DECLINED = "declined"
    EARLIER = "earlier"  # it agreed to, or signed, an earlier version
    WITHDRAWN = "withdrawn"
    SILENT = "silent"  # a party that has said nothing


@dataclass(frozen=True)
class LedgerRow:
    """One party and one thing.

    Attributes
    ----------
    consent : Consent or None
        The last it said; None while it is silent.
    version : int
        The version it spoke of; 0 while it is silent.
    now : int
        The version that is there now.
    """

    thing: Thing
    county: str
    party: str
    standing: Standing
    consent: Consent | None
    version: int
    now: int

    @property
    def holds(self) -> bool:
        """Whether it agreed to, or signed, exactly what is there now."""
        return self.standing in (Standing.SIGNED, Standing.AGREED)


_STANDING = {
    Act.SIGNED: Standing.SIGNED,
    Act.AGREED: Standing.AGREED,
    Act.NEGOTIATED: Standing.NEGOTIATED,
    Act.DECLINED: Standing.DECLINED,
    Act.WITHDRAWN: Standing.WITHDRAWN,
}
#: What may be outlived by a change of the thing.
_AGED = frozenset({Act.SIGNED, Act.AGREED, Act.NEGOTIATED})


def latest(versions: Sequence[Version]) -> dict[tuple[str, str], Version]:
    """Return the last version of each thing that has one, by kind and uid."""
    found: dict[tuple[str, str], Version] = {}
    for one in versions:
        if one.key not in found or found[one.key].number < one.number:
            found[one.key] = one
    return found


def ledger(
    things: Sequence[Thing],
    hashes: Mapping[tuple[str, str], str],
    versions: Sequence[Version],
    consents: Sequence[Consent],
    parties: Mapping[tuple[str, str], Sequence[tuple[str, str]]],
) -> list[LedgerRow]:
    """Return every party of every thing with what it last said.

    Parameters
    ----------
    things : sequence of Thing
        Areas and agreements of the plan, and those gone that somebody spoke to.
    hashes : mapping of key to str
        Content hash of each thing as it is now; absent when it is gone.
    parties : mapping of key to sequence of (code, name)
        Who should agree: the counties an area lies in, the parties of an agreement.
    """
    last = latest(versions)
    over = {(one.key, one.number) for one in versions if one.state is VersionState.WITHDRAWN}
    said: dict[tuple[str, str], dict[tuple[str, str], Consent]] = {}
    for one in sorted(consents, key=lambda consent: (consent.on, consent.created_at, consent.uid)):
        who = (one.county, "" if one.county else one.party)
        said.setdefault(one.key, {})[who] = one
    rows = []
    for thing in things:
        spoke = dict(said.get(thing.key, {}))
        now = last[thing.key].number if thing.key in last else 1
        current = hashes.get(thing.key, "")
        for code, name in parties.get(thing.key, ()):
            rows.append(_row(thing, code, name, spoke.pop((code, "" if code else name), None), current, now, over))
        for one in spoke.values():
            rows.append(_row(thing, one.county, one.party, one, current, now, over))
    return rows


def _row(
    thing: Thing, code: str, name: str, consent: Consent | None, current: str, now: int, over: Collection[Any]
) -> LedgerRow:
    if consent is None:
        return LedgerRow(thing, code, name, Standing.SILENT, None, 0, now)
    standing = _STANDING[consent.act]
    if consent.act is Act.SIGNED and (consent.key, consent.version) in over:
        standing = Standing.WITHDRAWN  # whoever withdrew it, it is no longer in force for anybody
    elif consent.act in _AGED and consent.sha256 != current:
        standing = Standing.EARLIER
    return LedgerRow(thing, code, name or consent.party, standing, consent, consent.version, now)


def is_frozen(version: Version | None) -> bool:
    """Return whether a thing whose last version this is must stay as it is."""
    return version is not None and version.state is VersionState.SIGNED
