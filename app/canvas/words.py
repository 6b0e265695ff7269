"""The few words a map prints by itself, in Chinese on paper and in the window's language on screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app import i18n
from app.canvas.snapping import Snap, SnapKind
from app.i18n import mark

#: What a snapped point is, beside the cursor and in the menu of the snap button.
SNAP_KINDS: Mapping[SnapKind, str] = {
    SnapKind.VERTEX: mark("SnapKinds", "corner"),
    SnapKind.CROSSING: mark("SnapKinds", "crossing"),
    SnapKind.MIDPOINT: mark("SnapKinds", "midpoint"),
    SnapKind.EDGE: mark("SnapKinds", "edge"),
    SnapKind.EXTENSION: mark("SnapKinds", "extension"),
    SnapKind.RIGHT_ANGLE: mark("SnapKinds", "right angle"),
}


def snap_text(snap: Snap) -> str:
    """Return whose point was snapped to and what it is."""
    kind = QCoreApplication.translate("SnapKinds", SNAP_KINDS[snap.kind])
    return f"{snap.target} · {kind}" if snap.target else kind


@dataclass(frozen=True)
class MapWords:
    """The few words a map prints by itself."""

    disclaimer: str = "界线示意，不作划界依据"
    hectares: str = "{area} hm²"
    zone: str = "{counties} {number:02d}"
    patrol_areas: str = "联防区"
    zones: str = "共同责任区"
    borders: str = "界线"
    straddling: str = "跨界林地"
    reaches: str = "界河与跨界断面"
    border_roads: str = "跨界与沿界道路"
    unknown: str = "未知"
    others: str = "其他值"
    language: str = "zh_CN"

    @property
    def is_chinese(self) -> bool:
        """Whether the map speaks Chinese."""
        return self.language == "zh_CN"


def window_words() -> MapWords:
    """Return the map's words in the language of the window."""

    def say(text: str) -> str:
        return QCoreApplication.translate("MapWords", text)

    return MapWords(
        disclaimer=say("Lines are illustrative and settle no boundary"),
        hectares=say("{area} hm²"),
        zone=say("{counties} {number:02d}"),
        patrol_areas=say("Patrol areas"),
        zones=say("Shared-responsibility zones"),
        borders=say("Boundary lines"),
        straddling=say("Forest across county lines"),
        reaches=say("Rivers on county lines"),
        border_roads=say("Roads at county lines"),
        unknown=say("Unknown"),
        others=say("Other values"),
        language=i18n.current(),
    )
