"""Run by the box before anything else: ``numba`` is the kernels that were compiled ahead."""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType


def _njit(*function, **options):
    """Hand over to the compiled kernels, which are loaded with the first module that has some."""
    from lianfang_numba import njit

    return njit(*function, **options)


_numba = ModuleType("numba")
_numba.__spec__ = ModuleSpec("numba", None)
_numba.njit = _njit
sys.modules["numba"] = _numba
