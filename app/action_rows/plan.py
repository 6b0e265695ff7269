"""The plan as a file, and taking steps back."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import EDIT, IDLE, LAYERS, PLAN, Spec
from app.i18n import mark

PLAN_ROWS: Mapping[str, Spec] = {
    # -- plan
    "new_plan": Spec(
        mark("Actions", "New plan…"), "plus", ("Ctrl+N",), mark("Actions", "Begin with counties or with files")
    ),
    "open_plan": Spec(
        mark("Actions", "Open a plan…"),
        "folder-open",
        ("Ctrl+O",),
        mark("Actions", "Also opens what a colleague has packed"),
    ),
    "open_sample": Spec(
        mark("Actions", "Open the sample"),
        "map",
        ("Ctrl+Shift+N",),
        mark("Actions", "A made-up region with everything in it, to try things out"),
    ),
    "add_layers": Spec(
        mark("Actions", "Add layers…"),
        "layers",
        ("Ctrl+L",),
        mark("Actions", "Read map files into the plan; you can also drop them on the window"),
        short=mark("Actions", "Add layers"),
        needs=EDIT,
    ),
    "add_counties": Spec(
        mark("Actions", "Add counties from the built-in list…"),
        "map",
        ("Ctrl+Shift+O",),
        mark("Actions", "Outlines of all counties of the country come with the program"),
        needs=EDIT,
    ),
    "place_scan": Spec(
        mark("Actions", "Place a scanned map…"),
        "map-pinned",
        ("Ctrl+Alt+J",),
        mark("Actions", "Put a picture on the map by points that are in both, to trace from it"),
        needs=(*EDIT, LAYERS),
    ),
    "save": Spec(
        mark("Actions", "Save"),
        "save",
        ("Ctrl+S",),
        mark("Actions", "Every change is in the file already; an untitled plan gets its place"),
        needs=(PLAN, IDLE),
    ),
    "save_as": Spec(
        mark("Actions", "Save as…"),
        "file-output",
        ("Ctrl+Shift+S",),
        mark("Actions", "Write the plan to another place and go on there; undo goes along"),
        needs=(PLAN, IDLE),
    ),
    "save_copy": Spec(
        mark("Actions", "Save a copy…"),
        "copy",
        ("Ctrl+Alt+S",),
        mark("Actions", "Write a copy to another place and stay here"),
        needs=(PLAN, IDLE),
    ),
    "pack": Spec(
        mark("Actions", "Pack for a colleague…"),
        "share",
        ("Ctrl+Shift+X",),
        mark("Actions", "Put the plan and its rasters into one file that a colleague can open"),
        needs=(PLAN, IDLE),
    ),
    "earlier_versions": Spec(
        mark("Actions", "Earlier versions…"),
        "archive-restore",
        ("Ctrl+Alt+Y",),
        mark("Actions", "Versions of this and other plans that were kept while you worked"),
    ),
    "plan_facts": Spec(
        mark("Actions", "Title and reference date…"),
        "calendar",
        ("Ctrl+Shift+T",),
        mark("Actions", "What documents call the plan, and the day they are as of"),
        needs=EDIT,
    ),
    "close_plan": Spec(
        mark("Actions", "Close the plan"),
        "x",
        ("Ctrl+W",),
        mark("Actions", "Back to the start page; everything is saved"),
        needs=(PLAN, IDLE),
    ),
    "quit": Spec(mark("Actions", "Quit"), "log-out", ("Ctrl+Q",), mark("Actions", "Everything is saved")),
    # -- edit
    "undo": Spec(
        mark("Actions", "Undo"),
        "undo-2",
        ("Ctrl+Z",),
        mark("Actions", "Take the last step back: of the sketch in hand, else of the plan"),
        needs=(*EDIT, (lambda s: s.can_undo, mark("Actions", "Nothing to undo"))),
    ),
    "redo": Spec(
        mark("Actions", "Redo"),
        "redo-2",
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        mark("Actions", "Do again what was undone"),
        needs=(*EDIT, (lambda s: s.can_redo, mark("Actions", "Nothing to redo"))),
    ),
}
