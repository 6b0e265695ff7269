"""Small pictures of plans for the start page; they live in the user's cache, never in the plan."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_cache_path
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QPixmap

from app.settings import backups_dir

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


def cut(picture: QPixmap) -> QPixmap:
    """Return the middle of a picture of the map in the size of a thumbnail; a null one of a null one."""
    if picture.isNull():
        return picture
    wanted = SIZE_PX.scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
    frame = QRect(0, 0, wanted.width(), wanted.height())
    frame.moveCenter(picture.rect().center())
    middle = picture.copy(frame)
    middle.setDevicePixelRatio(1.0)
    return middle.scaled(SIZE_PX, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def as_png(picture: QPixmap) -> bytes:
    """Return a thumbnail of a picture of the map as PNG; nothing of a null one."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    small = cut(picture)
    if small.isNull() or not small.save(buffer, "PNG"):  # type: ignore[call-overload]
        return b""
    return bytes(content.data())


def store(plan: Path, picture: QPixmap) -> None:
    """Keep the middle of a picture of the map for a plan; a full disk is no reason to fail."""
    if picture.isNull() or backups_dir() in plan.parents:  # versions have pictures of their own
        return
    try:
        folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        log.warning("no thumbnail kept: %s", error)
        return
    if not cut(picture).save(str(_file(plan)), "PNG"):
        log.warning("no thumbnail kept for %s", plan)


def load(plan: Path) -> QPixmap:
    """Return the picture of a plan; a null one when there is none."""
    return QPixmap(str(_file(plan)))


def keep_only(plans: Iterable[Path]) -> None:
    """Remove the pictures of all other plans: of those that fell off the list of recent ones."""
    kept = {_file(plan).name for plan in plans}
    try:
        for entry in os.scandir(folder()):
            if entry.name not in kept and entry.name.endswith(".png"):
                Path(entry.path).unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except OSError as error:
        log.warning("thumbnails stay: %s", error)


def forget(plan: Path) -> None:
    """Remove the picture of a plan."""
    try:
        _file(plan).unlink(missing_ok=True)
    except OSError as error:
        log.warning("a thumbnail stays: %s", error)
