"""``pack PLAN --out FILE``: the plan, its rasters and a list of both in one file for a colleague."""

from __future__ import annotations

import argparse

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr


def run(arguments: argparse.Namespace) -> int:
    """Pack the plan; a raster that is missing or changed is told and does not stop it."""
    start_qt(arguments.lang)
    from layers.plan.package import pack

    made = pack(arguments.plan, arguments.out, progress=console_progress(tr("Packing")))
    say(str(made.path))
    rasters = sum(not raster.left_out for raster in made.manifest.rasters)
    text = tr("    {title}: the plan and %n raster layer(s), {size}", rasters)
    say(text.format(title=made.manifest.title, size=size_text(made.bytes)))
    say(tr("    content hash: {hash}").format(hash=made.manifest.content_hash))
    for raster in made.left_out:
        warn(f"! {raster.title}  " + left_out_text(raster.left_out))
    for raster in made.changed:
        warn(f"! {raster.title}  " + tr("the file is not the one the plan was made with; it was packed as it is now."))
    return Exit.OK


def left_out_text(why: str) -> str:
    """Say why a raster is not in a package, and what to do."""
    if why == "missing":
        return tr("the file was not found; it is not in the package. Put it back where it was and pack again.")
    return tr("the file could not be read, or was changed meanwhile; it is not in the package. Pack again.")


def size_text(size_bytes: int) -> str:
    """Return a size as people say it."""
    if size_bytes < 1_000_000:
        return f"{max(size_bytes / 1000, 0.1):.1f} kB"
    return f"{size_bytes / 1e6:,.1f} MB"
