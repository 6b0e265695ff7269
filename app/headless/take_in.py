"""``takein PLAN PACKAGE``: what the other county changed, as one step of our plan."""

from __future__ import annotations

import argparse
from contextlib import ExitStack

from app.headless import exchange_text
from app.headless.console import Exit, console_progress, start_qt, warn
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Take a package or a plan in; nothing is written while something is undecided."""
    start_qt(arguments.lang)
    from layers.errors import UndecidedDifferences
    from layers.exchange.other import OtherPlan
    from layers.exchange.plans import compare_plans
    from layers.exchange.resolving import decide_all
    from layers.exchange.taking import take_in
    from layers.plan.store import PlanStore

    with ExitStack() as stack:
        theirs = stack.enter_context(OtherPlan.open(arguments.package))
        store = stack.enter_context(PlanStore.open(arguments.plan))
        exchange_text.say_handover(theirs.handover)
        found = compare_plans(store, theirs.store, progress=console_progress(tr("Comparing")))
        decisions = decide_all(found.comparison, exchange_text.chosen(arguments))
        try:
            exchange_text.check_decided(found, decisions)
        except UndecidedDifferences:
            exchange_text.say_differences(found, only_open=True)
            raise
        exchange_text.say_differences(found)
        done = take_in(store, found, decisions, theirs.store, handover=theirs.handover, person=arguments.person)
    exchange_text.say_taken(done)
    for title in done.missing_rasters:
        warn(f"! {title}  " + tr("its file was not with the plan; put it into the rasters folder beside ours."))
    return Exit.OK
