"""An agreement with nine annexes over an area of 400 points with five zones, from the plan to DOCX and PDF.

QGIS makes nine pages of maps: it has no text, no table and no figures of its own to fill in.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from tests.benchmarks.comparison import Comparison, ours, qgis
from tests.benchmarks.measured import Calls, Setting
from tests.benchmarks.result import Target
from tests.benchmarks.sets import write_forests

if TYPE_CHECKING:
    from layers.plan import PlanStore

NAME = "papers"
_ON = date(2026, 4, 1)
_POINTS, _ZONES = 400, 5
_PARTIES = (("110116", "怀柔区"), ("130824", "滦平县"))
_TASK = "agreement with nine annexes, DOCX and PDF"


def agreement(setting: Setting) -> Calls:
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
    home = Path(tempfile.mkdtemp(dir=setting.folder))
    store = build_sample_plan(home / "sample.lianfang.gpkg", _ON)
    analyse(store)
    choices = Choices(DocumentKind.FOREST, parties=_PARTIES, areas=(_area(store),))

    def write(name: str, *, alone: bool = False) -> str:
        assert application is not None  # kept for as long as something is drawn
        request = AgreementRequest(choices, Stamp(), home / name, "zh_CN", ("docx", "pdf"), alone)
        return f"{len(write_agreement(store, request).paths)} files"

    return {
        _TASK: lambda: write("first"),
        f"{_TASK}, again": lambda: write("again"),
        f"{_TASK}, and each annex alone": lambda: write("each", alone=True),
    }


def _area(store: PlanStore) -> str:
    """Add an area of 400 points that meets five zones, and return its uid."""
    middle = store.patrol_areas().geometry.iloc[0].centroid
    zones = np.asarray(store.zones().geometry.array, dtype=object)
    angles = np.linspace(0, 2 * np.pi, _POINTS, endpoint=False)
    for radius in np.arange(0.01, 0.3, 0.005):
        ring = [(middle.x + 1.3 * radius * np.cos(a), middle.y + radius * np.sin(a)) for a in angles]
        area = shapely.Polygon(ring)
        met = int(shapely.intersects(zones, area).sum())
        if met >= _ZONES:
            break
    with store.change("patrol_area_added"):
        return str(store.add_patrol_area("四百点", area))


COMPARISONS = (
    Comparison(
        (ours("agreement", agreement, is_fresh=True), qgis("atlas, maps only", "qgis_atlas:pages", is_fresh=True)),
        write_forests,
        {_TASK: Target(5.0), f"{_TASK}, again": Target(5.0)},
        runs=2,
        needs_data=True,
    ),
)
