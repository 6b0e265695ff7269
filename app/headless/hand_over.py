"""``handover PLAN --out FILE``: a package for another county, with who gave it when."""

from __future__ import annotations

import argparse

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.headless.packing import left_out_text, size_text
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Hand the plan over, and note it in the plan."""
    start_qt(arguments.lang)
    from layers import workflow
    from layers.exchange.handing import hand_over
    from layers.plan.store import PlanStore

    with PlanStore.open(arguments.plan, or_read_only=True) as store:
        name = workflow.county_names(store).get(arguments.county, "")
        done = hand_over(
            store,
            arguments.out,
            person=arguments.person,
            county=arguments.county,
            county_name=name,
            to=arguments.to,
            note=arguments.note,
            progress=console_progress(tr("Packing")),
        )
    say(str(done.packed.path))
    text = tr("    {title}: handed over at {at}, {size}")
    say(text.format(title=done.handover.title, at=done.handover.at, size=size_text(done.packed.bytes)))
    say(tr("    content hash: {hash}").format(hash=done.handover.content_hash))
    for raster in done.packed.left_out:
        warn(f"! {raster.title}  " + left_out_text(raster.left_out))
    if not done.is_noted:
        warn("! " + tr("the plan cannot be written, so only the package says that it was handed over."))
    return Exit.OK
