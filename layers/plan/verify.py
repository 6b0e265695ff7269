"""A thorough check of a plan, which never writes to it or beside it.

The file is checked where it lies, for reading only; everything else on a scratch copy: rows and shapes alone
(``verify_rows``), what must fit together (``verify_links``), and the way back of every change, which is walked
to the beginning and forth again (``verify_history``).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from layers.errors import NotAPlan, PlanDamaged, PlanNotSaved
from layers.plan import content_hash, files, spatial_index, upgrade, verify_history, verify_links, verify_rows
from layers.plan.schema import FORMAT_VERSION, Table
from layers.plan.verify_model import Findings, PlanFinding, Severity, Verification
from layers.progress import Progress, part, silent

__all__ = ["PlanFinding", "Severity", "Verification", "verify"]

#: Most lines of SQLite's own check that are reported.
_MOST_FAULTS = 20
_PAGES_A_STEP = 4096

_COUNTED = {
    "layers": Table.LAYER,
    "zones": Table.ZONE,
    "patrol_areas": Table.PATROL_AREA,
    "agreements": Table.AGREEMENT,
    "contacts": Table.CONTACT,
    "changes": Table.CHANGE,
}


def verify(path: str | Path, *, progress: Progress = silent) -> Verification:
    """Check a plan thoroughly.

    Parameters
    ----------
    path : str or Path
        The plan; it may be open in a program, write-protected, of an older format, or damaged.
    progress : Progress
        Steps ``"file"``, ``"rows"``, ``"features"``, ``"history"``, ``"rasters"``; may raise ``Cancelled``.

    Raises
    ------
    NotAPlan, PlanFromFuture
        There is nothing to check.
    PlanNotSaved
        There is no room for the scratch copy.
    """
    path = Path(path).absolute()
    findings = Findings()
    progress(0.0, "file")
    version = _check_file(path, findings)
    try:
        with _scratch(path, findings, part(progress, 0.0, 0.2)) as db:
            if computed := [one for one in files.foreign_objects(db) if not one.startswith("trigger ")]:
                # What is worked out when it is read may take for ever.
                if not findings.has("foreign_objects"):
                    findings("foreign_objects", objects=computed)
                return Verification(path, version, "", tuple(findings.found), {})
            return _check_contents(path, version, db, findings, part(progress, 0.2, 1.0))
    except (apsw.Error, ValueError) as error:
        if not findings.has("file_damaged", "integrity"):
            findings("file_damaged", reason=str(error), reason_code="sqlite")
    return Verification(path, version, "", tuple(findings.found), {})


def _check_file(path: Path, findings: Findings) -> int:
    """Check what :func:`layers.plan.files.check` checks; return the format, 0 when it cannot be told."""
    try:
        version = files.check(path)
    except PlanDamaged as error:
        facts = error.facts
        findings("file_damaged", reason=facts["reason"], reason_code=facts["reason_code"])
        return 0
    except NotAPlan as error:
        if error.facts["reason_code"] != "foreign_objects":
            raise
        findings("foreign_objects", objects=error.facts["objects"])
        return 0
    if _ends_within_a_page(path):
        findings("file_damaged", reason="the file ends within a page", reason_code="truncated")
    if version != FORMAT_VERSION:
        code = "older_format" if version < FORMAT_VERSION else "newer_format"
        findings(code, found=version, known=FORMAT_VERSION)
    return version


def _ends_within_a_page(path: Path) -> bool:
    """Return whether the file was cut; SQLite itself goes on where the cut page was free."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:  # a page half written is in the log, whole
        return False
    with path.open("rb") as file:
        head = file.read(18)
    size = int.from_bytes(head[16:18], "big")
    return path.stat().st_size % (65536 if size == 1 else size) != 0


@contextmanager
def _scratch(path: Path, findings: Findings, progress: Progress) -> Iterator[apsw.Connection]:
    """Yield a private copy of the plan's present state; a large one spills to a temporary file that has no name."""
    source, folder = files.open_reading(path)
    try:
        for line in source.execute(f"PRAGMA integrity_check({_MOST_FAULTS})").fetchall():
            if line[0] != "ok" and not findings.has("file_damaged"):
                findings("integrity", reason=str(line[0])[:300])
        progress(0.5, "file")
        copy = apsw.Connection("")
        try:
            _copy(source, copy, path, part(progress, 0.5, 1.0))
            yield copy
        finally:
            copy.close()
    finally:
        source.close()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _copy(source: apsw.Connection, copy: apsw.Connection, path: Path, progress: Progress) -> None:
    copy.execute("PRAGMA cache_size = -65536")
    try:
        with copy.backup("main", source, "main") as backup:
            while not backup.done:
                backup.step(_PAGES_A_STEP)
                progress(1.0 - backup.remaining / max(1, backup.page_count), "file")
    except (apsw.FullError, apsw.IOError) as error:
        raise PlanNotSaved(path=str(path), reason=f"no room for a scratch copy: {error}") from error
    copy.execute("PRAGMA trusted_schema = OFF")
    copy.execute("PRAGMA journal_mode = MEMORY").fetchall()
    copy.execute("PRAGMA synchronous = OFF")


def _check_contents(
    path: Path, version: int, db: apsw.Connection, findings: Findings, progress: Progress
) -> Verification:
    runs_foreign_code = findings.has("foreign_objects")
    if not runs_foreign_code:
        spatial_index.drop(db)
    if 0 < version < FORMAT_VERSION:
        upgrade.to_current(db)
    progress(0.0, "rows")
    verify_rows.check_tables(db, findings)
    progress(0.3, "rows")
    verify_links.check_zones(db, findings)
    verify_links.check_signed(db, findings)
    layers = verify_links.read_layers(db, findings)
    known: content_hash.FeatureHashes = {}
    verify_links.check_layers(db, layers, known, findings, part(progress, 0.3, 0.6))
    verify_links.check_registration(db, layers, findings)
    digest = _hash(db, known, findings)

    walkable = verify_history.check_records(db, findings)
    steps = 0
    if digest and walkable and not runs_foreign_code:
        steps = verify_history.walk(db, digest, known, findings, part(progress, 0.6, 0.9))
    else:
        findings("history_not_walked")
    verify_links.check_rasters(db, layers, path, findings, part(progress, 0.9, 1.0))
    progress(1.0, "rasters")
    counts = {name: _count(db, table) for name, table in _COUNTED.items()}
    counts |= {"features": sum(layer.feature_count for layer in layers), "steps": steps}
    return Verification(path, version, digest, tuple(findings.found), counts)


def _hash(db: apsw.Connection, known: content_hash.FeatureHashes, findings: Findings) -> str:
    try:
        return content_hash.hash_rows(db, known)
    except (apsw.Error, ValueError) as error:
        if not findings.has("rows_unreadable", "layer_without_table", "column_missing"):
            findings("file_damaged", reason=str(error), reason_code="sqlite")
        return ""


def _count(db: apsw.Connection, table: Table) -> int:
    rows: Any = db.execute(f"SELECT count(*) FROM {table}").fetchall()
    count: int = rows[0][0]
    return count
