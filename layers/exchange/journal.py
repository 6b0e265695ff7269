"""Who handed what to whom: a list that lies in the plan and travels with it.

What was given is kept beside the view (``lf_view``, row ``handovers``) and not in the history: handing a plan over is
no change of what it says, and cannot be undone.  What was taken in is a row of ``lf_taken``, which comes and goes with
its gesture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import apsw

from layers.plan import canonical
from layers.plan.frames import to_json
from layers.plan.schema import Table

_ROW = "handovers"
#: More are not kept: the oldest go.
_MOST = 500
GIVEN, TAKEN = "given", "taken"


@dataclass(frozen=True)
class Handover:
    """One hand-over, or one take-in.

    Attributes
    ----------
    uid : str
    at : UTC, ISO 8601
    what : ``given`` or ``taken``
    person, county, county_name : who did it, for whom; the county by its GB/T 2260 code
    to : for whom it is meant, in words; "" for anybody
    note : remark; of a take-in the person who gave it
    state : uid of the last change of the plan that was handed over
    content_hash : what that plan said
    plan_uid, title, program : str
    """

    uid: str
    at: str
    what: str = GIVEN
    person: str = ""
    county: str = ""
    county_name: str = ""
    to: str = ""
    note: str = ""
    state: str = ""
    content_hash: str = ""
    plan_uid: str = ""
    title: str = ""
    program: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return plain data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Handover:
        """Build one from plain data; what is no text is left out."""
        names = {one.name for one in fields(cls)}
        known = {name: text for name, text in value.items() if name in names and isinstance(text, str)}
        return cls(**{"uid": "", "at": "", **known})


def read_all(db: apsw.Connection) -> tuple[Handover, ...]:
    """Return what was handed over and what was taken in, oldest first."""
    rows = db.execute(
        "SELECT uid, at, person, county, county_name, given_by, state, content_hash, title"
        f" FROM {Table.TAKEN} ORDER BY fid"
    )
    taken = [
        Handover(uid, at, TAKEN, person, county, county_name, "", given_by, state, said, "", title)
        for uid, at, person, county, county_name, given_by, state, said, title in (
            [str(value or "") for value in row] for row in rows
        )
    ]
    return tuple(sorted([*read(db), *taken], key=lambda one: one.at))


def read(db: apsw.Connection) -> tuple[Handover, ...]:
    """Return what was given away, oldest first; () where the list cannot be read."""
    row: Any = db.execute(f"SELECT state FROM {Table.VIEW} WHERE uid = ?", (_ROW,)).fetchone()
    try:
        value = canonical.read_json(row[0]).get("list", []) if row else []
    except (ValueError, AttributeError, TypeError):
        return ()
    return tuple(Handover.from_dict(one) for one in value if isinstance(one, dict))


def write(db: apsw.Connection, every: Iterable[Handover]) -> None:
    """Replace the list; each hand-over is in it once."""
    kept = list({one.uid: one for one in sorted(every, key=lambda one: one.at)}.values())[-_MOST:]
    db.execute(
        f"INSERT INTO {Table.VIEW} (uid, state) VALUES (?, ?) ON CONFLICT (uid) DO UPDATE SET state = excluded.state",
        (_ROW, to_json({"list": [one.as_dict() for one in kept]})),
    )


def hashes_of(every: Iterable[Handover]) -> dict[str, str]:
    """Return state → the content hash it was handed over with."""
    return {one.state: one.content_hash for one in every if one.state and one.content_hash}
