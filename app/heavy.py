"""Heavy libraries, loaded when the window first uses them and not when it opens.

The rule: a module imports these libraries at its top like anything else, and touches them only inside functions.
Half of ``layers`` is written in their words, and none of it runs before there is a plan; so the window puts stand-ins
in their place (:func:`defer`), and the first attribute that is asked of one loads the library.  What breaks the
rule – a base class, a default value, a constant made with pandas – loads it at the start and fails
``tests/app/test_start.py``.
"""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

#: Half a second and 70 MB together; PROJ's, which brings what Python has for the network, a twentieth of a second.
HEAVY = ("pandas", "geopandas", "pyproj")
#: Names of the language that a library is really asked for: where its parts are, its release, what ``*`` means.
_ASKED = ("__path__", "__version__", "__all__")
#: One for all of them: geopandas loads pandas while it is being loaded itself.
_loading = threading.RLock()


class Late(ModuleType):
    """A module that is not loaded yet, and afterwards a way to the real one.

    :class:`importlib.util.LazyLoader` does the same, but before Python 3.11.9 two threads that ask at once may get a
    module that is half there.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _ASKED:  # inspect and PySide look at every module for some
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        real = _loaded(self)
        value = getattr(real, name)
        self.__dict__[name] = value  # asked of the stand-in once
        return value


def defer(*names: str) -> None:
    """Put stand-ins in the place of libraries that are not loaded yet; what is loaded or missing stays so."""
    for name in names or HEAVY:
        if name in sys.modules:
            continue
        spec = find_spec(name)
        if spec is not None:
            late = Late(name)
            late.__spec__ = spec
            sys.modules[name] = late


def is_loaded(name: str) -> bool:
    """Tell whether a library is really there."""
    return not isinstance(sys.modules.get(name, Late(name)), Late)


def _loaded(late: Late) -> ModuleType:
    name = late.__name__
    with _loading:
        if sys.modules.get(name) is late:
            del sys.modules[name]
            try:
                return import_module(name)
            except BaseException:
                sys.modules[name] = late  # asked again, it says again what is wrong
                raise
        return import_module(name)
