"""Meetings held on the wall: marks, alternatives, minutes.

Who met, when and what was decided is the register's (``lf_meeting``); here is what was said, by the minute.
"""

from __future__ import annotations

from layers.plan.tables.spec import INTEGER, JSON, REAL, TEXT, Table, TableSpec

SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        Table.MINUTE,
        "会议记录",
        {
            "meeting": TEXT,  # uid in lf_meeting
            "kind": TEXT,
            "at": TEXT,
            "changed_at": TEXT,
            "text": TEXT,
            "county": TEXT,
            "speaker": TEXT,
            "about_kind": TEXT,
            "about": TEXT,
            "about_title": TEXT,
            "owner": TEXT,
            "due": TEXT,
            "facts": JSON,
        },
        geometry="GEOMETRY",
        since=7,
    ),
    TableSpec(
        Table.MINUTE_PICTURE,
        "会议记录附图",
        {
            "png": TEXT,  # Base64; the uid is that of the entry it belongs to
            "width_px": INTEGER,
            "height_px": INTEGER,
            "metres_per_px": REAL,
        },
        since=7,
    ),
)
