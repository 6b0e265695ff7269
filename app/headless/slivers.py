"""``slivers PLAN --out FILE``: every gap and overlap of the county lines, with the verdicts on them."""

from __future__ import annotations

import argparse
from contextlib import closing

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Write the list; the plan is only read."""
    start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers import workflow
    from layers.borders.verdicts import DISPUTED, LINE, listed
    from layers.export.slivers import ENDINGS, write_slivers
    from layers.plan.store import PlanStore

    if arguments.out.suffix.lower() not in ENDINGS:
        warn(tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=", ".join(ENDINGS)))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        progress = console_progress(tr("Comparing the counties' lines"))
        found = workflow.county_slivers(store, narrowest_m=arguments.wider_than, progress=progress)
        verdicts, names = store.border_verdicts(), workflow.county_names(store)
    path = write_slivers(arguments.out, found, verdicts, names, load_words(arguments.lang))
    said = listed(found, verdicts)["state"].tolist()
    say(str(path))
    text = tr("    {gaps} gaps, {overlaps} overlaps; {decided} decided, {disputed} disputed")
    kinds = found["kind"].tolist()
    say(
        text.format(
            gaps=kinds.count("gap"),
            overlaps=kinds.count("overlap"),
            decided=said.count(LINE),
            disputed=said.count(DISPUTED),
        )
    )
    return Exit.OK
