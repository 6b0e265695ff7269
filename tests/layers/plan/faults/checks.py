"""What must hold of a plan, its copies and exports after whatever happened to the program that wrote them."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import apsw

from layers.plan import PlanStore, files
from layers.plan.verify import verify
from tests.layers.plan.faults.session import digest

_SIDES = ("-wal", "-shm", "-journal", ".lock")


def faults_of_plan(path: Path, expected: set[str | None]) -> tuple[list[str], str]:
    """Return what is wrong with a plan that should say one of some digests, and the digest that was found."""
    files.check(path)
    with files.reading(path) as db:
        verdict = [row[0] for row in db.execute("PRAGMA integrity_check")]
    faults = [] if verdict == ["ok"] else [f"integrity_check: {verdict[:3]}"]
    verification = verify(path)
    if not verification.is_sound:
        faults.append(f"verify: {[(one.code, one.facts) for one in verification.findings][:3]}")
    with PlanStore.open(path) as store:
        found = digest(store)
        if found not in expected:
            names = "neither what was confirmed last nor what the gesture in hand makes of it"
            faults.append(f"the plan says {names}")
        faults += _faults_of_history(store, found)
    left = [suffix for suffix in _SIDES if path.with_name(path.name + suffix).exists()]
    if left:
        faults.append(f"beside the closed plan lie {left}")
    return faults, found


def _faults_of_history(store: PlanStore, before: str) -> list[str]:
    """Undo to the beginning, redo to the end, and come back to where it was."""
    undone = sum(record.undone for record in store.history())
    while store.undo():
        pass
    faults = []
    if store.layers() or len(store.patrol_areas()) or store.result_facts() or store.looks():
        faults.append("undone to the beginning, the plan is not empty")
    while store.redo():
        pass
    for _ in range(undone):
        store.undo()
    if digest(store) != before:
        faults.append("undone to the beginning and redone, the plan says something else")
    return faults


def faults_of_exports(folder: Path) -> Iterator[str]:
    """Yield the files under a final name that are not whole."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue  # the passing name of a file that was being written
        try:
            _read_whole(path)
        except (ValueError, KeyError, AssertionError, apsw.Error, ET.ParseError, zipfile.BadZipFile, EOFError) as error:
            yield f"{path.name} is not whole: {type(error).__name__}: {error}"


def _read_whole(path: Path) -> None:
    match path.suffix:
        case ".docx" | ".zip" | ".xlsx" | ".kmz":
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None and archive.namelist()
        case ".gpkg":
            db = apsw.Connection(
                f"file:{path}?mode=ro&immutable=1", flags=apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READONLY
            )
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert db.execute("SELECT count(*) FROM readme").fetchone()
            db.close()
        case ".geojson":
            assert json.loads(path.read_text(encoding="utf-8"))["features"]
        case ".kml" | ".gpx":
            ET.parse(path)
        case ".csv":
            text = path.read_text(encoding="utf-8-sig")
            assert text.endswith("\n") and len({len(row) for row in csv.reader(text.splitlines()) if row}) >= 1
        case ".txt":
            assert path.read_text(encoding="gbk").rstrip().splitlines()[-1].startswith("J")
        case ".dxf":
            assert path.read_text(encoding="utf-8").rstrip().endswith("EOF")
        case ".html":
            assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")
        case other:
            raise ValueError(f"no check for {other}")
