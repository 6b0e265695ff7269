"""``verify PAPER PLAN``: a hash from paper, or a document that was exported, held against a plan; never writes."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.qtcore import tr
from layers.versions.checking import Verdict

if TYPE_CHECKING:
    from layers.versions.checking import Answer
    from layers.versions.paper_code import PaperCode

#: File systems refuse to look for longer names; what is longer was pasted and is none.
_LONGEST_NAME = 250
_MARKS = {Verdict.YES: "✓", Verdict.LATER: "!", Verdict.WITHDRAWN: "!", Verdict.NO: "✗"}


def check_paper(arguments: argparse.Namespace) -> int:
    """Say yes, no, or that there is something later; exit 0 for yes, 1 for no or later, 2 for what is no hash."""
    start_qt(arguments.lang)
    from app.sheets.words import load_words
    from layers.errors import PaperCodeUnreadable
    from layers.export.paper_answers import answer_text
    from layers.plan.store import PlanStore
    from layers.versions.checking import best, check

    try:
        codes = _codes(arguments.paper)
    except PaperCodeUnreadable as error:
        from app.headless.console import error_text

        warn(error_text(error))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        answers = check(store, codes, progress=console_progress(tr("Checking")))
    words = load_words(arguments.lang)
    if arguments.json:
        say(json.dumps([_plain(answer) for answer in answers], ensure_ascii=False, indent=2))
    else:
        for answer in answers:
            say(f"{_MARKS[answer.verdict]} {answer_text(answer, words)}")
    told = best(answers)
    return Exit.OK if told is not None and told.verdict is Verdict.YES else Exit.FAILED


def _codes(paper: str) -> list[PaperCode]:
    from layers.versions.paper_code import read
    from layers.versions.paper_file import ENDINGS, codes_of

    path = Path(paper)
    if path.suffix.lower() in ENDINGS or (len(paper) < _LONGEST_NAME and path.is_file()):
        return codes_of(path)
    return [read(paper)]


def _plain(answer: Answer) -> dict[str, Any]:
    return {
        "hash": answer.code.prefix,
        "verdict": answer.verdict.value,
        "kind": "" if answer.kind is None else answer.kind.name.lower(),
        "thing": "" if answer.thing is None else answer.thing.title,
        "version": None if answer.version is None else answer.version.number,
        "newest": None if answer.newest is None else answer.newest.number,
        **answer.facts,
    }
