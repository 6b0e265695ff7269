"""Ways that do next to nothing, with which the machinery is tested."""

from __future__ import annotations

from tests.benchmarks.measured import Calls, Setting


def quick(setting: Setting) -> Calls:
    """One task that is done at once."""
    return {"folder": lambda: str(setting.folder.is_dir())}


def broken(_: Setting) -> Calls:
    """A method that cannot be made ready."""
    raise RuntimeError("it broke")
