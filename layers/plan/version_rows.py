"""Rows of versions, consents and comments, and what a thing that has versions says now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import apsw

from layers.comments.model import Comment, CommentState, TargetKind
from layers.plan import geometry_blob
from layers.plan.frames import to_json
from layers.plan.json_text import loads
from layers.plan.schema import GEOMETRY_COLUMN, SPECS, Kind, Table, quoted
from layers.versions.content import Content, Part, said
from layers.versions.model import Act, Consent, ThingKind, Version, VersionState

#: The table of each kind of thing.
TABLE_OF: Mapping[ThingKind, Table] = {
    ThingKind.PATROL_AREA: Table.PATROL_AREA,
    ThingKind.AGREEMENT: Table.AGREEMENT,
}
#: Tables whose rows a signed version may hold.
FROZEN_TABLES = frozenset({Table.PATROL_AREA, Table.AGREEMENT, Table.DUTY})


# --- rows as they are ---------------------------------------------------------------------------------------


def read_rows(
    db: apsw.Connection, table: Table, where: str = "", values: Sequence[Any] = (), *, but: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Return rows with JSON parsed and shapes decoded, under ``geometry``; columns in ``but`` are not read."""
    spec = SPECS[table]
    names = [name for name in spec.columns if name not in but]
    if spec.geometry and "geometry" not in but:
        names.append(GEOMETRY_COLUMN)
    listed = ", ".join(quoted(name) for name in names)
    found = db.execute(f"SELECT uid, {listed} FROM {table} {where}", values).fetchall()
    rows = []
    for uid, *cells in found:
        row: dict[str, Any] = {"uid": uid}
        for name, cell in zip(names, cells, strict=True):
            if name == GEOMETRY_COLUMN:
                row["geometry"] = None if cell is None else geometry_blob.decode([cast(bytes, cell)])[0]
            elif spec.columns[name] is Kind.JSON:
                row[name] = None if cell is None else loads(str(cell))
            else:
                row[name] = cell
        rows.append(row)
    return rows


def put_row(db: apsw.Connection, table: Table, uid: str, values: Mapping[str, Any]) -> None:
    """Write one row; that of the same uid is changed in its place."""
    spec = SPECS[table]
    cells: dict[str, Any] = {}
    for name, value in values.items():
        if name == "geometry":
            cells[GEOMETRY_COLUMN] = None if value is None else geometry_blob.encode([value])[0]
        elif spec.columns[name] is Kind.JSON:
            cells[name] = to_json(value)
        else:
            cells[name] = value
    names = ", ".join(quoted(name) for name in cells)
    blanks = ", ".join("?" * len(cells))
    sets = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in cells)
    db.execute(
        f"INSERT INTO {table} (uid, {names}) VALUES (?, {blanks}) ON CONFLICT (uid) DO UPDATE SET {sets}",
        (uid, *cells.values()),
    )


def fingerprints(db: apsw.Connection, table: Table) -> dict[str, bytes]:
    """Return uid → 16 bytes that stand for all a row holds, as it is stored."""
    spec = SPECS[table]
    names = [*(GEOMETRY_COLUMN,) * bool(spec.geometry), *spec.columns]
    found = {}
    for uid, first, *cells in db.execute(f"SELECT uid, {', '.join(map(quoted, names))} FROM {table} ORDER BY uid"):
        mark = hashlib.blake2b(first if isinstance(first, bytes) else repr(first).encode(), digest_size=16)
        mark.update(repr(cells).encode("utf-8", "surrogatepass"))
        found[str(uid)] = mark.digest()
    return found


def delete(db: apsw.Connection, table: Table, uids: Iterable[str]) -> None:
    """Take rows away; ``KeyError`` names one that is not there."""
    for uid in uids:
        db.execute(f"DELETE FROM {table} WHERE uid = ?", (uid,))
        if not db.changes():
            raise KeyError(uid)


# --- versions ------------------------------------------------------------------------------------------------


