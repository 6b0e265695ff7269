"""What is about a drill stays out of documents: its shapes are not those of the agreement."""

from __future__ import annotations

import re

_DRILL = re.compile(r"演练|演习|\bdrills?\b|\bexercises?\b", re.IGNORECASE)


def is_drill(title: str) -> bool:
    """Tell by its title whether a layer is about a drill."""
    return bool(_DRILL.search(title))
