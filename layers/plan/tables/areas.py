"""Joint-patrol areas, what counties propose for them, and the blocks they are built of."""

from __future__ import annotations

from layers.plan.tables.spec import INTEGER, JSON, REAL, TEXT, Table, TableSpec

SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        Table.PATROL_AREA,
        "联防区",
        {"number": INTEGER, "name": TEXT, "note": TEXT},
        geometry="GEOMETRY",
    ),
    TableSpec(
        Table.BLOCK,
        "联防单元",
        {
            "number": INTEGER,
            "counties": JSON,
            "areas_ha": JSON,
            "area_ha": REAL,
            "people": REAL,
            "people_unknown_places": INTEGER,
            "villages": INTEGER,
            "assets": INTEGER,
            "forest_ha": REAL,
            "distance_m": REAL,
            "border": TEXT,
        },
        geometry="GEOMETRY",
        since=4,
    ),
    TableSpec(Table.BLOCK_RUN, "联防单元生成记录", {"facts": JSON, "stamp": TEXT}, since=4),
    TableSpec(
        Table.ALTERNATIVE,
        "联防区比选方案",
        {
            "area": TEXT,  # uid of the patrol area it is of
            "label": TEXT,  # A, B, C …
            "county": TEXT,  # code of the county that proposes it, "joint", or ""
            "origin": TEXT,
            "note": TEXT,
            "chosen_at": TEXT,  # when it was put into the area; "" never
            "created_at": TEXT,
            "changed_at": TEXT,
        },
        geometry="GEOMETRY",
        since=7,
    ),
)
