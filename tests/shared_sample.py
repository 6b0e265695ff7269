"""The analysed sample, made once for all workers of a test run: it takes ten seconds of a processor."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

from layers import workflow
from layers.sample import build_sample_plan

NAME = "sample.lianfang.gpkg"
#: A worker that began it and was ended is not waited for longer than this.
_PATIENCE_S = 120.0


def analysed_sample(shared: Path) -> Path:
    """Return the folder of the sample plan and its terrain, made by whichever worker comes first."""
    folder = shared / "analysed sample"
    try:
        (shared / "analysed sample is being made").mkdir()
    except FileExistsError:
        until = time.monotonic() + _PATIENCE_S
        while not folder.exists() and time.monotonic() < until:
            time.sleep(0.1)
    if not folder.exists():
        made = shared / f"analysed sample {time.monotonic_ns()}"
        made.mkdir()
        with build_sample_plan(made / NAME, date(2026, 4, 1)) as store:
            workflow.analyse(store)
        made.rename(folder)
    return folder


def copied(sample: Path, folder: Path) -> Path:
    """Return a copy of the plan with its terrain in a new folder."""
    return shutil.copytree(sample, folder / "sample") / NAME
