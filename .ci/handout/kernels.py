"""Compile the program's kernels ahead, so that the box needs neither numba nor its compiler (190 MB).

``python .ci/handout/kernels.py FOLDER`` writes the extension module ``lianfang_kernels`` there, for the types in
``kernels.json``; ``instead/numba`` hands its functions out where the program asks for ``numba.njit``.  A test holds
that list against the sources (``tests/layers/test_kernels.py``).
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

#: Kernel → types of its arguments, in numba's words; only those that Python calls, the others are compiled into them.
LIST = Path(__file__).with_name("kernels.json")
ROOT = Path(__file__).resolve().parents[2]
#: SSE4.2, which every desktop processor has, those of Zhaoxin and Hygon among them.
PROCESSOR = "x86-64-v2"


def build(folder: Path) -> Path:
    """Compile all kernels; return the folder with the extension module."""
    from numba.core import types
    from numba.core.compiler import Flags
    from numba.pycc import CC, compiler

    def released() -> Flags:
        flags = Flags()
        flags.release_gil = True  # or the window would stand still for as long as a fire runs
        return flags

    compiler.Flags = released
    module = CC("lianfang_kernels")
    module.output_dir = str(folder)
    module.target_cpu = PROCESSOR
    module.use_nrt = True
    names = {
        name: getattr(types, name) for name in ("int16", "int32", "int64", "uint8", "uint32", "float32", "float64")
    }
    names["bool"] = types.boolean
    for kernel, words in json.loads(LIST.read_text(encoding="utf-8")).items():
        room, _, name = kernel.rpartition(".")
        dispatcher = getattr(importlib.import_module(room), name)
        arguments = tuple(eval(word, names) for word in words)  # our own file
        dispatcher.compile(arguments)
        result = dispatcher.overloads[arguments].signature.return_type
        module.export(kernel.replace(".", "__"), result(*arguments))(dispatcher.py_func)
    folder.mkdir(parents=True, exist_ok=True)
    module.compile()
    return folder


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(build(Path(sys.argv[1])))
