"""What decides the numbers of a run: the program's own text and the libraries it computes with."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

import layers
from layers.plan.version import library_versions, program_version


@cache
def fingerprint() -> str:
    """Return a SHA-256 that two machines share when they would give the same numbers."""
    import numpy
    import pyogrio

    digest = hashlib.sha256()
    facts = {**library_versions(), "numpy": numpy.__version__, "GDAL": pyogrio.__gdal_version_string__}
    digest.update(f"{program_version()} {sys.version_info[:2]} {sorted(facts.items())}".encode())
    root = Path(layers.__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
