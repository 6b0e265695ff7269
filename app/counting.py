"""Sentences that count: their form goes with the number, in the catalogue's own way (``%n``); no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.numbers import number

#: ``QCoreApplication.translate``, or the command line's own: context, text, comment, number.
Translate = Callable[..., str]
#: The facts that may be the number of a sentence, whichever it has.
_COUNTED = ("count", "matched", "doubtful")


def counted(translate: Translate, context: str, text: str, facts: Mapping[str, Any]) -> str:
    """Return a text of a table in the language in force, with its facts; one with ``%n`` counts what they count."""
    if "%n" not in text:
        return translate(context, text).format_map(facts)
    told = next((facts[name] for name in _COUNTED if name in facts), 0)
    try:
        count = int(told)
    except (TypeError, ValueError):  # a finding that somebody else has written into a plan
        return translate(context, text).replace("%n", str(told)).format_map(facts)
    said = translate(context, text, "", count)
    return said.replace(str(count), number(count), 1).format_map(facts)
