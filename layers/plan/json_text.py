"""JSON in the rows of a plan, which may be a stranger's: whatever is wrong with it is a ``ValueError``."""

from __future__ import annotations

import json
from typing import Any


def loads(text: Any) -> Any:
    """Return the value of a JSON text.

    Raises
    ------
    ValueError
        It is none, or lists within lists without end (which the parser tells by another error).
    TypeError
        It is no text.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("no JSON: lists within lists without end") from error
