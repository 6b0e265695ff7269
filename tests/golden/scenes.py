"""What is drawn: the analysed sample, whole and close, on screen by day and by night and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.canvas import RenderOptions, View, build_scene, render_image
from app.fonts import packaged_family
from layers.crs import STORAGE_CRS, transformer

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

FOLDER = Path(__file__).with_name("pictures")
SIZE_PX = (360.0, 240.0)
#: A place with county lines, zones, forest, a river, villages and the patrol area; metres to the pixel.
_CLOSE = ((116.72, 40.86), 60.0)
NAMES = tuple(f"{theme}_{view}" for theme in ("light", "dark", "print") for view in ("whole", "close"))


@contextmanager
def sample_plan(analysed_sample: Path, folder: Path) -> Iterator[PlanStore]:
    """Give the sample plan with its zones derived: a copy in a folder."""
    from layers.plan import PlanStore
    from tests.shared_sample import copied

    with PlanStore.open(copied(analysed_sample, folder)) as store:
        yield store


def draw(store: PlanStore, name: str) -> QImage:
    """Return one picture, in the packaged font at a fixed size.  Needs a QGuiApplication."""
    theme, _, which = name.partition("_")
    scene = build_scene(store, theme=theme)
    if which == "whole":
        assert scene.extent is not None
        view = View.fitting(scene.extent, SIZE_PX, margin=0.02)
    else:
        (lon, lat), metres_per_px = _CLOSE
        centre = transformer(STORAGE_CRS, f"EPSG:{scene.metric_epsg}").transform(lon, lat)
        view = View(centre, metres_per_px, SIZE_PX)
    return render_image(scene, view, RenderOptions(packaged_family()))
