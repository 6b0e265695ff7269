"""``verify-figures PLAN``: whether every stored figure still comes out of the layers, and why not."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, console_progress, say, start_qt
from app.qtcore import tr, translate

if TYPE_CHECKING:
    from app.figure_words import FigureWords
    from layers.zones.figures import Figure, ZoneCheck


def run(arguments: argparse.Namespace) -> int:
    """Work the figures out again; the plan is only read.  Exit 5 when one does not hold."""
    start_qt(arguments.lang)
    from app.figure_words import FigureWords
    from app.sheets.words import load_words
    from layers import figure_workflow, workflow
    from layers.plan.store import PlanStore

    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        counties = workflow.county_names(store)
        zones = store.zones()
        names = workflow.zone_names(store, zones)
        if arguments.again:
            found = figure_workflow.compare_figures(store, progress=console_progress(tr("Deriving zones")))
        else:
            found = figure_workflow.check_figures(store, progress=console_progress(tr("Working figures out")))
    words = FigureWords(
        lambda text: translate("Figures", text), load_words(arguments.lang), lambda code: counties.get(code, code)
    )
    if arguments.json:
        say(json.dumps(as_data(found, names), ensure_ascii=False, indent=2, allow_nan=False, default=str))
    else:
        _describe(found, names, words)
    return Exit.OK if all(one.holds for one in found) else Exit.PLAN


def _describe(found: Sequence[ZoneCheck], names: Mapping[str, str], words: FigureWords) -> None:
    figures = [figure for check in found for figure in check.figures]
    differing = [figure for figure in figures if not figure.holds]
    text = tr("{zones} zones, {figures} figures: {differing} do not hold, {open} cannot be said.")
    open_ = sum(figure.is_open for figure in differing)
    say(text.format(zones=len(found), figures=len(figures), differing=len(differing) - open_, open=open_))
    for check in found:
        lines = [figure for figure in check.figures if not figure.holds]
        if lines:
            say(names.get(check.uid, check.uid))
        for figure in lines:
            say(f"  {'?' if figure.is_open else '✗'} {words.sentence(figure)}")


def as_data(found: Sequence[ZoneCheck], names: Mapping[str, str]) -> dict[str, Any]:
    """Return what was found as plain data, unknown as null: figures that hold are counted, the others listed."""
    return {
        "zones": len(found),
        "figures": sum(len(check.figures) for check in found),
        "hold": sum(figure.holds for check in found for figure in check.figures),
        "differing": [
            {"zone": check.uid, "name": names.get(check.uid, ""), **_plain(figure)}
            for check in found
            for figure in check.figures
            if not figure.holds
        ],
    }


def _plain(figure: Figure) -> dict[str, Any]:
    return {
        "group": figure.group,
        "figure": figure.name,
        "county": figure.county,
        "stored": _known(figure.stored),
        "now": _known(figure.now),
        "causes": [dict(one) for one in figure.causes],
    }


def _known(value: Any) -> Any:
    return None if isinstance(value, float) and value != value else value
