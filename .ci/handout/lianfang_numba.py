"""What ``import numba`` finds in the box: the program's kernels were compiled when it was built (``kernels.py``).

``njit`` gives back what a function was compiled to.  Types it was not compiled for are an error that names them, never
a slow way round: plain Python would take hours for a fire.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lianfang_kernels
import numpy as np

#: Kernel → types of its arguments, as ``kernels.py`` compiled them.
_LIST: dict[str, list[str]] = json.loads((Path(sys.prefix) / "kernels.json").read_text(encoding="utf-8"))


def njit(*function: Callable[..., Any], **_options: bool) -> Callable[..., Any]:
    """Return the compiled form of a function; usable with and without options."""
    return _compiled(function[0]) if function else _compiled


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    name = f"{function.__module__}.{function.__qualname__}"
    wanted = _LIST.get(name)
    inner = getattr(lianfang_kernels, name.replace(".", "__"), None)

    def call(*arguments: Any) -> Any:
        if wanted is None or inner is None or len(wanted) != len(arguments):
            raise TypeError(f"{name} was not compiled for the box; see kernels.json")
        given = [_given(word, argument) for word, argument in zip(wanted, arguments, strict=True)]
        wrong = next((place for place, one in enumerate(given) if one is None), None)
        if wrong is not None:
            raise TypeError(f"{name}: argument {wrong} is {_kind(arguments[wrong])}, compiled for {wanted[wrong]}")
        return inner(*given)

    call.__name__, call.__doc__ = function.__name__, function.__doc__
    return call


def _given(word: str, value: Any) -> Any:
    """Return an argument as the compiled form takes it; None when it is of another type."""
    name, bracket, layout = word.partition("[")
    if not bracket:
        is_kind = isinstance(value, bool | np.bool_) if name == "bool" else isinstance(value, int | float | np.number)
        return value if is_kind else None
    is_same = isinstance(value, np.ndarray) and value.dtype == np.dtype(name) and value.ndim == layout.count(",") + 1
    return value if is_same and value.flags.c_contiguous else None


def _kind(value: Any) -> str:
    return f"{value.dtype}[{value.ndim}d]" if isinstance(value, np.ndarray) else type(value).__name__
