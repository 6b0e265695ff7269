"""The program itself."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import Spec
from app.i18n import mark

PROGRAM_ROWS: Mapping[str, Spec] = {
    # -- program
    "preferences": Spec(
        mark("Actions", "Settings…"),
        "settings",
        ("Ctrl+,",),
        mark("Actions", "Language, theme, how coordinates are written"),
    ),
    "switch_language": Spec(
        mark("Actions", "中文 / English"),
        "languages",
        ("Ctrl+Shift+L",),
        mark("Actions", "The other language, at once"),
    ),
    "shortcuts": Spec(
        mark("Actions", "Keyboard shortcuts"),
        "keyboard",
        ("F1", "Ctrl+/"),
        mark("Actions", "Every key and what the mouse does, to search and to print"),
    ),
    "about": Spec(
        mark("Actions", "About Lianfang"),
        "info",
        ("Shift+F1",),
        mark("Actions", "Version, licences, and whose work it stands on"),
    ),
    "search": Spec(
        mark("Actions", "Search…"),
        "search",
        ("Ctrl+K",),
        mark("Actions", "Find commands, layers, counties, zones and places by name, pinyin or coordinates"),
    ),
}
