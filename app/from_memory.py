"""The way out when a plan's drive is gone for good: a new plan from what the window still knows."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app import words
from app.messages import Message
from app.settings import backups_dir
from layers.errors import LianfangError

if TYPE_CHECKING:
    from app.document import Document
    from layers.plan.from_memory import Rebuilt


def write_from_memory(document: Document, target: Path) -> Rebuilt:
    """Write what is still known of the open plan under a new name, and go on there.

    Raises
    ------
    FileExistsError, LianfangError
        The target cannot be written; the open plan stays as it is.
    """
    import apsw

    from layers.plan import backups
    from layers.plan.from_memory import Remembered, rebuild
    from layers.plan.store import PlanStore

    frames: dict[str, Any] = {}
    for record in document.layers():
        # What was shown is cached, and SQLite may hold pages of the rest; what fails is lost with the drive.
        with contextlib.suppress(apsw.Error, LianfangError, KeyError, OSError):
            frames[record.uid] = document.frame(record.uid)
    zones, areas = document.zones(), document.patrol_areas()
    remembered = Remembered(
        info=document.info(),
        layers=tuple(document.layers()),
        frames=frames,
        patrol_areas=areas,
        agreements=document.agreements(),
        contacts=document.contacts(),
        parameters=document.parameters(),
        check_rules=document.stored_check_rules(),
        river_settings=document.stored_river_settings(),
        patrol_rules=document.stored_patrol_rules(),
        fire_choices=document.fire_choices().kept(),
        hazard_lists=document.hazard_lists().as_dict(),
        paper_facts=document.paper_facts(),
        register_settings=document.register_settings().as_dict(),
        year_settings=document.stored_year_settings(),
        border_verdicts=document.border_verdicts(),
        zone_status=dict(zip(zones["uid"], zones["status"], strict=True)),
        zones=zones,
        parts=document.parts(),
        zones_aside=document.zones_aside(),
        road_marks=document.road_marks(),
        books=document.other_books(),
        inventory=document.inventory_frames(),
        exercises=document.exercise_frames(),
        versions=document.versions(),
        consents=document.consents(),
        comments=document.comments(),
        alternatives=[one for uid in areas["uid"] for one in document.alternatives(uid)],
        inventory_settings=document.inventory_settings().as_dict() if document.has_inventory_settings() else {},
    )
    versions = backups.of_plan(backups_dir(), remembered.info.uid)
    ground = next((one for one in versions if not one.is_damaged), None)
    done = document.on_writer(lambda: rebuild(target, remembered, ground=ground))
    document.attach(document.on_writer(lambda: PlanStore.open(done.path)))
    return done


def outcome_message(done: Rebuilt) -> Message:
    """Return what the new plan holds and what it does not."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("FromMemory", text)

    title = tr("The plan could not be read any more; {name} was written from what was on screen")
    areas = QCoreApplication.translate("FromMemory", "%n patrol area(s)", "", done.areas)
    layers = QCoreApplication.translate("FromMemory", "%n layer(s)", "", done.layers)
    kept = [tr("It holds {areas} and {layers}.").format(areas=areas, layers=layers)]
    if done.ground is not None:
        when = done.ground.when.astimezone().strftime("%Y-%m-%d %H:%M")
        kept.append(tr("All else is as in the version kept at {time}.").format(time=when))
    else:
        kept.append(tr("There was no earlier version to build on, so the history begins anew."))
    if done.missing:
        kept.append(tr("Missing: {titles}.").format(titles=words.joined(list(done.missing))))
    ways = [tr("If the drive can be read again, the plan on it holds every confirmed change.")]
    if done.missing:
        ways.append(tr("Add the missing layers again."))
    if not done.has_zones:
        ways.append(tr("Derive the zones again."))
    return Message(title.format(name=done.path.name), " ".join(kept), " ".join(ways))
