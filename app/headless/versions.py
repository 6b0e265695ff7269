"""``versions PLAN``: versions of areas and agreements, who agreed to what, and amendments as documents."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, console_progress, say, say_graphics_missing, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from layers.export.words import Words
    from layers.version_workflow import Status
    from layers.versions.ledger import LedgerRow
    from layers.versions.model import Consent


def run(arguments: argparse.Namespace) -> int:
    """List, or write a list or an amendment; the plan is only read."""
    problem = start_qt(arguments.lang)
    from app.sheets.words import load_words
    from app.tasks.versions import write_consents, write_redline
    from layers import version_workflow
    from layers.export.versions import ENDINGS
    from layers.plan.store import PlanStore

    endings = ENDINGS if arguments.redline else (".xlsx", *ENDINGS)
    if arguments.out is not None and arguments.out.suffix.lower() not in endings:
        known = ", ".join(endings)
        warn(tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=known))
        return Exit.USAGE
    if arguments.redline and (arguments.out is None or not arguments.thing):
        warn(tr("--redline needs --thing, what to compare, and --out, where to write it"))
        return Exit.USAGE
    if problem and arguments.out is not None and arguments.out.suffix.lower() == ".pdf":
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    words = load_words(arguments.lang)
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        standing = version_workflow.statuses(store)
        if arguments.thing:
            standing = [one for one in standing if arguments.thing in (one.thing.uid, one.thing.title)]
            if not standing:
                warn(tr("{value}: the plan has no such area or agreement").format(value=arguments.thing))
                return Exit.USAGE
        progress = console_progress(tr("Writing files"))
        if arguments.redline:
            before, after = arguments.redline
            thing, draws = standing[0].thing, not problem
            write_redline(store, thing, before, after, arguments.out, arguments.lang, can_draw=draws, progress=progress)
        elif arguments.out is not None:
            write_consents(store, arguments.out, arguments.lang, can_draw=not problem, progress=progress)
        if arguments.out is not None:
            say(str(arguments.out))
            return Exit.OK
        rows, consents = version_workflow.ledger_of(store), store.consents()
    if arguments.json:
        say(json.dumps([_plain(one, rows, consents) for one in standing], ensure_ascii=False, indent=2))
    else:
        _list(standing, rows, words, everything=bool(arguments.thing))
    return Exit.OK


def _list(standing: list[Status], rows: list[LedgerRow], words: Words, *, everything: bool) -> None:
    from layers.export.printed_version import PrintedVersion
    from layers.export.versions import who_text
    from layers.versions.model import ThingKind

    left = 0
    for one in standing:
        own = [row for row in rows if row.thing.key == one.thing.key]
        spoken = [row for row in own if row.consent is not None]
        if not (everything or one.versions or spoken or one.thing.kind is ThingKind.PATROL_AREA):
            left += 1
            continue
        if one.sha256:
            printed = PrintedVersion.of(one)
            state = words.code("version_state", printed.state)
            say(tr("{title}: version {number}, {state}  {short}").format(
                title=one.thing.title, number=printed.number, state=state, short=printed.short
            ))  # fmt: skip
        else:
            say(tr("{title}: no longer in the plan").format(title=one.thing.title))
        for row in own:
            standing_text = words.code("version_standing", row.standing.value)
            said = f"  {row.consent.on}  {who_text(row.consent)}" if row.consent else ""
            say(f"    {row.party}  {standing_text}{said}")
    if left:
        say(tr("{count} agreements to which nobody has said anything").format(count=left))


def _plain(one: Status, rows: list[LedgerRow], consents: list[Consent]) -> dict[str, Any]:
    return {
        "kind": one.thing.kind.value,
        "uid": one.thing.uid,
        "title": one.thing.title,
        "sha256": one.sha256,
        "has_changed": one.has_changed,
        "versions": [
            {"number": version.number, "state": version.state.value, "sha256": version.sha256, "note": version.note}
            for version in one.versions
        ],
        "parties": [
            {"county": row.county, "party": row.party, "standing": row.standing.value, "version": row.version}
            for row in rows
            if row.thing.key == one.thing.key
        ],
        "said": [_said(consent) for consent in consents if consent.key == one.thing.key],
    }


def _said(consent: Consent) -> dict[str, Any]:
    names = ("act", "version", "sha256", "county", "party", "name", "role", "on", "note", "created_at")
    return {name: getattr(consent, name) for name in names}
