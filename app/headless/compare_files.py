"""``compare A B`` of two map files or tables: the same layer in two versions that know nothing of each other."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.headless import exchange_text
from app.headless.console import Exit, console_progress, say, warn
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Match the rows by code, name or place, and list what differs; the files are only read."""
    from layers import workflow
    from layers.errors import UnsupportedFormat
    from layers.exchange.frames import compare_frames
    from layers.exchange.plans import PlanComparison
    from layers.sources import child

    def read(path: Path) -> object:
        layers = workflow.read_files(
            [path], {}, counties=None, progress=console_progress(tr("Reading")), read=child.shared().read
        )
        frame = next((layer.frame for layer in layers if layer.frame is not None), None)
        if frame is None:
            raise UnsupportedFormat(path=str(path))
        return frame

    comparison = compare_frames(read(arguments.ours), read(arguments.theirs))  # type: ignore[arg-type]
    found = PlanComparison(comparison)
    if arguments.json:
        say(exchange_text.as_json(found, None))
        return Exit.OK
    for finding in comparison.findings:
        columns = ", ".join(finding.facts["columns"])
        only = (
            tr("columns only in ours: {columns}") if finding.code.endswith("ours") else tr("only in theirs: {columns}")
        )
        warn("! " + only.format(columns=columns))
    exchange_text.say_differences(found, tell_findings=False)
    exchange_text.say_summary(found)
    return Exit.OK


def is_plan_like(path: Path) -> bool:
    """Return whether a file is a plan or a package, by its name or by what it holds."""
    from layers.errors import PlanError
    from layers.plan import files
    from layers.plan.package import SUFFIX, is_package

    if path.name.endswith((SUFFIX, files.SUFFIX)) or is_package(path):
        return True
    try:
        files.check(path)
    except PlanError:
        return False
    return True
