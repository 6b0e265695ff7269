"""A damaged plan saved into a new one, with a list of what was saved and what was not.

The damaged file is only read.  Where SQLite finds its structure sound, rows are read in the ordinary way;
else page by page (``salvage_pages``, ``salvage_rows``).  Every row is judged by its content before it
goes into the new plan (``salvage_check``).  ``docs/plan-format.md`` says what is kept and when.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from layers.errors import NotAPlan, PlanDamaged
from layers.plan import failures, files, placing, spatial_index
from layers.plan.salvage_build import Built, build, program_forms
from layers.plan.salvage_check import CONTENTS_FORM, GEOMETRY_COLUMNS_FORM
from layers.plan.salvage_image import Image, images
from layers.plan.salvage_pages import Pages
from layers.plan.salvage_report import LayerReport, RowCount, SalvageReport, TableReport
from layers.plan.salvage_rows import Entry, PageSource
from layers.plan.salvage_source import STORED, SqlSource
from layers.plan.schema import Table
from layers.plan.store import PlanStore
from layers.progress import Progress, part, silent

__all__ = ["LayerReport", "RowCount", "SalvageReport", "TableReport", "salvage"]

_MAGIC = b"SQLite format 3\x00"


def salvage(path: str | Path, out: str | Path, *, progress: Progress = silent) -> SalvageReport:
    """Save what can be saved of a damaged plan into a new one.

    Parameters
    ----------
    path : path
        The damaged plan; it and what lies beside it (``-wal``, ``-journal``) are not changed.
    out : path
        The new plan.  It appears complete or not at all.
    progress : Progress
        Steps ``"inspecting"``, ``"reading"``, ``"writing"``; may raise ``Cancelled``.

    Raises
    ------
    FileExistsError
        Something named ``out`` is there; it is left alone.
    NotAPlan
        There is nothing of a plan in it (``facts["reason_code"]``).
    PlanDamaged
        It was a plan, and nothing of it can be saved.
    PlanNotRead
        The file may not be read.
    PlanReadOnly, PlanNotSaved
        The new plan cannot be written.
    """
    path, out = Path(path).absolute(), Path(out).absolute()
    if out.exists():
        raise FileExistsError(errno.EEXIST, "there is a file of that name", str(out))
    _require_file(path)
    scratch = Path(tempfile.mkdtemp(prefix="lianfang-"))
    try:
        progress(0.0, "inspecting")
        return _salvage(path, out, scratch, progress)
    except FileExistsError:
        raise
    except (OSError, apsw.Error) as error:
        if isinstance(error, OSError) and error.filename == str(path):
            raise failures.not_read(path, error) from error
        raise failures.not_saved(out, error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _require_file(path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    if path.is_dir():
        raise NotAPlan(path=str(path), reason="it is a folder", reason_code="special_file")
    if not path.exists():
        code = "only_log" if log.exists() else "missing"
        raise NotAPlan(path=str(path), reason="there is no such file", reason_code=code)
    if not path.is_file():
        raise NotAPlan(path=str(path), reason="it is not a regular file", reason_code="special_file")
    if path.stat().st_size == 0 and not (log.exists() and log.stat().st_size > 32):
        raise NotAPlan(path=str(path), reason="the file is empty", reason_code="empty")


def _salvage(path: Path, out: Path, scratch: Path, progress: Progress) -> SalvageReport:
    readings = images(path, scratch)
    progress(0.05, "inspecting")
    fresh = scratch / "new" / out.name
    fresh.parent.mkdir()
    title = out.name.removesuffix(files.SUFFIX) or out.stem
    writing = part(progress, 0.2, 0.9)
    image, built, how = _by_sql(readings, fresh, title, writing) or _by_pages(
        path, readings, fresh, title, scratch, writing
    )
    _note_reading(image, built)
    progress(0.92, "writing")
    with PlanStore.open(fresh) as store:
        if out.exists():
            raise FileExistsError(errno.EEXIST, "there is a file of that name", str(out))
        store.save_copy(out, home=path)  # where the rasters are looked for, beside the new place
    progress(1.0, "writing")
    return SalvageReport(
        path=path,
        out=out,
        title=built.title,
        how=how,
        tables=tuple(built.tables.values()),
        layers=tuple(built.layers),
        history=built.history,
        changes=built.changes,
        problems=tuple(built.problems),
    )


def _note_reading(image: Image, built: Built) -> None:
    if image.unreadable_bytes:
        built.note("medium", count=image.unreadable_bytes)
    if image.is_log_damaged:
        built.note("log_damaged", used=image.log)


# --- a sound structure --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sound:
    image: Image
    newest_change: int


def _by_sql(readings: list[Image], fresh: Path, title: str, progress: Progress) -> tuple[Image, Built, str] | None:
    """Build the new plan with SQLite where the structure is sound; None where it is not."""
    sound = [one for one in map(_as_sound, readings) if one is not None]
    if not sound:
        return None
    best = max(sound, key=lambda one: one.newest_change)  # the first of equals: the one with more of the log
    db = _open_image(best.image.path)
    try:
        built = build(SqlSource(db), fresh, title, progress)
        foreign = _foreign_objects(db)
    except (UnicodeDecodeError, apsw.Error):  # text that is not UTF-8: the pages know it as bytes
        placing.remove(fresh)
        return None
    finally:
        db.close()
    if foreign:
        built.note("foreign_objects", count=foreign)
    return best.image, built, "sql"


def _as_sound(image: Image) -> _Sound | None:
    try:
        db = _open_image(image.path)
    except apsw.Error:
        return None
    try:
        if [row[0] for row in db.execute("PRAGMA integrity_check(1)")] != ["ok"]:
            return None
        tables = {name for (name,) in db.execute(STORED)}
        if not {str(Table.PLAN), str(Table.CHANGE)} <= tables:
            return None
        row: Any = db.execute(f"SELECT max(fid) FROM {Table.CHANGE}").fetchone()
        return _Sound(image, row[0] if isinstance(row[0], int) else 0)
    except (apsw.Error, UnicodeDecodeError):
        return None
    finally:
        db.close()


def _open_image(path: Path) -> apsw.Connection:
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def _foreign_objects(db: apsw.Connection) -> int:
    rows = db.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    known = {one.name for one in spatial_index.standard_objects(db)}
    return sum(str(name) not in known for (name,) in rows)


# --- page by page -----------------------------------------------------------------------------------------------


def _by_pages(
    path: Path, readings: list[Image], fresh: Path, title: str, scratch: Path, progress: Progress
) -> tuple[Image, Built, str]:
    usual = _usual_entries(scratch)
    ranked: list[tuple[int, int, Image]] = []
    for number, image in enumerate(readings):
        pages = Pages(image.path, image.layout)
        try:
            source = _page_source(pages, usual)
            ranked.append((source.damaged_pages, number, image))
        finally:
            pages.close()
    image = min(ranked, key=lambda one: one[:2])[2]
    pages = Pages(image.path, image.layout)
    try:
        source = _page_source(pages, usual)
        placing.remove(fresh)
        built = build(source, fresh, title, progress)
        _require_something(path, built, pages)
        for problem in _page_problems(source, pages):
            built.note(**problem)
    finally:
        pages.close()
    return image, built, "pages"


def _page_source(pages: Pages, usual: Mapping[str, Entry]) -> PageSource:
    source = PageSource(pages, usual)
    source.expect([*program_forms(), CONTENTS_FORM, GEOMETRY_COLUMNS_FORM])
    return source


def _page_problems(source: PageSource, pages: Pages) -> list[dict[str, Any]]:
    problems: list[dict[str, Any]] = []
    if pages.content(1)[:16] != _MAGIC:
        problems.append({"code": "header"})
    if source.damaged_pages:
        problems.append({"code": "pages", "count": source.damaged_pages})
    if not source.schema_is_whole:
        problems.append({"code": "table_list"})
    if not source.free_is_whole:
        problems.append({"code": "freelist"})
    return problems


def _require_something(path: Path, built: Built, pages: Pages) -> None:
    tables = {name: report for name, report in built.tables.items() if name is not Table.VIEW}
    rows = sum(report.rows.saved + report.rows.doubtful for report in tables.values())
    if rows or any(layer.state != "lost" for layer in built.layers):
        return
    looks_like_one = pages.content(1)[:16] == _MAGIC and b"lf_" in pages.content(1)
    if not looks_like_one and pages.content(1)[:16] != _MAGIC:
        raise NotAPlan(path=str(path), reason="the content is not a GeoPackage", reason_code="not_sqlite")
    if not looks_like_one:
        raise NotAPlan(path=str(path), reason="a database without the tables of a plan", reason_code="no_plan_table")
    raise PlanDamaged(path=str(path), reason="nothing in it can be saved", reason_code="nothing_saved")


def _usual_entries(scratch: Path) -> dict[str, Entry]:
    """Return where a new plan has its tables and their indexes."""
    usual = scratch / f"usual{files.SUFFIX}"
    if not usual.exists():
        files.build(usual, lambda _db: None)
    with files.reading(usual) as db:
        rows: Any = db.execute("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE rootpage > 0")
        return {str(row[1]): Entry(row[0], row[1], row[2], row[3], row[4] or "") for row in rows}
