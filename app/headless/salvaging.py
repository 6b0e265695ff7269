"""``salvage PLAN --out NEW``: what can be saved of a damaged plan, and the list of it."""

from __future__ import annotations

import argparse
import json

from app import salvage_words
from app.headless.console import Exit, console_progress, say, start_qt
from app.qtcore import tr, translate


def run(arguments: argparse.Namespace) -> int:
    """Save what can be saved and list it.

    Exit 0 when there is a new plan, whatever is missing in it: the list says so.  A file of which nothing
    can be saved is an error like any other plan that cannot be opened (5).
    """
    from layers.plan.salvage import salvage

    start_qt(arguments.lang)
    report = salvage(arguments.plan, arguments.out, progress=console_progress(tr("Saving")))
    if arguments.json:
        say(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        say(salvage_words.as_text(report, translate).rstrip())
        say(tr("  → check it: lianfang verify {path}").format(path=report.out))
    return Exit.OK
