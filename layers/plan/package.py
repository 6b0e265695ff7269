"""Packages for a colleague: a plan, its rasters and a list of both in one file, ``*.联防包``.

``docs/plan-format.md``, section *Package*, says what is in one.
"""

from __future__ import annotations

from layers.plan.package_manifest import FAULTS, Fault, Manifest, PackedFile, PackedRaster
from layers.plan.package_reading import inspect_package, is_package, unpack
from layers.plan.package_writing import SUFFIX, PackResult, pack, package_path

__all__ = [
    "FAULTS",
    "SUFFIX",
    "Fault",
    "Manifest",
    "PackResult",
    "PackedFile",
    "PackedRaster",
    "inspect_package",
    "is_package",
    "pack",
    "package_path",
    "unpack",
]
