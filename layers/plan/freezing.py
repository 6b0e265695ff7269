"""What is signed stays as it was signed: the one place where every gesture is held against it.

Called inside the transaction of every gesture, of every step back and forth and of every merge, just before it is
committed, whatever path led there; what it raises takes the whole gesture back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import apsw

from layers.errors import SigningStands, VersionFrozen
from layers.plan import version_rows
from layers.plan.schema import Table
from layers.versions.content import Content, content_hash
from layers.versions.ledger import is_frozen, latest
from layers.versions.model import Act, Consent, ThingKind, Version, VersionState

#: A gesture that touches none of these cannot change what was signed.
WATCHED = frozenset({*version_rows.FROZEN_TABLES, Table.VERSION, Table.CONSENT})
#: Gestures that no step back takes away: a signature is on record from then on.
LASTING = frozenset({"version_signed", "version_withdrawn"})


class Freezer:
    """Holds the gestures of one open plan against what is signed.

    What was found to be as signed is remembered by its bytes, so that a gesture costs no more than reading the rows
    that may be frozen: some 25 ms where five hundred areas are signed, nothing where none is.
    """

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._known: dict[str, bytes] = {}  # uid of a version → bytes of the rows that were found to be as it says

    def keeping(self) -> Callable[[Collection[str]], None]:
        """Return what a gesture is held against besides when it ends; called when it begins.

        The rules over what is there cannot tell that a version is gone together with its signatures, or one signature
        of two.  Steps back and forth are not held against it: :func:`require_undoable` sees to them.
        """
        before = version_rows.lasting(self._db)

        def require_kept(tables: Collection[str]) -> None:
            if not before or {Table.VERSION, Table.CONSENT}.isdisjoint(tables):
                return
            if gone := before.keys() - version_rows.lasting(self._db).keys():
                title, number = before[min(gone)]
                raise VersionFrozen(title=title, number=number, reason_code="record")

        return require_kept

    def require_unchanged(self, tables: Collection[str]) -> None:
        """Make sure that everything signed is as it was signed.

        Parameters
        ----------
        tables : collection of str
            Tables that the gesture in hand touched.

        Raises
        ------
        VersionFrozen
            A signed thing was changed or removed, or the record of its version or its signatures was.
        """
        if WATCHED.isdisjoint(tables):
            return
        has_records = not {Table.VERSION, Table.CONSENT}.isdisjoint(tables)
        every = version_rows.versions(self._db, whole=has_records)
        if has_records:
            _require_records(every, version_rows.consents(self._db))
        frozen = [one for one in latest(every).values() if is_frozen(one)]
        if frozen:
            self._require_same(frozen)

    def _require_same(self, frozen: Sequence[Version]) -> None:
        marks = {table: version_rows.fingerprints(self._db, table) for table in version_rows.FROZEN_TABLES}
        duties = b"".join(marks[Table.DUTY].values())
        for version in frozen:
            own = marks[version_rows.TABLE_OF[version.kind]].get(version.thing)
            if own is None:
                raise VersionFrozen(title=version.title, number=version.number, reason_code="removed")
            areas = b"".join(marks[Table.PATROL_AREA].get(uid, b"") for uid in version.annex)
            said = repr((version.sha256, version.annex, version.clauses)).encode("utf-8", "surrogatepass")
            mark = said + own + areas + (duties if version.kind is ThingKind.AGREEMENT else b"")
            if self._known.get(version.uid) == mark:
                continue
            now = version_rows.content_now(self._db, version.kind, version.thing, version.annex, version.clauses)
            if now is None or content_hash(now) != version.sha256:
                raise VersionFrozen(title=version.title, number=version.number, reason_code="changed")
            self._known[version.uid] = mark


def differences(db: apsw.Connection) -> list[VersionFrozen]:
    """Return what is not as it was signed, as the errors a gesture would raise: another program wrote to the plan."""
    found: list[VersionFrozen] = []
    every, consents = version_rows.versions(db), version_rows.consents(db)
    for version in every:
        own = [one for one in consents if (one.key, one.version) == (version.key, version.number)]
        try:
            _require_records([version], own)
        except VersionFrozen as error:
            found.append(error)
    told = {error.facts["title"] for error in found}
    for version in latest(every).values():
        if is_frozen(version) and version.title not in told:
            now = version_rows.content_now(db, version.kind, version.thing, version.annex, version.clauses)
            if now is None or content_hash(now) != version.sha256:
                found.append(VersionFrozen(title=version.title, number=version.number, reason_code="changed"))
    return found


def _require_records(versions: Collection[Version], consents: Collection[Consent]) -> None:
    """A signed version holds what its hash says, and every signature under it is to that hash."""
    for version in versions:
        if version.state in (VersionState.SIGNED, VersionState.WITHDRAWN) and not _is_whole(version):
            raise VersionFrozen(title=version.title, number=version.number, reason_code="record")
    said = {(consent.key, consent.version, consent.act) for consent in consents}
    for version in versions:
        signed, withdrawn = ((version.key, version.number, act) in said for act in (Act.SIGNED, Act.WITHDRAWN))
        fits = {VersionState.SIGNED: signed, VersionState.WITHDRAWN: signed and withdrawn}
        # A signature under what is not called signed would leave the thing free to change.
        if not fits.get(version.state, not signed):
            raise VersionFrozen(title=version.title, number=version.number, reason_code="record")
    numbered = {(version.key, version.number): version for version in versions}
    for consent in consents:
        spoken_of = numbered.get((consent.key, consent.version))
        if consent.act is Act.SIGNED and (spoken_of is None or spoken_of.sha256 != consent.sha256):
            title = spoken_of.title if spoken_of else consent.party
            raise VersionFrozen(title=title, number=consent.version, reason_code="record")


def _is_whole(version: Version) -> bool:
    try:
        kept = Content.from_dict(version.kind, version.thing, version.content, version.geometry)
    except ValueError:
        return False
    return content_hash(kept) == version.sha256


def require_undoable(code: str, facts: dict[str, Any]) -> None:
    """Make sure that a step back takes no signature away.

    Raises
    ------
    SigningStands
        The change is a signature or a withdrawal.
    """
    if code in LASTING:
        raise SigningStands(title=facts.get("name", ""), number=facts.get("number", 0))
