"""``analyse … --landcover FILE[=CLASSES]``: forest from land cover, by our crosswalk or a table of one's own."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from app.headless.console import console_progress, finding_text, warn
from app.qtcore import tr
from layers import forest_cover
from layers.kinds import Role

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.sources import ReadChoice
    from layers.sources.landcover import Crosswalk

#: How a file's classes are named: a code, a table, or "" for what the file tells.
Wish: TypeAlias = "str | Crosswalk"
#: Columns of a table of one's own; ``ks`` may be left out and is that of the fuel then.
COLUMNS = ("value", "name", "forest", "fuel", "ks")


def wishes_of(options: Sequence[str]) -> dict[Path, Wish]:
    """Return file → classification code, the crosswalk of a table, or "" where the file shall tell.

    Raises
    ------
    ValueError
        Worded for the user.
    """
    from layers.sources.landcover import classifications

    found: dict[Path, Wish] = {}
    for option in options:
        name, equals, classes = option.rpartition("=")
        if not equals or Path(option).exists():
            name, classes = option, ""
        if classes and classes not in classifications() and not Path(classes).is_file():
            known = ", ".join(classifications())
            text = tr("{value}: neither a table nor a classification; use one of {known}")
            raise ValueError(text.format(value=classes, known=known))
        found[Path(name)] = read_table(Path(classes)) if classes and classes not in classifications() else classes
    return found


def with_files(layers: Sequence[Path], wishes: Mapping[Path, Wish]) -> list[Path]:
    """Return the files to read, those of land cover included."""
    return [*layers, *(path for path in wishes if path not in layers)]


def with_role(choices: dict[Path, ReadChoice], wishes: Mapping[Path, Wish]) -> dict[Path, ReadChoice]:
    """Return what is said about files, those of land cover in that role."""
    return {
        path: replace(choice, role=Role.LAND_COVER) if path in wishes else choice for path, choice in choices.items()
    }


def not_there(store: PlanStore, files: Sequence[Path], wishes: Mapping[Path, Wish]) -> list[Path]:
    """Return the files to add: land cover that the plan has already is used again."""
    there = {record.source.path for record in store.layers() if record.is_land_cover}
    return [path for path in files if path not in wishes or str(path.absolute()) not in there]


def make_forest(store: PlanStore, wishes: Mapping[Path, Wish], *, chinese: bool) -> None:
    """Make a forest layer from each land cover, one gesture each, and say what it is."""
    for path, classes in wishes.items():
        record = next(one for one in store.layers() if one.is_land_cover and one.source.path == str(path.absolute()))
        look = forest_cover.look(store, record.uid, progress=console_progress(tr("Counting classes")))
        crosswalk = _crosswalk(look, classes, chinese)
        title = f"{record.title} 森林" if chinese else f"{record.title} forest"
        made = forest_cover.make(
            store, record.uid, crosswalk, title=title, progress=console_progress(tr("Making forest"))
        )
        placed = forest_cover.put(store, record.uid, made)
        text = tr("{title}: {count} patches of forest")
        warn(text.format(title=placed.title, count=placed.feature_count))
        for note in placed.source.notes:
            warn("    " + finding_text(str(note["code"]), note))


def _crosswalk(look: forest_cover.LandLook, wish: Wish, chinese: bool) -> Crosswalk:
    if isinstance(wish, str):
        return look.crosswalk(wish or look.require_code(), chinese=chinese)
    return wish


def read_table(path: Path) -> Crosswalk:
    """Return the crosswalk of a CSV table with the columns :data:`COLUMNS`; ``forest`` is 1 or 0.

    Raises
    ------
    ValueError
        It is not such a table; worded for the user.
    """
    from layers.sources.landcover import FUELS, OWN_CLASSES, Crosswalk, CrosswalkRow

    rows = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                fuel = FUELS[(row.get("fuel") or "none").strip()]
                ks = float(row["ks"]) if (row.get("ks") or "").strip() else fuel.ks
                forest = row["forest"].strip().lower() in ("1", "yes", "true", "是")
                rows.append(CrosswalkRow(row["value"].strip(), (row.get("name") or "").strip(), forest, fuel.code, ks))
    except (KeyError, ValueError, AttributeError, TypeError, csv.Error) as error:
        text = tr("{path}, row {row}: a table needs the columns {columns}, and a fuel of {fuels}")
        facts = {"path": path, "row": len(rows) + 2, "columns": ", ".join(COLUMNS), "fuels": ", ".join(FUELS)}
        raise ValueError(text.format(**facts)) from error
    return Crosswalk(OWN_CLASSES, tuple(rows))
