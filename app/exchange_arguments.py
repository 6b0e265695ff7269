"""Arguments of the commands that exchange plans."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.qtcore import tr

#: Makes a command of a name, a text and an example, as ``app.cli`` does.
_Make = Callable[[Any, str, str, str], argparse.ArgumentParser]
_Late = Callable[[str], Callable[[argparse.Namespace], int]]

NAMES = ("compare", "merge", "handover", "takein")
#: What ``--conflicts`` takes; ask writes nothing while something is undecided.
CONFLICTS = ("ask", "ours", "theirs", "union", "intersection", "both", "later")


def add(commands: Any, command: _Make, late: _Late) -> None:
    """Add the commands."""
    _compare(commands, command, late)
    _merge(commands, command, late)
    _hand_over(commands, command, late)
    _take_in(commands, command, late)


def _compare(commands: Any, command: _Make, late: _Late) -> None:
    one = command(
        commands,
        "compare",
        tr("Say what another plan or package changed, and what both changed; of two map files how their rows differ."),
        "lianfang compare border.lianfang.gpkg fengning.联防包",
    )
    one.add_argument("ours", type=Path, metavar="A", help=tr("our plan or package"))
    one.add_argument("theirs", type=Path, metavar="B", help=tr("theirs"))
    one.add_argument("--json", action="store_true", help=tr("print one JSON document"))
    one.set_defaults(handler=late("compare_plans"))


def _merge(commands: Any, command: _Make, late: _Late) -> None:
    one = command(
        commands,
        "merge",
        tr("Merge two plans that were made from one, into a new plan."),
        "lianfang merge base.lianfang.gpkg ours.lianfang.gpkg theirs.联防包 --out merged.lianfang.gpkg",
    )
    one.add_argument("base", type=Path, metavar="BASE", help=tr("the plan both were made from"))
    one.add_argument("ours", type=Path, metavar="OURS", help=tr("our plan"))
    one.add_argument("theirs", type=Path, metavar="THEIRS", help=tr("theirs"))
    one.add_argument("--out", type=Path, required=True, help=tr("the new plan"))
    _conflicts(one)
    one.set_defaults(handler=late("merge_plans"))


def _hand_over(commands: Any, command: _Make, late: _Late) -> None:
    one = command(
        commands,
        "handover",
        tr("Put a plan and its rasters into one file for another county, with who gave it when."),
        "lianfang handover border.lianfang.gpkg --county 110116 --person 李明 --out stick",
    )
    one.add_argument("plan", type=Path)
    one.add_argument("--out", type=Path, required=True, help=tr("the package to write, or a folder for it"))
    one.add_argument("--county", default="", help=tr("division code of the county that hands it over"))
    one.add_argument("--person", default="", help=tr("who hands it over"))
    one.add_argument("--to", default="", help=tr("for whom"))
    one.add_argument("--note", default="", help=tr("remark"))
    one.set_defaults(handler=late("hand_over"))


def _take_in(commands: Any, command: _Make, late: _Late) -> None:
    one = command(
        commands,
        "takein",
        tr("Take what another county changed into our plan, as one step."),
        "lianfang takein border.lianfang.gpkg fengning.联防包 --conflicts ours",
    )
    one.add_argument("plan", type=Path)
    one.add_argument("package", type=Path, help=tr("a package, or a plan"))
    one.add_argument("--person", default="", help=tr("who takes it in"))
    _conflicts(one)
    one.set_defaults(handler=late("take_in"))


def _conflicts(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--conflicts",
        choices=CONFLICTS,
        default="ask",
        help=tr(
            "what holds where both changed something: ask (list it, write nothing), ours, theirs, union or "
            "intersection of shapes, both lists, or later; where a choice does not fit, ours"
        ),
    )
