"""Actions of the exchange with other counties."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import EDIT, PLAN, Need, Spec
from app.i18n import mark

_BESIDE: Need = (lambda s: s.has_exchange, mark("Actions", "Take in a plan first (Ctrl+H, T)"))

EXCHANGE_ROWS: Mapping[str, Spec] = {
    "hand_over": Spec(
        mark("Actions", "Hand over to another county…"),
        "share",
        ("Ctrl+H, G",),
        mark("Actions", "Write a package with the plan, its rasters and who gave it when, for a stick"),
        needs=(PLAN,),
    ),
    "take_in": Spec(
        mark("Actions", "Take in from another county…"),
        "inbox",
        ("Ctrl+H, T",),
        mark("Actions", "Compare a package or plan with this one; nothing changes before you say so"),
        needs=EDIT,
    ),
    "show_exchange": Spec(
        mark("Actions", "Exchange"),
        "arrow-left-right",
        ("Ctrl+H, X",),
        mark("Actions", "Differences to the plan that is being taken in, or who handed what over when"),
        needs=(PLAN,),
    ),
    "exchange_blink": Spec(
        mark("Actions", "Blink ours and theirs"),
        "eye",
        ("F8",),
        mark("Actions", "Show the two drafts in turn, so that what moved is seen"),
        checkable=True,
        needs=(PLAN, _BESIDE),
    ),
    "exchange_swap": Spec(
        mark("Actions", "Swap ours and theirs"),
        "arrow-left-right",
        ("Shift+F8",),
        mark("Actions", "Show ours alone, theirs alone, both"),
        needs=(PLAN, _BESIDE),
    ),
    "exchange_draw": Spec(
        mark("Actions", "Draw what is agreed"),
        "pencil",
        ("Ctrl+H, D",),
        mark("Actions", "Draw the outline on which both agree, for the difference chosen"),
        needs=(*EDIT, _BESIDE),
    ),
    "exchange_rest": Spec(
        mark("Actions", "Accept whatever only they changed"),
        "list-checks",
        ("Ctrl+H, R",),
        mark("Actions", "Accept every difference but those that both changed"),
        needs=(*EDIT, _BESIDE),
    ),
    "exchange_finish": Spec(
        mark("Actions", "Write what was decided"),
        "check",
        ("Ctrl+H, F",),
        mark("Actions", "Take in what was decided, as one step that undo takes back"),
        needs=(*EDIT, _BESIDE),
    ),
}
