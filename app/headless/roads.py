"""``roads PLAN --out FILE``: roads that cross or follow a county line, with their class where they carry a hazard."""

from __future__ import annotations

import argparse
from contextlib import closing

from app.headless.console import Exit, say, start_qt, warn
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Write the list; the plan is only read."""
    start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers import workflow
    from layers.export.roads import ENDINGS, write_roads
    from layers.plan.store import PlanStore

    if arguments.out.suffix.lower() not in ENDINGS:
        warn(tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=", ".join(ENDINGS)))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        if not store.result_facts():
            warn(tr("{value}: this plan was not analysed yet; run analyse first").format(value=arguments.plan))
            return Exit.USAGE
        roads, marks, names = store.roads(), store.road_marks(), workflow.county_names(store)
    path = write_roads(arguments.out, roads, marks, names, load_words(arguments.lang))
    say(str(path))
    kinds = roads["kind"].tolist()
    text = tr("    {crossings} crossings, {stretches} stretches along a line")
    say(text.format(crossings=kinds.count("crossing"), stretches=kinds.count("following")))
    return Exit.OK
