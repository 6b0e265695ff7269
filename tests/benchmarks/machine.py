"""What a run was made on: the day, the machine, and what was installed."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = ("shapely", "geopandas", "pyogrio", "numba", "PySide6-Essentials")


def described(*, is_quick: bool, seconds: float) -> dict[str, Any]:
    """Return what is to be known of a run that took some seconds."""
    return {
        "when": datetime.now().astimezone().isoformat(timespec="minutes"),
        "is_quick": is_quick,
        "seconds": round(seconds),
        "cores": os.cpu_count(),
        "processor": _line("/proc/cpuinfo", "model name"),
        "memory_gb": _memory_gb(),
        "system": _line("/etc/os-release", "PRETTY_NAME").strip('"') or platform.platform(),
        "python": platform.python_version(),
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
        "commit": _commit(),
    }


def load() -> str:
    """Return the load of the last minute as text."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"


def sentence(about: dict[str, Any]) -> str:
    """Return it as a sentence."""
    packages = ", ".join(f"{name} {number}" for name, number in about["packages"].items())
    return (
        f"{about['when']}, {about['cores']} cores ({about['processor']}), {about['memory_gb']} GB, {about['system']}, "
        f"Python {about['python']}, {packages}; program at {about['commit']}; "
        f"the run took {about['seconds'] / 60:.1f} minutes."
    )


def _line(path: str, key: str) -> str:
    file = Path(path)
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    found = next((line for line in lines if line.startswith(key)), "")
    return found.replace("=", ":", 1).partition(":")[2].strip()


def _memory_gb() -> int:
    return round(int((_line("/proc/meminfo", "MemTotal") or "0").split()[0]) / 1024**2)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent)
    return done.stdout.strip() or f"an unknown state ({sys.executable})"
