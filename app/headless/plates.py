"""``plates PLAN --out FILE``: map plates and series of them, as PDF or pictures."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.headless.console import Exit, console_progress, say, say_graphics_missing, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.plates.model import PlateSpec, Subject


def run(arguments: argparse.Namespace) -> int:
    """Write the plates that were asked for; exit 3 when Qt cannot draw."""
    from layers.plan.store import PlanStore
    from layers.plates.model import MOST_OVERLAP, PlateSpec

    problem = start_qt(arguments.lang)
    if not 0.0 <= arguments.overlap <= MOST_OVERLAP * 100:
        warn(tr("{value}: an overlap is from 0 to {most} percent").format(value=arguments.overlap, most=30))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        if arguments.kept:
            kept = [PlateSpec.of(one.state, uid=one.uid, name=one.name) for one in store.plates()]
            specs = [one for one in kept if arguments.kept in ("all", one.name)]
            if not specs:
                names = ", ".join(one.name for one in kept) or tr("none yet")
                warn(
                    tr("{name}: no such plate is kept. The plan has: {names}").format(name=arguments.kept, names=names)
                )
                return Exit.USAGE
        else:
            spec = _spec(store, arguments)
            if spec is None:
                return Exit.USAGE
            specs = [spec]
        if problem:
            say_graphics_missing(problem)
            return Exit.NO_GRAPHICS
        targets = _targets(store, specs, arguments)
        for one, path in zip(specs, targets, strict=True):
            _write(store, one, path, arguments.lang)
    return Exit.OK


def _write(store: PlanStore, spec: PlateSpec, path: Path, language: str) -> None:
    from app.tasks.plates import write_plates

    path.parent.mkdir(parents=True, exist_ok=True)
    work = console_progress(tr("Drawing the plates"))
    for written in write_plates(store, replace(spec, language=spec.language or language), path, progress=work):
        say(str(written))


def _targets(store: PlanStore, specs: list[PlateSpec], arguments: argparse.Namespace) -> list[Path]:
    """Return the file of each plate: the one named, or one by its name in the folder named."""
    from layers.export.files import safe_stem

    out: Path = arguments.out
    if out.suffix.lower() in (".pdf", ".png") and len(specs) == 1:
        return [out]
    ending = ".png" if arguments.png else ".pdf"
    stems: list[str] = []
    for one in specs:
        stem = safe_stem(one.name or one.title or store.info().title)
        while stem in stems:
            stem += "_"
        stems.append(stem)
    return [out / f"{stem}{ending}" for stem in stems]


def _spec(store: PlanStore, arguments: argparse.Namespace) -> PlateSpec | None:
    """Return what the options say; None, with the reason told, when they make no sense."""
    from layers.plates.model import Paper, PlateSpec, Series
    from layers.plates.scales import typed_scale

    subject = _subject(store, arguments.show)
    if subject is None:
        return None
    scale = 0
    if arguments.scale:
        typed = typed_scale(arguments.scale)
        if typed is None:
            warn(tr("{value}: no scale; write it as 50000 or 1:50000").format(value=arguments.scale))
            return None
        scale = typed
    return PlateSpec(
        subject=subject,
        series=Series(arguments.series),
        paper=Paper(arguments.paper),
        portrait=arguments.portrait,
        scale=scale,
        title=arguments.title,
        parties=arguments.parties,
        maker=arguments.maker,
        purpose=arguments.purpose,
        classification=arguments.classification,
        review_number=arguments.review_number,
        gaps=arguments.gaps,
        grey=arguments.grey,
        overlap=arguments.overlap / 100.0,
        most=arguments.most,
        language=arguments.lang,
    )


def _subject(store: PlanStore, text: str) -> Subject | None:
    """Return the subject meant by ``plan``, ``area:NAME``, ``zone:NAME`` or ``border:CODE-CODE``."""
    from layers.plates.model import Subject, SubjectKind
    from layers.workflow import zone_names

    kind, _, key = text.partition(":")
    if text == "plan":
        return Subject()
    if kind == "area":
        areas = store.patrol_areas()
        for column in ("uid", "name", "number"):
            hits = areas.loc[areas[column].astype(str) == key, "uid"]
            if len(hits):
                return Subject(SubjectKind.AREA, str(hits.iloc[0]))
    elif kind == "zone":
        zones = store.zones()
        named = zone_names(store, zones)
        for uid, name in named.items():
            if key in (uid, name):
                return Subject(SubjectKind.ZONE, uid)
    elif kind == "border":
        codes = sorted(key.replace("|", "-").split("-"))
        pair = "|".join(codes)
        if pair in set(store.borders()["pair"].astype(str)):
            return Subject(SubjectKind.BORDER, pair)
    warn(tr("{value}: not in the plan; write plan, area:NAME, zone:NAME or border:CODE-CODE").format(value=text))
    return None
