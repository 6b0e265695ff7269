"""Words of the minutes on screen; those that papers print too come from the templates."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app import register_words
from app.i18n import mark
from layers.minutes.model import MinuteKind
from layers.minutes.paper import about_title, code_text, who_text
from layers.minutes_workflow import Said

ICONS: Mapping[MinuteKind, str] = {
    MinuteKind.BEGUN: "play",
    MinuteKind.DECISION: "gavel",
    MinuteKind.REMARK: "message-square",
    MinuteKind.OBJECTION: "circle-alert",
    MinuteKind.TASK: "list-checks",
    MinuteKind.SHAPE: "waypoints",
    MinuteKind.CLOSED: "flag",
    MinuteKind.REOPENED: "play",
}
_HINTS: Mapping[MinuteKind, str] = {
    MinuteKind.DECISION: mark("Minutes", "What was decided; Enter writes it down with the map"),
    MinuteKind.REMARK: mark("Minutes", "What was said; Enter writes it down"),
    MinuteKind.OBJECTION: mark("Minutes", "Who objects, and why; Enter writes it down"),
    MinuteKind.TASK: mark("Minutes", "What is to be done; Enter writes it down"),
}


def kind(which: MinuteKind) -> str:
    """Return what a kind of entry is called."""
    return register_words.words().code("minute_kind", which.value)


def hint(which: MinuteKind) -> str:
    """Return what one writes of a kind."""
    return QCoreApplication.translate("Minutes", _HINTS[which])


def entry_text(one: Said, names: Mapping[str, str]) -> str:
    """Return an entry on one line: what it is, about what, who says what, and how it stands.

    Parameters
    ----------
    names : mapping of str to str
        County code → short name.
    """
    words, minute = register_words.words(), one.minute
    parts = [kind(minute.kind)] if minute.kind is not MinuteKind.SHAPE else []
    if minute.about.key:
        parts.append(about_title(minute.about, names, words))
    if minute.kind is MinuteKind.SHAPE:
        parts += [words.code("minute_act", minute.act.value), code_text(minute, words)]
    if minute.county or minute.speaker:
        parts.append(who_text(minute, names, words))
    parts.append(" ".join(one.text.split()))
    parts += [one.owner, one.due]
    if one.state:
        parts.append(words.code("decision_state", one.state))
    return " · ".join(part for part in parts if part)
