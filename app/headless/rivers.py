"""``rivers PLAN --out FILE``: what is wrong with the network, standards, departures, legal band, basins, low land."""

from __future__ import annotations

import argparse
from contextlib import closing

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Write the lists; the plan is only read."""
    start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers.plan.store import PlanStore
    from layers.progress import part
    from layers.rivers.book import ENDINGS, tables, write_rivers
    from layers.rivers.land import river_land
    from layers.rivers.settings import RiverSettings

    if arguments.out.suffix.lower() not in ENDINGS:
        warn(tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=", ".join(ENDINGS)))
        return Exit.USAGE
    progress = console_progress(tr("Reading the rivers"))
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        settings = RiverSettings.from_dict(store.river_settings())
        land = river_land(store, settings, part(progress, 0.0, 0.3))
    found = tables(land, settings, with_exposed=arguments.exposed, progress=part(progress, 0.3, 1.0))
    path = write_rivers(arguments.out, found, land, settings, load_words(arguments.lang))
    say(str(path))
    text = tr("    {problems} findings about the network, {standards} standards compared, {departures} departures")
    say(text.format(**{name: len(found[name]) for name in ("problems", "standards", "departures")}))
    return Exit.OK
