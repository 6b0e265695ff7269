"""An agreement with nine annexes over an area of 400 points with five zones, from the plan to DOCX and PDF.

Wall and processor seconds: on a machine that does other things beside, only the latter can be compared.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import shapely

NAME = "papers"
ON = date(2026, 4, 1)
POINTS, ZONES = 400, 5
_PARTIES = (("110116", "怀柔区"), ("130824", "滦平县"))


def run() -> dict[str, float]:
    """Measure and print; seconds of the processor."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from app.fonts import packaged_family
    from app.headless.analysing import analyse
    from app.tasks.agreement import AgreementRequest, write_agreement
    from layers.documents.kinds import Choices, DocumentKind
    from layers.export.job import Stamp
    from layers.sample import build_sample_plan

    application = QGuiApplication.instance() or QGuiApplication([])
    packaged_family()
    figures: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(build_sample_plan(Path(folder) / "sample.lianfang.gpkg", ON)) as store,
    ):
        analyse(store)
        uid = _area(store)
        choices = Choices(DocumentKind.FOREST, parties=_PARTIES, areas=(uid,))
        for name, formats, alone in (
            ("whole, first", ("docx", "pdf"), False),
            ("whole, again", ("docx", "pdf"), False),
            ("whole and each annex", ("docx", "pdf"), True),
        ):
            request = AgreementRequest(choices, Stamp(), Path(folder) / name, "zh_CN", formats, alone)
            wall, used = time.perf_counter(), time.process_time()
            count = len(write_agreement(store, request).paths)
            wall, used = time.perf_counter() - wall, time.process_time() - used
            figures[name] = used
            print(f"{name:22s} {count:3d} files  {wall:6.2f} s wall  {used:6.2f} s processor", flush=True)
    del application
    return figures


def _area(store) -> str:  # type: ignore[no-untyped-def]
    """Add an area of 400 points that meets five zones, and return its uid."""
    middle = store.patrol_areas().geometry.iloc[0].centroid
    zones = np.asarray(store.zones().geometry.array, dtype=object)
    angles = np.linspace(0, 2 * np.pi, POINTS, endpoint=False)
    for radius in np.arange(0.01, 0.3, 0.005):
        ring = [(middle.x + 1.3 * radius * np.cos(a), middle.y + radius * np.sin(a)) for a in angles]
        area = shapely.Polygon(ring)
        met = int(shapely.intersects(zones, area).sum())
        if met >= ZONES:
            print(f"{POINTS} points, {met} zones", flush=True)
            break
    with store.change("patrol_area_added"):
        return str(store.add_patrol_area("四百点", area))


if __name__ == "__main__":
    run()
