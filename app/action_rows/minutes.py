"""Actions about the minutes of a meeting."""

from __future__ import annotations

from collections.abc import Mapping

from app.action_rows.spec import EDIT, PLAN, Need, Spec
from app.i18n import mark

_RUNS: Need = (lambda s: s.has_meeting, mark("Actions", "Begin a meeting first (Ctrl+U, M)"))
_MINUTES: Need = (lambda s: s.has_minutes, mark("Actions", "Begin a meeting first (Ctrl+U, M)"))

MINUTES_ROWS: Mapping[str, Spec] = {
    "open_minutes": Spec(
        mark("Actions", "Minutes of a meeting"),
        "notebook-pen",
        ("Ctrl+U, M",),
        mark("Actions", "Begin a meeting or go on with one: decisions, remarks, tasks, with the map at each decision"),
        needs=(PLAN,),
    ),
    "record_decision": Spec(
        mark("Actions", "Write down a decision"),
        "gavel",
        ("Ctrl+U, 7",),
        mark("Actions", "What was decided, about what is chosen on the map; it comes into the register as well"),
        needs=(*EDIT, _RUNS),
    ),
    "record_remark": Spec(
        mark("Actions", "Write down a remark"),
        "message-square",
        ("Ctrl+U, 8",),
        mark("Actions", "What a county says about what is chosen on the map"),
        needs=(*EDIT, _RUNS),
    ),
    "record_objection": Spec(
        mark("Actions", "Write down an objection"),
        "circle-alert",
        ("Ctrl+U, 9",),
        mark("Actions", "What a county objects to; what was decided stands open again"),
        needs=(*EDIT, _RUNS),
    ),
    "record_task": Spec(
        mark("Actions", "Write down a task"),
        "list-checks",
        ("Ctrl+U, 0",),
        mark("Actions", "What is to be done, by whom and by which day; it comes into register and calendar"),
        needs=(*EDIT, _RUNS),
    ),
    "write_minutes": Spec(
        mark("Actions", "Write the minutes…"),
        "file-output",
        ("Ctrl+U, D",),
        mark("Actions", "Write the minutes of the meeting as DOCX and PDF, ready to be signed"),
        needs=(PLAN, _MINUTES),
    ),
}
