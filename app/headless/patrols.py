"""``patrols PLAN``: routes with minutes, woods along them, entrances, forces by level, roster, tracks against plan."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.routes.effort import Effort, Track
    from layers.routes.study import PatrolStudy


def run(arguments: argparse.Namespace) -> int:
    """Work patrols out, say the main figures, write workbook and GPX; the plan is only read."""
    can_draw = not start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers import workflow
    from layers.export.files import written_whole
    from layers.plan.store import PlanStore
    from layers.routes.book import write_patrols
    from layers.routes.effort import within
    from layers.routes.forces import DangerLevel
    from layers.routes.gpx import routes_gpx
    from layers.routes.rules import PatrolRules
    from layers.routes.study import patrol_study

    wanted = ((arguments.out, (".xlsx",)), (arguments.gpx, (".gpx",)), (arguments.cards, (".pdf", ".docx")))
    for value, endings in wanted:
        if value is not None and value.suffix.lower() not in endings:
            known = ", ".join(endings)
            warn(tr("{value}: no such format; use some of {known}").format(value=value, known=known))
            return Exit.USAGE
    try:
        first = date.fromisoformat(arguments.first) if arguments.first else None
        last = date.fromisoformat(arguments.last) if arguments.last else None
    except ValueError as error:
        warn(tr("{value}: write dates as 2026-04-01").format(value=error))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        rules = PatrolRules.from_dict(store.patrol_rules())
        found = patrol_study(store, rules.settings, progress=console_progress(tr("Reading the land")))
        names, reference = workflow.county_names(store), store.info().reference_date
        if arguments.cards is not None and (can_draw or arguments.cards.suffix.lower() == ".docx"):
            from app.tasks.patrol_cards import write_cards

            warn(str(write_cards(store, found, arguments.cards, arguments.lang, can_draw=can_draw)))
    words = load_words(arguments.lang).group("patrols")
    if not found.routes:
        warn(tr("The plan has no patrol routes: record some (Ctrl+R, P)."))
    efforts = None
    if arguments.tracks:
        tracks = _tracks(arguments, found)
        if first is not None or last is not None:
            tracks = within(tracks, (first or date.min).isoformat(), (last or date.max).isoformat())
        efforts = found.efforts(tracks)
        say(tr("{count} tracks").format(count=len(tracks)))
    _say(found, efforts, names)
    suggested = []
    if arguments.suggest > 0:
        report = console_progress(tr("Looking for routes"))
        suggested = found.suggest(arguments.suggest, most_m=arguments.longest * 1000.0, progress=report)
        for at, one in enumerate(suggested, start=1):
            text = tr("Suggested {number}: {km:.1f} km, {ha:.0f} hm² more are passed")
            say(text.format(number=at, km=one.length_m / 1000.0, ha=one.gained_ha))
    if arguments.gpx is not None:
        data = routes_gpx(found.routes, found.epsg, title=arguments.plan.name, handover=words["crossing"])
        with written_whole(arguments.gpx) as path:
            path.write_bytes(data)
        warn(str(arguments.gpx))
    if arguments.out is not None:
        written = write_patrols(
            arguments.out,
            found,
            names,
            words,
            level=DangerLevel(arguments.level) if arguments.level else rules.level,
            rules=rules.by_level,
            first=first or reference or date.today(),
            days=arguments.days,
            efforts=efforts,
            suggested=suggested,
        )
        warn(str(written))
    if arguments.cards is not None and not can_draw:
        return Exit.NO_GRAPHICS
    return Exit.OK


def _tracks(arguments: argparse.Namespace, found: PatrolStudy) -> list[Track]:
    from layers.routes.study import tracks_of
    from layers.sources import read

    frames = [layer.frame for path in arguments.tracks for layer in read(path) if layer.frame is not None]
    return tracks_of(frames, found.epsg)


def _say(found: PatrolStudy, efforts: list[Effort] | None, names: dict[str, str]) -> None:
    for at, one in enumerate(found.routes):
        text = tr("{name}: {km:.1f} km, {foot:.0f} min on foot, {back:.0f} back")
        line = text.format(
            name=one.name or one.uid,
            km=one.figures.length_m / 1000.0,
            foot=one.figures.foot_min,
            back=one.figures.foot_back_min,
        )
        if efforts is not None:
            line += tr("; walked {share:.0%}, {rounds} whole rounds").format(
                share=efforts[at].covered, rounds=efforts[at].rounds
            )
        say(line)
    for row in found.by_county().to_dict("records"):
        if row["watched_ha"] > 0.0:
            code = found.codes[int(row["county"])]
            text = tr("{county}: routes pass {seen:.0%} of {whole:.0f} hm² of woods, both sides {both:.0f} hm²")
            share, both = row["seen_ha"] / row["watched_ha"], row["twice_ha"]
            say(text.format(county=names.get(code, code), seen=share, whole=row["watched_ha"], both=both))
    held = sum(bool(one.held) for one in found.entrances)
    say(tr("{count} entrances by road, {held} of them with a checkpoint").format(count=len(found.entrances), held=held))
    woods, protected = (sum(one[k] for one in found.lengths) / 1000.0 for k in (0, 1))
    text = tr("{woods:.0f} km of lines run through woods, {protected:.0f} km of them along a firebreak")
    say(text.format(woods=woods, protected=protected))
