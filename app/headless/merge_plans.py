"""``merge BASE OURS THEIRS --out FILE``: ours with what theirs changed since the base, as a new plan."""

from __future__ import annotations

import argparse
import errno
import os
from contextlib import ExitStack

from app.headless import exchange_text
from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Merge into a copy; the three plans are only read."""
    start_qt(arguments.lang)
    from layers.errors import UndecidedDifferences
    from layers.exchange.other import OtherPlan
    from layers.exchange.plans import compare_plans
    from layers.exchange.resolving import decide_all
    from layers.exchange.taking import take_in
    from layers.plan.store import PlanStore

    if arguments.out.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(arguments.out))
    with ExitStack() as stack:
        base, ours, theirs = (
            stack.enter_context(OtherPlan.open(path)) for path in (arguments.base, arguments.ours, arguments.theirs)
        )
        found = compare_plans(ours.store, theirs.store, base=base.store, progress=console_progress(tr("Comparing")))
        decisions = decide_all(found.comparison, exchange_text.chosen(arguments))
        try:
            exchange_text.check_decided(found, decisions)
        except UndecidedDifferences:
            exchange_text.say_differences(found, only_open=True)
            raise
        ours.store.save_copy(arguments.out)
        with PlanStore.open(arguments.out) as store:
            done = take_in(store, found, decisions, theirs.store, handover=theirs.handover)
    say(str(arguments.out))
    exchange_text.say_taken(done)
    for title in done.missing_rasters:
        warn(f"! {title}  " + tr("its file was not with the plan; put it into the rasters folder beside ours."))
    return Exit.OK