def versions(db: apsw.Connection, *, whole: bool = True, thing: str = "") -> list[Version]:
    """Return versions by thing and number, all or those of one thing; without what they keep when not ``whole``."""
    where, values = ("WHERE thing = ? ", (thing,)) if thing else ("", ())
    return [
        Version(
            uid=row["uid"],
            kind=ThingKind(row["kind"]),
            thing=row["thing"],
            number=int(row["number"]),
            state=VersionState(row["state"]),
            title=row["title"] or "",
            sha256=row["sha256"] or "",
            content=row.get("content") or {},
            geometry=row.get("geometry"),
            annex=tuple(row["annex"] or ()),
            clauses=tuple(row["clauses"] or ()),
            note=row["note"] or "",
            created_at=row["created_at"] or "",
            changed_at=row["changed_at"] or "",
        )
        for row in read_rows(
            db,
            Table.VERSION,
            f"{where}ORDER BY kind, thing, number",
            values,
            but=() if whole else ("content", "geometry"),
        )
    ]


def put_version(db: apsw.Connection, one: Version) -> None:
    """Write a version."""
    values: dict[str, Any] = {
        "kind": one.kind.value,
        "thing": one.thing,
        "number": one.number,
        "state": one.state.value,
        "title": one.title,
        "sha256": one.sha256,
        "content": dict(one.content),
        "annex": list(one.annex),
        "clauses": list(one.clauses),
        "note": one.note,
        "created_at": one.created_at,
        "changed_at": one.changed_at,
        "geometry": one.geometry,
    }
    put_row(db, Table.VERSION, one.uid, values)


def consents(db: apsw.Connection, *, thing: str = "") -> list[Consent]:
    """Return what was said, oldest first: everything, or what was said to one thing."""
    where, values = ("WHERE thing = ? ", (thing,)) if thing else ("", ())
    return [
        Consent(
            uid=row["uid"],
            kind=ThingKind(row["kind"]),
            thing=row["thing"],
            act=Act(row["act"]),
            version=int(row["version"]),
            sha256=row["sha256"] or "",
            county=row["county"] or "",
            party=row["party"] or "",
            name=row["name"] or "",
            role=row["role"] or "",
            on=row["said_on"] or "",
            note=row["note"] or "",
            created_at=row["created_at"] or "",
            changed_at=row["changed_at"] or "",
        )
        for row in read_rows(db, Table.CONSENT, f"{where}ORDER BY said_on, created_at, uid", values)
    ]


def put_consent(db: apsw.Connection, one: Consent) -> None:
    """Write what somebody said."""
    values: dict[str, Any] = {
        "kind": one.kind.value,
        "thing": one.thing,
        "act": one.act.value,
        "version": one.version,
        "sha256": one.sha256,
        "county": one.county,
        "party": one.party,
        "name": one.name,
        "role": one.role,
        "said_on": one.on,
        "note": one.note,
        "created_at": one.created_at,
        "changed_at": one.changed_at,
    }
    put_row(db, Table.CONSENT, one.uid, values)


def lasting(db: apsw.Connection) -> dict[tuple[str, ...], tuple[str, int]]:
    """Return what stays on record once it is: versions signed or withdrawn, signatures and withdrawals.

    Returns
    -------
    dict
        What of a row may not change → title or party and number of the version, for messages.
    """
    found: dict[tuple[str, ...], tuple[str, int]] = {}
    states = (VersionState.SIGNED.value, VersionState.WITHDRAWN.value)
    for state, title, number, *told in db.execute(
        f"SELECT state, title, number, kind, thing, number, sha256 FROM {Table.VERSION} WHERE state IN (?, ?)", states
    ):
        for each in dict.fromkeys((states[0], state)):  # what is signed may be withdrawn, not the other way round
            found[("version", each, *map(str, told))] = (str(title or ""), int(number))
    acts = (Act.SIGNED.value, Act.WITHDRAWN.value)
    for party, number, *told in db.execute(
        "SELECT party, version, uid, kind, thing, act, version, sha256, county, party, name, role, said_on"
        f" FROM {Table.CONSENT} WHERE act IN (?, ?)",
        acts,
    ):
        found[("consent", *map(str, told))] = (str(party or ""), int(number))
    return found


