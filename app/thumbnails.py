"""Small pictures of plans for the start page; they live in the user's cache, never in the plan."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

from platformdirs import user_cache_path
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPixmap

log = logging.getLogger(__name__)

#: Twice the size shown, for dense screens.
SIZE_PX = QSize(192, 120)


def folder() -> Path:
    """Return where the pictures lie; ``LIANFANG_CONFIG`` moves it with everything else."""
    moved = os.environ.get("LIANFANG_CONFIG")
    base = Path(moved) if moved else user_cache_path("lianfang", appauthor=False)
    return base / "thumbnails"


def _file(plan: Path) -> Path:
    return folder() / f"{hashlib.sha256(str(plan.absolute()).encode()).hexdigest()[:24]}.png"


def store(plan: Path, picture: QPixmap) -> None:
    """Keep the middle of a picture of the map for a plan; a full disk is no reason to fail."""
    if picture.isNull():
        return
    wanted = SIZE_PX.scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
    frame = QRect(0, 0, wanted.width(), wanted.height())
    frame.moveCenter(picture.rect().center())
    cut = picture.copy(frame)
    cut.setDevicePixelRatio(1.0)
    small = cut.scaled(SIZE_PX, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    try:
        folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        log.warning("no thumbnail kept: %s", error)
        return
    if not small.save(str(_file(plan)), "PNG"):
        log.warning("no thumbnail kept for %s", plan)


def load(plan: Path) -> QPixmap:
    """Return the picture of a plan; a null one when there is none."""
    return QPixmap(str(_file(plan)))


def forget(plan: Path) -> None:
    """Remove the picture of a plan."""
    try:
        _file(plan).unlink(missing_ok=True)
    except OSError as error:
        log.warning("a thumbnail stays: %s", error)
