"""``agreement P --kind K --out DIR``: an agreement with its annexes, as DOCX and PDF."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, console_progress, error_text, say, say_graphics_missing, start_qt, warn
from app.headless.exporting import chosen, stamp_of
from app.qtcore import tr

#: In place of an agreement: every one of the register.
_ALL = "all"

if TYPE_CHECKING:
    import pandas as pd

    from app.tasks.agreement import AgreementOutcome
    from layers.documents.kinds import Annex


def run(arguments: argparse.Namespace) -> int:
    """Write the agreements that were asked for; exit 3 when Qt cannot draw the map and the PDF."""
    from app.tasks.agreement import AgreementRequest, write_agreement
    from layers.documents.kinds import CLAUSES, Choices, DocumentKind, kind_for
    from layers.plan.store import PlanStore

    problem = start_qt(arguments.lang)
    clauses = None if not arguments.clauses else tuple(arguments.clauses.split(","))
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        areas = tuple(chosen(store.patrol_areas(), arguments.area)) if arguments.area else None
        if areas is not None and not areas:
            names = ", ".join(store.patrol_areas()["name"].astype(str)) or tr("none yet")
            warn(
                tr("{area}: no such joint-patrol area. The plan has: {names}").format(area=arguments.area, names=names)
            )
            return Exit.USAGE
        row = _agreement(store.agreements(), arguments.agreement)
        if row is None:
            warn(tr("{name}: no such agreement in the register of the plan").format(name=arguments.agreement))
            return Exit.USAGE
        kind = kind_for(row) if arguments.kind == "auto" else DocumentKind(arguments.kind)
        annexes = _annexes(arguments.annexes, kind)
        unknown = [code for code in clauses or () if code not in CLAUSES[kind]]
        if unknown or annexes is None:
            known = ", ".join(CLAUSES[kind]) if unknown else "1-9"
            value = ", ".join(unknown) or arguments.annexes
            warn(tr("{value}: not known here; use some of {known}").format(value=value, known=known))
            return Exit.USAGE
        request = AgreementRequest(
            choices=Choices(
                kind,
                agreement=str(row.get("uid", "")),
                parties=tuple(_party(text) for text in arguments.party),
                areas=areas,
                clauses=clauses,
                annexes=annexes,
                title=arguments.title,
                number=arguments.number,
                with_phones=arguments.phones,
            ),
            stamp=stamp_of(arguments),
            folder=arguments.out,
            language=arguments.lang,
            formats=("docx",) if problem else ("docx", "pdf"),
            alone=not arguments.whole,
            each=arguments.agreement == _ALL,
            is_suited=arguments.kind == "auto",
            templates=arguments.templates,
        )
        work = console_progress(tr("Writing the agreement"))
        outcome = write_agreement(store, request, can_draw=not problem, progress=work)
        tell(outcome, arguments.lang)
    if problem:
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    return Exit.FAILED if outcome.failures else Exit.OK


def tell(outcome: AgreementOutcome, language: str) -> None:
    """Print what was written, then each finding with its law and the way out."""
    from app.sheets.words import load_words

    words = load_words(language)
    for path in outcome.paths:
        say(str(path))
    for one in outcome.findings:
        mark = "!" if one.severity != "note" else "·"
        warn(f"{mark} {one.text(words)}  [{one.article(words)}] {one.way(words)}")
    for name, error in outcome.failures:
        warn(f"! {name}: {error_text(error)}")


def _annexes(text: str, kind: str) -> tuple[Annex, ...] | None:
    """Return the annexes meant by ``all``, ``none`` or numbers such as ``1,2,9``; None when one is not known."""
    from layers.documents.kinds import ANNEXES, DocumentKind

    if text == "all":
        return () if kind == DocumentKind.VILLAGE else ANNEXES
    if text == "none":
        return ()
    numbers = [one.strip() for one in text.split(",")]
    if not all(one.isdigit() and 1 <= int(one) <= len(ANNEXES) for one in numbers):
        return None
    wanted = {int(one) for one in numbers}
    return tuple(one for place, one in enumerate(ANNEXES, start=1) if place in wanted)


def _agreement(register: pd.DataFrame, which: str) -> dict[str, Any] | None:
    """Return the row meant by a name, a number or an id, {} for "" and ``all``; None when there is none such."""
    if which in ("", _ALL):
        return {}
    for column in ("uid", "name", "number"):
        for row in register[register[column].astype(str) == which].to_dict("records"):
            return {str(key): value for key, value in row.items()}
    return None


def _party(text: str) -> tuple[str, str]:
    """Return code and name of ``110116``, ``110116=怀柔区`` or ``=志愿者协会``."""
    from layers.sources.gazetteer import division_name

    code, _, name = text.partition("=")
    return code.strip(), name.strip() or division_name(code.strip()) or code.strip()
