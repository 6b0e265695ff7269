"""``unpack PACKAGE --out FOLDER``: the plan and its rasters, every file checked against the list."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Unpack, and say where the plan is; nothing that is there is overwritten."""
    start_qt(arguments.lang)
    from layers.plan.package import inspect_package, unpack

    manifest = inspect_package(arguments.package)
    plan = unpack(
        arguments.package, _folder(arguments.out, arguments.package), progress=console_progress(tr("Unpacking"))
    )
    say(str(plan))
    say("    " + tr("{title}; every file is what the list says.").format(title=manifest.title))
    for raster in manifest.rasters:
        if raster.left_out:
            text = tr(
                "its file was not packed; ask the sender for it and put it into the rasters folder beside the plan."
            )
            warn(f"! {raster.title}  {text}")
    return Exit.OK


def _folder(out: Path, package: Path) -> Path:
    """Return the folder to make: in a folder that holds other things, one named after the package."""
    if out.is_dir() and any(out.iterdir()):
        return out / (package.stem if package.suffix else f"{package.name}_")
    return out