# --- comments -------------------------------------------------------------------------------------------------


def comments(db: apsw.Connection) -> list[Comment]:
    """Return all comments and replies, oldest first."""
    return [
        Comment(
            uid=row["uid"],
            text=row["text"] or "",
            author=row["author"] or "",
            county=row["county"] or "",
            created_at=row["created_at"] or "",
            changed_at=row["changed_at"] or "",
            geometry=row["geometry"],
            thread=row["thread"] or "",
            target_kind=TargetKind(row["target_kind"]),
            target=row["target"] or "",
            target_title=row["target_title"] or "",
            state=CommentState(row["state"]),
        )
        for row in read_rows(db, Table.COMMENT, "ORDER BY created_at, uid")
    ]


def put_comment(db: apsw.Connection, one: Comment) -> None:
    """Write a comment or a reply."""
    values: dict[str, Any] = {
        "text": one.text,
        "author": one.author,
        "county": one.county,
        "created_at": one.created_at,
        "changed_at": one.changed_at,
        "thread": one.thread,
        "target_kind": one.target_kind.value,
        "target": one.target,
        "target_title": one.target_title,
        "state": one.state.value,
        "geometry": one.geometry,
    }
    put_row(db, Table.COMMENT, one.uid, values)


# --- what a thing says now ---------------------------------------------------------------------------------------


def content_now(
    db: apsw.Connection, kind: ThingKind, uid: str, annex: Sequence[str] = (), clauses: Sequence[str] = ()
) -> Content | None:
    """Return what a thing says now; None when it is gone.  Areas of the annex that are gone are left out."""
    found = read_rows(db, TABLE_OF[kind], "WHERE uid = ?", (uid,))
    return _content(db, kind, found[0], annex, clauses) if found else None


def contents_now(
    db: apsw.Connection, kind: ThingKind, last: Mapping[tuple[str, str], Version]
) -> dict[tuple[str, str], Content]:
    """Return what every thing of a kind says now, with the annex and the text of its last version."""
    found = {}
    for row in read_rows(db, TABLE_OF[kind]):
        key = (kind.value, str(row["uid"]))
        version = last.get(key)
        annex, clauses = (version.annex, version.clauses) if version else ((), ())
        found[key] = _content(db, kind, row, annex, clauses)
    return found


def _content(
    db: apsw.Connection, kind: ThingKind, row: Mapping[str, Any], annex: Sequence[str], clauses: Sequence[str]
) -> Content:
    attributes = said(row, kind, list(SPECS[TABLE_OF[kind]].columns))
    uid = str(row["uid"])
    if kind is ThingKind.PATROL_AREA:
        return Content(kind, uid, attributes, geometry=row["geometry"])
    return Content(
        kind, uid, attributes, areas=_annex(db, annex), duties=_duties(db, row["zones"]), clauses=tuple(clauses)
    )


def _annex(db: apsw.Connection, uids: Sequence[str]) -> tuple[Part, ...]:
    columns = list(SPECS[Table.PATROL_AREA].columns)
    parts = []
    for uid in sorted(set(uids)):
        for row in read_rows(db, Table.PATROL_AREA, "WHERE uid = ?", (uid,)):
            parts.append(Part(uid, said(row, ThingKind.PATROL_AREA, columns), row["geometry"]))
    return tuple(parts)


def _duties(db: apsw.Connection, zones: Any) -> tuple[Mapping[str, Any], ...]:
    """Return the responsibilities of the zones that an agreement names."""
    columns = list(SPECS[Table.DUTY].columns)
    rows: list[dict[str, Any]] = []
    for zone in sorted({str(uid) for uid in zones or ()}):
        for row in read_rows(db, Table.DUTY, "WHERE zone = ? ORDER BY uid", (zone,)):
            rows.append({"uid": row["uid"], **said(row, "duty", columns)})
    return tuple(sorted(rows, key=lambda one: str(one["uid"])))
