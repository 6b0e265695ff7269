"""``blocks PLAN --out FILE``: the land along county lines divided by roads, rivers, ridges and fuel breaks."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import Any

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr

#: What ``--lines`` may name → the parameter it switches.
LINES = {
    "roads": "roads",
    "rivers": "rivers",
    "ridges": "ridges",
    "firebreaks": "firebreaks",
    "counties": "county_lines",
}


def run(arguments: argparse.Namespace) -> int:
    """Write the blocks; the plan is only read."""
    start_qt(arguments.lang)
    from layers import block_workflow, workflow
    from layers.export.blocks import ENDINGS, write_blocks
    from layers.patrol.block_model import BORDERS, ZONES, BlockParameters
    from layers.plan.store import PlanStore

    if arguments.out.suffix.lower() not in ENDINGS:
        warn(tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=", ".join(ENDINGS)))
        return Exit.USAGE
    wanted = [name.strip() for name in arguments.lines.split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in LINES]:
        warn(tr("{value}: no such lines; use some of {known}").format(value=unknown[0], known=", ".join(LINES)))
        return Exit.USAGE
    switched: dict[str, Any] = {parameter: name in wanted for name, parameter in LINES.items()}
    parameters = BlockParameters(
        **switched,
        around=ZONES if arguments.around_zones else BORDERS,
        band_m=arguments.band * 1000.0,
        least_ha=arguments.least,
    )
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        made = block_workflow.make(store, parameters, progress=console_progress(tr("Making blocks")))
        names = workflow.county_names(store)
    path = write_blocks(arguments.out, made.blocks.frame, names)
    say(str(path))
    blocks = made.blocks
    text = tr("    {count} blocks; {small} small pieces joined a neighbour; {loose} loose ends bound nothing ({km} km)")
    km = f"{blocks.dangles_m / 1000.0:.1f}"
    say(text.format(count=len(blocks.frame), small=blocks.merged, loose=blocks.dangles, km=km))
    if blocks.terrain_step_m is not None:
        say(tr("    ridges found on cells of {metres} m").format(metres=f"{blocks.terrain_step_m:.0f}"))
    for title in made.terrain_missing:
        warn(tr("{title}: its file is not there or cannot be read; no ridges from it").format(title=title))
    return Exit.OK
