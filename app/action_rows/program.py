"""The program itself."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import Need, Spec
from app.i18n import mark

_WALKING: Need = (lambda s: s.is_walking, mark("Actions", "Begin the guided walk first (Ctrl+Shift+F1)"))

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
    "context_help": Spec(
        mark("Actions", "Help on this"),
        "circle-help",
        ("F1",),
        mark("Actions", "The page about the panel, card, dialog or tool in hand, or what is under the mouse"),
    ),
    "help_contents": Spec(
        mark("Actions", "Help contents"),
        "list-tree",
        ("Ctrl+F1",),
        mark("Actions", "All pages of the help, to read and to search"),
    ),
    "walk": Spec(
        mark("Actions", "Guided walk through the sample…"),
        "milestone",
        ("Ctrl+Shift+F1",),
        mark("Actions", "The main job in fourteen short steps, in a sample of its own; goes on where it was left"),
    ),
    "walk_next": Spec(
        mark("Actions", "Walk: next step"),
        "arrow-right",
        ("F9",),
        mark("Actions", "The next step of the guided walk"),
        needs=(_WALKING,),
    ),
    "walk_back": Spec(
        mark("Actions", "Walk: step before"),
        "arrow-left",
        ("Shift+F9",),
        mark("Actions", "The step of the guided walk before this one"),
        needs=(_WALKING,),
    ),
    "walk_do": Spec(
        mark("Actions", "Walk: do it for me"),
        "play",
        ("Ctrl+F9",),
        mark("Actions", "The program does what the step asks for"),
        needs=(_WALKING,),
    ),
    "walk_end": Spec(
        mark("Actions", "End the walk"),
        "x",
        ("Ctrl+Shift+F9",),
        mark("Actions", "Take the walk away; it can be taken up where it was left"),
        needs=(_WALKING,),
    ),
    "shortcuts": Spec(
        mark("Actions", "Keyboard shortcuts"),
        "keyboard",
        ("Ctrl+/",),
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
