"""How versions read in lists: state, hash, what changed, as the window shows them."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app import register_words, theme, words
from layers.export.printed_version import PrintedVersion
from layers.export.versions import entry_name, value_text
from layers.versions.model import VersionState
from layers.versions.redline import ClauseChange, Mark, Redline, ShapeChange

if TYPE_CHECKING:
    from layers.version_workflow import Status

#: State is told by more than colour.
SIGNS = {
    "draft": "○",
    VersionState.NEGOTIATED.value: "◐",
    VersionState.SIGNED.value: "●",
    VersionState.WITHDRAWN.value: "✕",
}


def state_of(status: Status) -> str:
    """Return the code of how a thing stands now."""
    if status.version is None or status.has_changed:
        return VersionState.DRAFT.value
    return status.version.state.value


def state_text(status: Status) -> str:
    """Return sign, version and state of a thing."""
    known = register_words.words()
    number = status.version.number if status.version else 1
    code = state_of(status)
    text = QCoreApplication.translate("Versions", "{sign} Version {number}, {state}")
    return text.format(sign=SIGNS[code], number=number, state=known.code("version_state", code))


def short_text(status: Status) -> str:
    """Return the short form of its hash; "" when it is gone."""
    return PrintedVersion.of(status).short if status.sha256 else ""


def redline_html(found: Redline, title: str) -> str:
    """Return an amendment as rich text: struck out in red with a line through, put in in green and underlined."""
    tokens, known = theme.tokens(), register_words.words()
    removed = f'style="color:{tokens.danger};text-decoration:line-through"'
    added = f'style="color:{tokens.success};text-decoration:underline"'
    parts = [f"<h3>{html.escape(known['version.area'])}</h3>"]
    changed = [one for one in found.shapes if one.mark is not Mark.SAME]
    if changed:
        rows = "".join(_area_row(one) for one in changed)
        heads = ("thing", "before_ha", "added_ha", "removed_ha", "after_ha", "added_mu", "removed_mu")
        head = "".join(f'<th align="left">{html.escape(known[f"version_column.{name}"])}</th>' for name in heads)
        parts.append(f'<table cellspacing="0" cellpadding="4"><tr>{head}</tr>{rows}</table>')
    else:
        parts.append(f"<p>{html.escape(known['version.area_same'])}</p>")
    if found.clauses:
        parts.append(f"<h3>{html.escape(known['version.clauses'])}</h3>")
        clauses = [one for one in found.clauses if one.mark is not Mark.SAME]
        parts += [_clause(one, removed, added) for one in clauses]
        if not clauses:
            parts.append(f"<p>{html.escape(known['version.clauses_same'])}</p>")
    parts.append(f"<h3>{html.escape(known['version.entries'])}</h3>")
    for one in found.columns:
        before, after = (html.escape(value_text(value, known)) for value in (one.before, one.after))
        name = html.escape(f"{one.of or title} · {entry_name(one.name, known)}")
        parts.append(f"<p>{name}<br><span {removed}>{before}</span> <span {added}>{after}</span></p>")
    if not found.columns:
        parts.append(f"<p>{html.escape(known['version.entries_same'])}</p>")
    return "".join(parts)


def _area_row(one: ShapeChange) -> str:
    cells = [html.escape(one.title)]
    cells += [f"{m2 / 1e4:.4f}" for m2 in (one.before_m2, one.added_m2, one.removed_m2, one.after_m2)]
    cells += [f"{m2 / 1e4 * words.MU_PER_HA:.2f}" for m2 in (one.added_m2, one.removed_m2)]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _clause(one: ClauseChange, removed: str, added: str) -> str:
    looks = {Mark.SAME: "", Mark.REMOVED: removed, Mark.ADDED: added}
    runs = "".join(f"<span {looks[run.mark]}>{html.escape(run.text)}</span>" for run in one.runs)
    return f"<p>{runs}</p>"
