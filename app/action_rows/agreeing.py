"""Actions about the register of agreements."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import EDIT, PLAN, Need, Spec
from app.i18n import mark

_ZONES: Need = (lambda s: s.has_zones, mark("Actions", "Derive the zones first"))

AGREEMENT_ROWS: Mapping[str, Spec] = {
    "open_register": Spec(
        mark("Actions", "Agreement register…"),
        "handshake",
        ("Ctrl+U, A",),
        mark(
            "Actions",
            "Agreements, bodies, contacts, meetings, drills and the responsibility list, as tables with forms",
        ),
        needs=(PLAN,),
    ),
    "show_gaps": Spec(
        mark("Actions", "Gaps between agreements"),
        "map",
        ("Ctrl+U, G",),
        mark("Actions", "Show how every border stands: in force, ending, expired, in talks, without agreement"),
        needs=(PLAN,),
    ),
    "gap_rules": Spec(
        mark("Actions", "How gaps are judged…"),
        "sliders-horizontal",
        ("Ctrl+U, R",),
        mark("Actions", "Set which gaps come first, and how long drills, meetings and stock lists count"),
        needs=EDIT,
    ),
    "show_ledger": Spec(
        mark("Actions", "Ledger of the counties…"),
        "arrow-left-right",
        ("Ctrl+U, L",),
        mark("Actions", "What counties send and give each other, who would bear which cost, what is lent and owed"),
        needs=(PLAN,),
    ),
    "record_help": Spec(
        mark("Actions", "Record help given…"),
        "users",
        ("Ctrl+U, H",),
        mark("Actions", "Record what one county did for another: people, hours, cost"),
        needs=EDIT,
    ),
    "record_loan": Spec(
        mark("Actions", "Record a loan or compensation…"),
        "warehouse",
        ("Ctrl+U, B",),
        mark("Actions", "Record what was lent, requisitioned or is to be compensated, when it is due and its value"),
        needs=EDIT,
    ),
    "fill_duties": Spec(
        mark("Actions", "Fill the responsibility list"),
        "list-checks",
        ("Ctrl+U, F",),
        mark("Actions", "Add what the zones give to the responsibility list; what a person wrote stays"),
        needs=(*EDIT, _ZONES),
    ),
    "open_versions": Spec(
        mark("Actions", "Versions and signatures…"),
        "file-check",
        ("Ctrl+U, V",),
        mark("Actions", "Draft, negotiated, signed: areas and agreements, who agreed to what, amendments"),
        needs=(PLAN,),
    ),
    "check_paper": Spec(
        mark("Actions", "Check a paper…"),
        "shield-check",
        ("Ctrl+U, K",),
        mark("Actions", "Does the plan still say what a printed paper says? By its hash, its QR code or the file"),
        needs=(PLAN,),
    ),
    "new_comment": Spec(
        mark("Actions", "Comment on a place or shape"),
        "message-square-plus",
        ("Ctrl+U, Q",),
        mark("Actions", "Click a place or a shape on the map and write what is to be settled there"),
        checkable=True,
        group="tool",
        needs=EDIT,
    ),
    "show_comments": Spec(
        mark("Actions", "Comments"),
        "message-square",
        ("Ctrl+U, O",),
        mark("Actions", "List what was said about places and shapes, open questions first"),
        needs=(PLAN,),
    ),
    "import_register": Spec(
        mark("Actions", "Read a workbook into the register…"),
        "import",
        ("Ctrl+U, I",),
        mark("Actions", "Take the rows of a workbook; everything that is wrong in it is told together"),
        needs=EDIT,
    ),
    "export_register": Spec(
        mark("Actions", "Export the register…"),
        "file-output",
        ("Ctrl+U, E",),
        mark("Actions", "Write all tables, gaps, the four-dimension matrices and health as a workbook"),
        needs=(PLAN,),
    ),
    "open_year": Spec(
        mark("Actions", "The year…"),
        "calendar",
        ("Ctrl+U, Y",),
        mark("Actions", "What is due when: meetings, chair, inspections, seasons, terms; what to confirm; evaluation"),
        needs=(PLAN,),
    ),
    "add_year_entry": Spec(
        mark("Actions", "Add to the calendar…"),
        "plus",
        ("Ctrl+U, N",),
        mark("Actions", "Add an entry of your own to the calendar"),
        needs=EDIT,
    ),
    "new_year": Spec(
        mark("Actions", "New year from this plan…"),
        "refresh-cw",
        ("Ctrl+U, C",),
        mark("Actions", "Carry dates, roster and chair on into the next year, with a list of what must be confirmed"),
        needs=EDIT,
    ),
    "year_settings": Spec(
        mark("Actions", "Seasons and numbers of the calendar…"),
        "settings",
        ("Ctrl+U, S",),
        mark("Actions", "Fire and flood seasons of each county, how often counties meet, how early to remind"),
        needs=EDIT,
    ),
    "export_year": Spec(
        mark("Actions", "Write the year…"),
        "file-output",
        ("Ctrl+U, W",),
        mark("Actions", "Write the calendar file, the annual plan and the evaluation sheet, with their workbooks"),
        needs=(PLAN,),
    ),
    "register_template": Spec(
        mark("Actions", "Save a template of the register…"),
        "sheet",
        ("Ctrl+U, T",),
        mark("Actions", "Write an empty workbook that says what each column takes"),
    ),
}
