"""Arguments of the commands that exchange plans."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.arguments.common import Commands, json_option, late, new_command
from app.qtcore import tr

#: What ``--conflicts`` takes; ask writes nothing while something is undecided.
CONFLICTS = ("ask", "ours", "theirs", "union", "intersection", "both", "later")


def add(commands: Commands) -> None:
    """Add the commands."""
    _compare(commands)
    _merge(commands)
    _hand_over(commands)
    _take_in(commands)


def _compare(commands: Commands) -> None:
    command = new_command(
        commands,
        "compare",
        tr("Say what another plan or package changed, and what both changed; of two map files how their rows differ."),
        "lianfang compare border.lianfang.gpkg fengning.联防包",
    )
    command.add_argument("ours", type=Path, metavar="A", help=tr("our plan or package"))
    command.add_argument("theirs", type=Path, metavar="B", help=tr("theirs"))
    json_option(command)
    command.set_defaults(handler=late("compare_plans"))


def _merge(commands: Commands) -> None:
    command = new_command(
        commands,
        "merge",
        tr("Merge two plans that were made from one, into a new plan."),
        "lianfang merge base.lianfang.gpkg ours.lianfang.gpkg theirs.联防包 --out merged.lianfang.gpkg",
    )
    command.add_argument("base", type=Path, metavar="BASE", help=tr("the plan both were made from"))
    command.add_argument("ours", type=Path, metavar="OURS", help=tr("our plan"))
    command.add_argument("theirs", type=Path, metavar="THEIRS", help=tr("theirs"))
    command.add_argument("--out", type=Path, required=True, help=tr("the new plan"))
    _conflicts(command)
    command.set_defaults(handler=late("merge_plans"))


def _hand_over(commands: Commands) -> None:
    command = new_command(
        commands,
        "handover",
        tr("Put a plan and its rasters into one file for another county, with who gave it when."),
        "lianfang handover border.lianfang.gpkg --county 110116 --person 李明 --out stick",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--out", type=Path, required=True, help=tr("the package to write, or a folder for it"))
    command.add_argument("--county", default="", help=tr("division code of the county that hands it over"))
    command.add_argument("--person", default="", help=tr("who hands it over"))
    command.add_argument("--to", default="", help=tr("for whom"))
    command.add_argument("--note", default="", help=tr("remark"))
    command.set_defaults(handler=late("hand_over"))


def _take_in(commands: Commands) -> None:
    command = new_command(
        commands,
        "takein",
        tr("Take what another county changed into our plan, as one step."),
        "lianfang takein border.lianfang.gpkg fengning.联防包 --conflicts ours",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("package", type=Path, help=tr("a package, or a plan"))
    command.add_argument("--person", default="", help=tr("who takes it in"))
    _conflicts(command)
    command.set_defaults(handler=late("take_in"))


def _conflicts(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--conflicts",
        choices=CONFLICTS,
        default="ask",
        help=tr(
            "what holds where both changed something: ask (list it, write nothing), ours, theirs, union or "
            "intersection of shapes, both lists, or later; where a choice does not fit, ours"
        ),
    )
