"""Run by the box before anything else: what the program never uses of its libraries is not there.

``numba`` is the kernels that were compiled ahead.  SciPy's rooms for linear algebra and special functions, and the
OpenBLAS below them, are 45 MB that the rooms the program does use (``tests/layers/test_box.py``) name when they are
imported and never call: they find names that refuse to be used.
"""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType


def _njit(*function, **options):
    """Hand over to the compiled kernels, which are loaded with the first module that has some."""
    from lianfang_numba import njit

    return njit(*function, **options)


class Left(ModuleType):
    """A module that stayed outside: its names can be imported and inherited from, not used."""

    __path__ = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        place = f"{self.__name__}.{name}"

        def refuse(*_words, **_named):
            raise ImportError(f"{place} is not in the box; see .ci/handout/first.py")

        return type(name, (), {"__new__": refuse})


#: Left outside; the recipe excludes them by this list.
LEFT = ("scipy.linalg", "scipy.sparse.linalg", "scipy.special")


def stand_in():
    """Put what stands in for the missing modules in their places."""
    numba = ModuleType("numba")
    numba.__spec__ = ModuleSpec("numba", None)
    numba.njit = _njit
    sys.modules["numba"] = numba
    for name in LEFT:
        left = Left(name)
        left.__spec__ = ModuleSpec(name, None, is_package=True)
        sys.modules[name] = left


if __name__ == "__main__":  # so PyInstaller runs it
    stand_in()
