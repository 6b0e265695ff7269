"""What the notices of a fire and of a spill take from the command line alike."""

from __future__ import annotations

import argparse
from datetime import datetime

from app.qtcore import tr


def number_and_times(arguments: argparse.Namespace) -> tuple[str, datetime, datetime]:
    """Return the number of a notice, when what it tells was seen, and when it is issued: now, or then if that is later.

    Raises
    ------
    ValueError
        Worded for the user.
    """
    now = datetime.now().replace(microsecond=0)
    found_at = now
    if arguments.found_at:
        try:
            found_at = datetime.fromisoformat(arguments.found_at).replace(tzinfo=None)
        except ValueError:
            text = tr("{value}: no time; write 2026-04-05T14:20")
            raise ValueError(text.format(value=arguments.found_at)) from None
    return arguments.number or f"{now:%Y%m%d-%H%M}", found_at, max(now, found_at)
