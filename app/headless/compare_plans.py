"""``compare A B``: what B changed, what both changed, and what is only on one side."""

from __future__ import annotations

import argparse
from contextlib import ExitStack

from app.headless import exchange_text
from app.headless.console import Exit, console_progress, say, start_qt
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Compare two plans or packages; both are only read."""
    start_qt(arguments.lang)
    from app.headless import compare_files
    from layers.exchange.other import OtherPlan
    from layers.exchange.plans import compare_plans

    if not any(map(compare_files.is_plan_like, (arguments.ours, arguments.theirs))):
        return compare_files.run(arguments)
    with ExitStack() as stack:
        ours = stack.enter_context(OtherPlan.open(arguments.ours))
        theirs = stack.enter_context(OtherPlan.open(arguments.theirs))
        found = compare_plans(ours.store, theirs.store, progress=console_progress(tr("Comparing")))
        if arguments.json:
            say(exchange_text.as_json(found, theirs.handover))
            return Exit.OK
        exchange_text.say_handover(theirs.handover)
        exchange_text.say_differences(found)
        exchange_text.say_summary(found)
        if found.our_hash == found.their_hash:
            say(tr("Both say the same: {hash}").format(hash=found.our_hash))
    return Exit.OK
