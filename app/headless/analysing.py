"""``analyse LAYERS… --plan P``: read layers into a plan and derive its zones."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.headless import landcover, national
from app.headless.console import Exit, console_progress, finding_text, role_word, say, start_qt, warn
from app.headless.options import choices_of
from app.qtcore import tr
from layers import workflow
from layers.errors import LianfangError
from layers.kinds import Shape, ZoneClass
from layers.zones.model import shared_zones

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.sources import ReadChoice
    from layers.zones.model import ZoneResult


#: Zones printed on the console; all of them are in the plan and in ``--json``.
MOST_LISTED = 20


def run(arguments: argparse.Namespace) -> int:
    """Add the files to the plan, derive the zones and list them."""
    from layers.sources import child

    wrong = national.refuse_usage(arguments)
    if wrong:
        warn(wrong)
        return Exit.USAGE
    if arguments.plan is None:
        return national.run_without_plan(arguments)
    if arguments.layers:
        child.shared().warm(keep=False)  # beside Qt and the plan, which take as long
    try:
        covers = landcover.wishes_of(arguments.landcover)
        files = landcover.with_files(arguments.layers, covers)
        given = choices_of(files, arguments.crs, arguments.role, arguments.field, arguments.encoding)
        choices = landcover.with_role(given, covers)
    except ValueError as error:
        warn(str(error))
        return Exit.USAGE
    start_qt(arguments.lang)
    is_new = not arguments.plan.exists()
    with closing(open_or_create(arguments.plan, arguments.date)) as store:
        try:
            add_files(store, landcover.not_there(store, files, covers), choices)
            landcover.make_forest(store, covers, chinese=arguments.lang != "en")
        except LianfangError:
            if is_new:  # a mistyped name must not leave an empty plan behind
                store.close()
                arguments.plan.unlink(missing_ok=True)
            raise
        result = analyse(store) if arguments.scheduler is None else national.analyse_plan(store, arguments)
        if arguments.json:
            say(json.dumps(as_data(store, result), ensure_ascii=False, indent=2, allow_nan=False))
        else:
            list_zones(store, result)
            say(tr("{path}: the plan, saved.").format(path=arguments.plan))
    return Exit.OK


def open_or_create(path: Path, reference_date: date | None) -> PlanStore:
    """Open a plan, or make it where there is none."""
    from layers.plan.store import PlanStore

    if path.exists():
        store = PlanStore.open(path)
        if reference_date is not None and reference_date != store.info().reference_date:
            store.set_info(reference_date=reference_date)
        return store
    title = path.name.removesuffix(".gpkg").removesuffix(".lianfang")
    return PlanStore.create(path, title=title, reference_date=reference_date or date.today())


def add_files(store: PlanStore, files: Sequence[Path], choices: dict[Path, ReadChoice]) -> None:
    """Read files into the plan as one gesture and say what each became."""
    if not files:
        return
    from layers.sources import child

    layers = workflow.read_files(
        files,
        choices,
        counties=workflow.counties_frame(store),
        progress=console_progress(tr("Reading")),
        read=child.shared().read,
    )
    for record in workflow.add_layers(store, layers):
        text = tr("{title}: as {role}") if record.shape is Shape.RASTER else tr("{title}: {count} features as {role}")
        warn(text.format(title=record.title, count=record.feature_count, role=role_word(record.role)))
        for note in record.source.notes:
            if note.get("severity") == "warning":
                warn("    ! " + finding_text(str(note["code"]), note))


def analyse(store: PlanStore) -> ZoneResult:
    """Derive the zones with progress on the console."""
    return workflow.analyse(store, progress=console_progress(tr("Deriving zones")))


def list_zones(store: PlanStore, result: ZoneResult) -> None:
    """Print the zones by rank, local ones only counted."""
    names = workflow.zone_names(store, result.zones)
    zones = result.zones.sort_values("rank")
    shared = shared_zones(zones)
    say(
        tr("{zones} shared-responsibility zones on {borders} borders ({local} more stay in one county):").format(
            zones=len(shared), borders=shared["border"].nunique(), local=len(zones) - len(shared)
        )
    )
    for zone in shared.head(MOST_LISTED).itertuples():
        # The one class without a letter comes last: Chinese words would push the columns about.
        wait = "  " + tr("(waiting for the neighbour's data)") if zone.zone_class == ZoneClass.PENDING else ""
        letter = "–" if wait else zone.zone_class
        say(f"  {zone.rank:>3}  {letter:<4}{zone.area_ha:>10.1f} hm²  {names[zone.uid]}{wait}")
    if len(shared) > MOST_LISTED:
        say(tr("  … and {count} more; --json lists all.").format(count=len(shared) - MOST_LISTED))
    apart = workflow.parties_apart(store)
    if apart:
        say(tr("Parties of agreements that do not touch; the agreements hold all the same:"))
    for agreement, pairs in apart:
        say(f"  {agreement}  " + "、".join("–".join(pair) for pair in pairs))


def as_data(store: PlanStore, result: ZoneResult) -> dict[str, Any]:
    """Return an analysis as plain data: zones with their parts, unknown numbers as null."""
    names = workflow.zone_names(store, result.zones)
    parts = result.parts.drop(columns="geometry")
    zones = []
    for row in result.zones.sort_values("rank").drop(columns="geometry").to_dict("records"):
        mine = parts[parts["zone_uid"] == row["uid"]].drop(columns="zone_uid").to_dict("records")
        zones.append(_plain({"name": names[row["uid"]], **row, "parts": mine}))
    info = store.info()
    return {
        "plan": info.title,
        "reference_date": info.reference_date.isoformat(),
        "parameters": result.parameters.as_dict(),
        "zones": zones,
    }


def _plain(value: Any) -> Any:
    """Return a value without NaN and numpy types, ready for JSON."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value != value:
        return None
    return value
