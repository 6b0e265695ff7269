"""Rows of minutes and their pictures."""

from __future__ import annotations

import base64
import math
from typing import Any

import apsw

from layers.minutes.model import About, AboutKind, Minute, MinuteKind, Picture
from layers.plan.schema import Table
from layers.plan.version_rows import put_row, read_rows


def minutes(db: apsw.Connection) -> list[Minute]:
    """Return the entries of all meetings by time, those of one moment as they were written.

    One of a kind that a later program knows is left out.
    """
    return [
        Minute(
            uid=row["uid"],
            meeting=row["meeting"] or "",
            kind=MinuteKind(row["kind"]),
            at=row["at"] or "",
            changed_at=row["changed_at"] or "",
            text=row["text"] or "",
            county=row["county"] or "",
            speaker=row["speaker"] or "",
            about=_about(row),
            owner=row["owner"] or "",
            due=row["due"] or "",
            facts=row["facts"] if isinstance(row["facts"], dict) else {},
            geometry=row["geometry"],
        )
        for row in read_rows(db, Table.MINUTE, "ORDER BY at, fid")
        if row["kind"] in set(MinuteKind)
    ]


def _about(row: dict[str, Any]) -> About:
    kind, key, title = row["about_kind"] or "", row["about"] or "", row["about_title"] or ""
    return About(AboutKind(kind), key, title) if kind in set(AboutKind) else About(title=title)


def put_minute(db: apsw.Connection, one: Minute) -> None:
    """Write an entry; that of the same uid is changed in its place."""
    values: dict[str, Any] = {
        "meeting": one.meeting,
        "kind": one.kind.value,
        "at": one.at,
        "changed_at": one.changed_at,
        "text": one.text,
        "county": one.county,
        "speaker": one.speaker,
        "about_kind": one.about.kind.value,
        "about": one.about.key,
        "about_title": one.about.title,
        "owner": one.owner,
        "due": one.due,
        "facts": dict(one.facts),
        "geometry": one.geometry,
    }
    put_row(db, Table.MINUTE, one.uid, values)


def put_picture(db: apsw.Connection, uid: str, picture: Picture) -> None:
    """Write the picture of an entry."""
    metres = picture.metres_per_px
    values: dict[str, Any] = {
        "png": base64.b64encode(picture.png).decode("ascii"),
        "width_px": picture.width_px,
        "height_px": picture.height_px,
        "metres_per_px": None if math.isnan(metres) else metres,
    }
    put_row(db, Table.MINUTE_PICTURE, uid, values)


def pictured(db: apsw.Connection) -> frozenset[str]:
    """Return the uids of the entries that have a picture."""
    return frozenset(str(uid) for (uid,) in db.execute(f"SELECT uid FROM {Table.MINUTE_PICTURE}"))


def picture(db: apsw.Connection, uid: str) -> Picture | None:
    """Return the picture of an entry; None when there is none, or when it cannot be read."""
    for row in read_rows(db, Table.MINUTE_PICTURE, "WHERE uid = ?", (uid,)):
        try:
            png = base64.b64decode(str(row["png"]), validate=True)
        except ValueError:
            return None
        metres = row["metres_per_px"]
        if png.startswith(b"\x89PNG"):
            wide, high = int(row["width_px"] or 0), int(row["height_px"] or 0)
            return Picture(png, wide, high, math.nan if metres is None else float(metres))
    return None


def prune_pictures(db: apsw.Connection) -> None:
    """Let go of pictures whose entry is gone."""
    db.execute(f"DELETE FROM {Table.MINUTE_PICTURE} WHERE uid NOT IN (SELECT uid FROM {Table.MINUTE})")
