"""Damaged plans, and what must still be found in them: counted with SQLite's own page statistics, not by our reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import apsw

PAGE = 4096


@dataclass(frozen=True)
class PageMap:
    """Which pages each row of each table needs: its leaf and its overflow pages."""

    pages: int
    rows: dict[str, dict[str, frozenset[int]]]  # table → key → pages
    leaves: dict[str, list[int]]
    interiors: dict[str, list[int]]
    contents: dict[str, dict[str, tuple]]  # table → key → the row

    def survivors(self, table: str, damaged: Iterable[int]) -> set[str]:
        bad = set(damaged)
        return {key for key, needed in self.rows[table].items() if not needed & bad}


def map_pages(plan: Path) -> PageMap:
    db = apsw.Connection(str(plan), flags=apsw.SQLITE_OPEN_READONLY)
    named = [str(name) for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    tables = [name for name in named if name.startswith(("lf_", "layer_"))]
    rows, leaves, interiors, contents = {}, {}, {}, {}
    for table in tables:
        found = db.execute("SELECT path, pageno, pagetype, ncell FROM dbstat WHERE name = ?", (table,)).fetchall()
        chains = defaultdict(set)
        for path, page, kind, _cells in found:
            if kind == "overflow":
                chains[path.split("+")[0]].add(page)
        ordered = sorted((path, page, cells) for path, page, kind, cells in found if kind == "leaf")
        keys = [(str(row[1]), tuple(row)) for row in db.execute(f'SELECT * FROM "{table}" ORDER BY rowid')]
        needed, at = {}, 0
        for path, page, cells in ordered:
            for cell in range(cells):
                needed[keys[at][0]] = frozenset({page} | chains[f"{path}{cell:03x}"])
                at += 1
        assert at == len(keys)
        rows[table], contents[table] = needed, dict(keys)
        leaves[table] = [page for _, page, _ in ordered]
        interiors[table] = [page for _, page, kind, _ in found if kind == "internal"]
    db.close()
    return PageMap(plan.stat().st_size // PAGE, rows, leaves, interiors, contents)


def damaged_copy(plan: Path, target: Path, pages: Iterable[int], filling: bytes | None = None) -> Path:
    """Copy a plan with some pages overwritten; by zeros unless something else is given."""
    raw = bytearray(plan.read_bytes())
    for page in pages:
        raw[(page - 1) * PAGE : page * PAGE] = filling or bytes(PAGE)
    target.write_bytes(raw)
    return target


def found_rows(plan: Path, table: str) -> dict[str, tuple]:
    db = apsw.Connection(str(plan), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone():
            return {}
        return {str(row[1]): tuple(row) for row in db.execute(f'SELECT * FROM "{table}"')}
    finally:
        db.close()
