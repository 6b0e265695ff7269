"""What both sides hold and lack, and hazard sources at the line."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import COUNTIES, EDIT, PLAN, Spec
from app.i18n import mark

INVENTORY_ROWS: Mapping[str, Spec] = {
    # -- inventory
    "inventory": Spec(
        mark("Actions", "Inventory of both sides"),
        "warehouse",
        ("Ctrl+I, I",),
        mark(
            "Actions",
            "Materials, equipment, vehicles, teams and experts: how many, where, whom to call, how old the data are",
        ),
        needs=(PLAN,),
    ),
    "find_capability": Spec(
        mark("Actions", "Who has …"),
        "search",
        ("Ctrl+I, F",),
        mark("Actions", "Type what somebody must have or be able to do: pump, divers, robot; pinyin will do"),
        needs=(PLAN,),
    ),
    "inventory_shortfalls": Spec(
        mark("Actions", "Need and shortfall"),
        "list-checks",
        ("Ctrl+I, D",),
        mark("Actions", "What each county needs against what it holds, singly and together"),
        needs=(PLAN,),
    ),
    "hazard_sources": Spec(
        mark("Actions", "Hazard sources at the line"),
        "triangle-alert",
        ("Ctrl+I, H",),
        mark(
            "Actions", "Owner, inspection, rectification and next joint inspection of the hazard sources near the line"
        ),
        needs=(PLAN, COUNTIES),
    ),
    "import_inventory": Spec(
        mark("Actions", "Import an inventory…"),
        "import",
        ("Ctrl+I, X",),
        mark("Actions", "Read what is held from a workbook; everything that is unclear is told first"),
        needs=(*EDIT, COUNTIES),
    ),
}
