"""What a benchmark declares: its methods, ours and others', what they need, and what ours is meant to keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.benchmarks.measured import Setting
from tests.benchmarks.result import Target

OTHERS = "tests.benchmarks.others"
_PIP = "in an environment of your own, `pip install -r tests/benchmarks/others/requirements.txt`"
_QGIS = "`apt install python3-qgis`"
#: How to get what a method needs, by module or command.
_HOW = {"qgis": _QGIS, "grass": "`apt install grass-core`", "ogr2ogr": "`apt install gdal-bin`"}


@dataclass(frozen=True)
class Method:
    """A way to do some tasks.

    Attributes
    ----------
    name : str
    function : str
        ``module:function``, a :data:`tests.benchmarks.measured.Ready`.
    is_ours : bool
    modules, commands : tuple of str
        What a Python, or the system, must have for it.
    is_fresh : bool
        Each run needs a new process.
    """

    name: str
    function: str
    is_ours: bool = False
    modules: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    is_fresh: bool = False

    @property
    def how_to_install(self) -> str:
        """Return how to get what it needs."""
        wanted = [*self.modules, *self.commands]
        return next((_HOW[one] for one in wanted if one in _HOW), _PIP)


def ours(name: str, function: Callable[[Setting], object], *, is_fresh: bool = False) -> Method:
    """Return the program's own way: a function of a benchmark's module."""
    return Method(name, f"{function.__module__}:{function.__name__}", is_ours=True, is_fresh=is_fresh)


def other(name: str, function: str, *modules: str, command: str = "", is_fresh: bool = False) -> Method:
    """Return what a user may pick instead: ``module:function`` under ``tests.benchmarks.others``."""
    return Method(
        name, f"{OTHERS}.{function}", modules=modules, commands=(command,) if command else (), is_fresh=is_fresh
    )


def qgis(name: str, function: str, *, is_fresh: bool = False) -> Method:
    """Return QGIS's way."""
    return other(f"QGIS: {name}", function, "qgis", is_fresh=is_fresh)


@dataclass(frozen=True)
class Comparison:
    """Methods that run in turn, in processes of their own, on inputs that are prepared once.

    Attributes
    ----------
    methods : tuple of Method
        In the order in which they run.
    prepare : callable, optional
        Writes inputs into the folder.
    targets : mapping of str to Target
        By task.
    runs : int
        At most: fewer when the minutes are short.
    needs_data : bool
        It needs the public data pack beside the repository.
    is_long : bool
        Only when asked for.
    """

    methods: tuple[Method, ...]
    prepare: Callable[[Setting], None] | None = None
    targets: Mapping[str, Target] = field(default_factory=dict)
    runs: int = 3
    needs_data: bool = False
    is_long: bool = False
