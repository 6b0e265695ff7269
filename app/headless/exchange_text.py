"""What the commands of the exchange share: differences as lines and as JSON, and the choice that settles conflicts."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from app import exchange_words
from app.headless.console import say, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.exchange.journal import Handover
    from layers.exchange.model import Choice, Difference
    from layers.exchange.plans import PlanComparison


def chosen(arguments: argparse.Namespace) -> Choice | None:
    """Return the choice for whatever both changed; None to ask."""
    from layers.exchange.model import Choice

    return None if arguments.conflicts == "ask" else Choice(arguments.conflicts)


def say_differences(found: PlanComparison, *, only_open: bool = False, tell_findings: bool = True) -> None:
    """Print the differences by table, each with its sign, its name and what is different."""
    comparison = found.comparison
    for finding in comparison.findings if tell_findings else ():
        warn("! " + exchange_words.finding_text(finding, comparison.ours, comparison.theirs))
    table = ""
    for one in comparison.conflicts if only_open else comparison.differences:
        if one.table != table:
            table = one.table
            say(exchange_words.table_title(table, comparison.ours, comparison.theirs))
        say("  " + line(one, found))
        for field in one.fields:
            if field.who != "ours":
                say("      " + field_line(field, found))


def line(one: Difference, found: PlanComparison) -> str:
    """Return a difference as one line."""
    told = [exchange_words.change_text(one), exchange_words.matched_text(one)]
    return f"{exchange_words.sign(one)} {exchange_words.row_title(one)}  " + ", ".join(filter(None, told))


def field_line(field: Any, found: PlanComparison) -> str:
    """Return a field as one line: ours, theirs, and of a shape what it gains and loses."""
    title = exchange_words.field_title(field)
    if field.kind == "geometry":
        from layers.exchange.shapes import shape_change

        change = shape_change(field.ours, field.theirs, epsg=_epsg(found, field))
        return f"{title}: {exchange_words.shape_text(change, field)}"
    ours, theirs = (exchange_words.value_text(field.kind, value) for value in (field.ours, field.theirs))
    return tr("{field}: ours {ours}, theirs {theirs}").format(field=title, ours=ours, theirs=theirs)


def _epsg(found: PlanComparison, field: Any) -> int:
    from layers.exchange.shapes import epsg_for

    return epsg_for(found.epsg, field.ours, field.theirs)


def say_summary(found: PlanComparison) -> None:
    """Print how many differences there are, and of what sort."""
    comparison = found.comparison
    changes = len(comparison.differences)
    text = tr("%n difference(s), {conflicts} to decide; {agreed} the same on both sides, {ours} only ours", changes)
    say(
        text.format(
            conflicts=len(comparison.conflicts),
            agreed=sum(comparison.agreed.values()),
            ours=sum(comparison.ours_only.values()),
        )
    )


def say_handover(handover: Handover | None) -> None:
    """Print who handed the other plan over, when."""
    if handover is not None:
        who = " ".join(filter(None, (handover.county_name or handover.county, handover.person))) or "–"
        say(tr("Handed over by {who}, {at}: {title}").format(who=who, at=handover.at, title=handover.title))


def as_json(found: PlanComparison, handover: Handover | None) -> str:
    """Return a comparison as one JSON document."""
    comparison = found.comparison
    value = {
        "handover": None if handover is None else handover.as_dict(),
        "related": found.is_related,
        "ancestor": list(found.ancestor),
        "our_content_hash": found.our_hash,
        "their_content_hash": found.their_hash,
        "findings": [{"code": one.code, **one.facts} for one in comparison.findings],
        "agreed": dict(comparison.agreed),
        "ours_only": dict(comparison.ours_only),
        "differences": [_difference_json(one, found) for one in comparison.differences],
    }
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def _difference_json(one: Difference, found: PlanComparison) -> dict[str, Any]:
    return {
        "table": one.table,
        "uid": one.uid,
        "title": one.title,
        "change": one.change.value,
        "conflict": one.is_conflict,
        "matched_by": one.matched_by.value,
        "fields": [_field_json(field, found) for field in one.fields],
    }


def _field_json(field: Any, found: PlanComparison) -> dict[str, Any]:
    told: dict[str, Any] = {"name": field.name, "who": field.who.value}
    if field.kind == "geometry":
        from layers.exchange.shapes import shape_change

        change = shape_change(field.ours, field.theirs, epsg=_epsg(found, field))
        return {**told, "added_ha": round(change.added_ha, 4), "removed_ha": round(change.removed_ha, 4)}
    if field.kind == "block":
        return told
    return {**told, "base": field.base, "ours": field.ours, "theirs": field.theirs}


def check_decided(found: PlanComparison, decisions: Any) -> None:
    """Raise ``UndecidedDifferences`` where something that both changed is not decided."""
    from layers.errors import UndecidedDifferences
    from layers.exchange.resolving import undecided

    if left := undecided(found.comparison, decisions):
        titles = [exchange_words.row_title(one) for one in left[:5]]
        raise UndecidedDifferences(count=len(left), titles=titles)


def say_taken(done: Any) -> None:
    """Print what a take-in did."""
    if not done.change_id:
        say(tr("Nothing to take in: the plan knows all of it."))
    else:
        text = tr("{accepted} taken in, {declined} declined, {later} left for later; one step, which undo takes back")
        merged = done.merged
        say(text.format(accepted=merged.accepted, declined=merged.declined, later=merged.later))
        for uid, number in done.merged.renumbered.items():
            say("  " + tr("{uid} has number {number} now, which was free").format(uid=uid[:12], number=number))
    say(tr("content hash: {hash}").format(hash=done.content_hash))
