"""Everything that is read and was not written by the program a moment ago: one row a reader.

``tests/hostile/test_targets.py`` makes sure that no reader is missing here.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from layers.errors import LianfangError
from tests.hostile import seeds, working
from tests.hostile.seeds import Seed


@dataclass(frozen=True)
class Target:
    """One reader.

    Attributes
    ----------
    read : what is done with a file; anything but a sentence is a failure
    seeds : sound files
    modules : those of the program that take its bytes apart
    operations : what the reader's process is asked for, by name
    says : what its callers turn into a sentence beside ``LianfangError``
    """

    read: Callable[[Path], Any]
    seeds: Callable[[], Sequence[Seed]]
    modules: tuple[str, ...]
    operations: tuple[str, ...] = ()
    says: tuple[type[Exception], ...] = ()

    @property
    def refusals(self) -> tuple[type[Exception], ...]:
        """What is no failure."""
        return (LianfangError, *self.says)


_SOURCES = (
    *("archive", "arrow", "beside", "container", "curves", "dxf", "encoding", "geojson", "geoparquet", "mapinfo"),
    *("owner_copy", "parcels", "photos", "prj", "rasters", "sniff", "tables", "vector", "checksums", "land_raster"),
    "sqlite_views",
)
_PLAN = (
    *("plan/canonical", "plan/content_hash", "plan/contents", "plan/files", "plan/frames", "plan/history"),
    *("plan/json_text", "plan/long_path", "plan/past_states", "plan/records", "plan/version_rows", "exercise/rows"),
    *("plan/editing", "plan/raster_places"),
)
_SALVAGE = ("", "_build", "_check", "_image", "_layers", "_pages", "_source")
_RASTERS = (
    *(
        "layers/sources/raster_values.py",
        "layers/raster_look.py",
        "layers/sources/raster_blocks.py",
        "layers/exposure/rasters.py",
        "app/canvas/rasters.py",
    ),
    *(
        "layers/hazards/map_rasters.py",
        "layers/rivers/heights.py",
        "layers/patrol/ridges.py",
        "layers/plan/package_rasters.py",
    ),
    *("layers/spread/assembling.py", "layers/spread/directions.py", "layers/exercise/reading.py"),
)


def _layers(*names: str) -> tuple[str, ...]:
    return tuple(f"layers/{name}.py" for name in names)


@cache
def targets() -> dict[str, Target]:
    """The readers by name."""
    office = "layers/sources/office.py"
    return {
        "maps": Target(
            working.maps,
            seeds.maps,
            tuple(f"layers/sources/{name}.py" for name in _SOURCES),
            ("inspect", "read"),
            says=(OSError,),
        ),
        "areas": Target(working.areas, seeds.maps, ("app/control/work.py",), ("read_patrol_areas",), says=(OSError,)),
        "previews": Target(working.previews, seeds.maps, (), ("preview_tables",), says=(OSError,)),
        "pictures": Target(working.picture, seeds.pictures, ("layers/sources/pictures.py",), ("look_at_picture",)),
        "scans": Target(working.scan, seeds.scans, ("layers/sources/pdf_pages.py",), ("look_at_pdf", "draw_pdf_page")),
        "tiles": Target(working.tiles, seeds.tiles, ("layers/sources/tiles.py", "app/canvas/tiled.py")),
        "rasters": Target(working.raster, lambda: ((".tif", seeds.terrain()),), _RASTERS, says=(OSError,)),
        "plain": Target(
            working.plain,
            lambda: (*seeds.inventories(), *seeds.grades(), *seeds.receptors()),
            ("layers/sources/plain_table.py", office),
            ("read_plain_table",),
        ),
        "grades": Target(working.grades, seeds.grades, ("app/control/hazard_lists.py",)),
        "receptors": Target(working.receptors, seeds.receptors, ("app/control/receptors.py",)),
        "actions": Target(
            working.actions,
            seeds.actions,
            ("layers/hazards/protective_actions.py", "app/control/release.py"),
            says=(ValueError, OSError),
        ),
        "classes": Target(
            working.classes,
            lambda: ((".csv", b"value,name,forest,fuel,ks\n1,a,0,none,\n"),),
            ("app/headless/landcover.py",),
            says=(ValueError, OSError),
        ),
        "inventory": Target(
            working.inventory, seeds.inventories, (office, "app/control/inventory.py"), ("office_sheets",)
        ),
        "register": Target(working.register, seeds.registers, (office, "app/control/register.py")),
        "papers": Target(
            working.paper,
            seeds.papers,
            ("layers/versions/paper_file.py", "app/dialogs/paper_check.py"),
            ("paper_text",),
        ),
        "clauses": Target(
            working.clauses,
            seeds.papers,
            ("layers/versions/paper_file.py", "app/dialogs/version_text.py"),
            ("paper_paragraphs",),
        ),
        "templates": Target(
            working.template,
            seeds.template,
            _layers("documents/library", "documents/template", "documents/reading", "documents/office"),
            ("fill_template",),
        ),
        "plan": Target(working.plan, seeds.plans, (*_layers(*_PLAN, "plan/salvage_source"), "app/control/plans.py")),
        "verify": Target(working.verified, seeds.plans, _layers("plan/verify", "plan/verify_links")),
        "salvage": Target(
            working.salvaged, seeds.plans, _layers(*(f"plan/salvage{one}" for one in _SALVAGE)), says=(OSError,)
        ),
        "packages": Target(
            working.package,
            seeds.packages,
            (*_layers("plan/package_reading", "plan/package_manifest"), "app/control/exchange.py"),
        ),
        "rows": Target(working.rows, lambda: seeds.INSTRUCTIONS, _layers("exchange/cells", "exchange/sound")),
        "backups": Target(working.backup, seeds.backups, _layers("plan/backup_list")),
        "locks": Target(working.lock, seeds.locks, _layers("plan/lock")),
        "settings": Target(
            working.settings,
            seeds.preferences,
            ("app/settings.py", "app/meeting/agenda.py", "app/control/landcover.py"),
        ),
        "columns": Target(working.field_memory, seeds.field_memory, ("app/field_memory.py",)),
        "corners": Target(working.corners, seeds.corners, ("app/cards/vertices.py",)),
        "looks": Target(working.look, seeds.styles, ("app/cards/look.py",)),
        "typed": Target(working.typed, seeds.corners, ()),
        "answers": Target(
            working.answer, seeds.answers, _layers("sources/child/values", "sources/child/wire", "sources/child/tables")
        ),
    }


def given(target: Target, folder: Path, ending: str, raw: bytes) -> Path:
    """Write a file that a target shall read."""
    path = folder / f"资料{ending}"
    path.write_bytes(raw)
    return path


def emptied(folder: Path) -> None:
    """Take away whatever is in a folder."""
    for one in folder.iterdir():
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)
        else:
            one.unlink()


def scratch() -> Path:
    """A folder of our own, in memory where the system has such."""
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    return Path(tempfile.mkdtemp(prefix="hostile-", dir=place))
