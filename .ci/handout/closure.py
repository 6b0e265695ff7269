"""What a distribution needs, and what that needs, in this environment."""

from __future__ import annotations

import re
from importlib.metadata import distribution

from packaging.requirements import Requirement


def closure(name: str) -> set[str]:
    """Return the plain names of a distribution and of all it needs, extras that are asked for included."""
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(name, frozenset())]
    while waiting:
        name, extras = waiting.pop()
        plain = re.sub(r"[-_.]+", "-", name).lower()
        if (plain, extras) in seen:
            continue
        seen.add((plain, extras))
        for line in distribution(name).requires or []:
            need = Requirement(line)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                waiting.append((need.name, frozenset(need.extras)))
    return {name for name, _ in seen}
