"""Preferences as rows of data, and window geometry kept apart from them.

Both live in INI files in the user's configuration folder; ``LIANFANG_CONFIG`` moves that folder,
so tests and portable installations keep their own.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from app.i18n import mark

RECENT_LIMIT = 10
#: What was used last in the command search, this many.
RECENT_FINDS = 20
#: All that is kept has some hundred kilobytes at most.
MOST_BYTES = 8 << 20
#: Choices of an encoding that are remembered.
READINGS_LIMIT = 400


@dataclass(frozen=True)
class Option:
    """One preference: where it is stored, what it may be, and how the dialog calls it."""

    key: str
    default: str
    label: str
    choices: tuple[tuple[str, str], ...]  # value, label


OPTIONS: tuple[Option, ...] = (
    Option(
        "language",
        "zh_CN",
        mark("Options", "Language"),
        (("zh_CN", "中文"), ("en", "English")),
    ),
    Option(
        "theme",
        "light",
        mark("Options", "Appearance"),
        (
            ("light", mark("Options", "Light")),
            ("dark", mark("Options", "Dark")),
            ("system", mark("Options", "As the system")),
        ),
    ),
    Option(
        "text",
        "100",
        mark("Options", "Size of text"),
        tuple((str(percent), f"{percent} %") for percent in (100, 125, 150, 175, 200)),
    ),
    Option(
        "coordinates",
        "dms",
        mark("Options", "Coordinates"),
        (
            ("dms", mark("Options", "Degrees, minutes, seconds")),
            ("degrees", mark("Options", "Decimal degrees")),
            ("xy", mark("Options", "X north, Y east (metres)")),
        ),
    ),
    Option(
        "motion",
        "full",
        mark("Options", "Motion on the map"),
        (
            ("full", mark("Options", "As usual")),
            ("still", mark("Options", "None: the view jumps, the water stands still")),
        ),
    ),
    Option(
        "backups",
        "yes",
        mark("Options", "Earlier versions"),
        (("yes", mark("Options", "Keep while I work")), ("no", mark("Options", "Do not keep"))),
    ),
)

_BY_KEY = {option.key: option for option in OPTIONS}


def config_dir() -> Path:
    """Return the folder of preferences, geometry and logs."""
    moved = os.environ.get("LIANFANG_CONFIG")
    return Path(moved) if moved else user_config_path("lianfang", appauthor=False)


def backups_dir() -> Path:
    """Return the folder of earlier versions of plans."""
    moved = os.environ.get("LIANFANG_CONFIG")
    return (Path(moved) if moved else user_data_path("lianfang", appauthor=False)) / "backups"


def _sound(path: Path) -> Path:
    """Set a file aside that is no longer ours: Qt would read all of it before the window is there."""
    with contextlib.suppress(OSError):
        if path.stat().st_size > MOST_BYTES:
            path.replace(path.with_name(path.name + ".damaged"))
    return path


class Settings(QObject):
    """Typed access to the preferences; a value that is not among the choices counts as the default."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = config_dir()
        self._values, self._window = (
            QSettings(str(_sound(folder / name)), QSettings.Format.IniFormat)
            for name in ("preferences.ini", "window.ini")
        )

    def get(self, key: str) -> str:
        """Return a preference."""
        option = _BY_KEY[key]
        value = str(self._values.value(key, option.default))
        return value if value in {choice for choice, _ in option.choices} else option.default

    def set(self, key: str, value: str) -> None:
        """Store a preference and announce it."""
        if value not in {choice for choice, _ in _BY_KEY[key].choices}:
            raise ValueError(f"{key} cannot be {value!r}")
        if value != self.get(key):
            self._values.setValue(key, value)
            self.changed.emit(key)

    def export_defaults(self) -> dict[str, str]:
        """Return what was last asked for an export (folder, purpose, …)."""
        self._values.beginGroup("export")
        found = {key: str(self._values.value(key, "")) for key in self._values.childKeys()}
        self._values.endGroup()
        return found

    def set_export_defaults(self, values: dict[str, str]) -> None:
        """Remember what was asked for an export."""
        for key, value in values.items():
            self._values.setValue(f"export/{key}", value)

    def crosswalk(self, classification: str) -> str:
        """Return what was last decided for a classification of land cover, as JSON; "" when nothing was."""
        return str(self._values.value(f"landcover/{classification}", ""))

    def set_crosswalk(self, classification: str, text: str) -> None:
        """Remember what was decided for a classification of land cover."""
        self._values.setValue(f"landcover/{classification}", text)

    def judging(self, key: str) -> str:
        """Return what was last used in judging gaps and overlaps: ``name``, ``width_m``, ``area_m2``; "" when never."""
        return str(self._values.value(f"judging/{key}", ""))

    def set_judging(self, key: str, value: str) -> None:
        """Remember it."""
        self._values.setValue(f"judging/{key}", value)

    def notice(self, key: str) -> str:
        """Return what was last filled into a notice of fire: ``maker``, ``reporter`` or ``phone``; "" when nothing."""
        return str(self._values.value(f"notice/{key}", ""))

    def set_notice(self, key: str, value: str) -> None:
        """Remember it."""
        self._values.setValue(f"notice/{key}", value)

    def arrangement(self, plan: str) -> str:
        """Return how meetings about a plan are gone through, as JSON; "" when nobody arranged anything."""
        return str(self._values.value(f"meetings/{plan}", ""))

    def set_arrangement(self, plan: str, text: str) -> None:
        """Remember it."""
        self._values.setValue(f"meetings/{plan}", text)

    def drawing_off(self) -> frozenset[str]:
        """Return the actions of drawing that were switched off: ``snap_midpoint``, ``together`` …"""
        return frozenset(filter(None, str(self._values.value("drawing/off", "")).split(" ")))

    def set_drawing_off(self, keys: Iterable[str]) -> None:
        """Remember which actions of drawing are switched off."""
        self._values.setValue("drawing/off", " ".join(sorted(keys)))

    def recent_plans(self) -> list[Path]:
        """Return the plans opened last, newest first; some may be gone meanwhile."""
        return [Path(name) for name in self._texts("recent")][:RECENT_LIMIT]

    def add_recent(self, path: Path) -> None:
        """Put a plan at the head of the list; an earlier version opened for a look is no plan of its own."""
        path = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links away from the name chosen)
        if backups_dir() not in path.parents:
            name = os.path.normcase(path)
            self._store_recent([path, *(one for one in self.recent_plans() if os.path.normcase(one) != name)])

    def forget_recent(self, path: Path) -> None:
        """Take a plan off the list; the file stays."""
        self._store_recent(other for other in self.recent_plans() if other != path)

    def _store_recent(self, paths: Iterable[Path]) -> None:
        self._values.setValue("recent", [str(path) for path in paths][:RECENT_LIMIT])

    def recent_finds(self) -> list[str]:
        """Return what was gone to from the command search, newest first, by the keys of its entries."""
        return self._texts("finds")

    def add_recent_find(self, key: str) -> None:
        """Put something at the head of the list."""
        kept = [key, *(one for one in self.recent_finds() if one != key)]
        self._values.setValue("finds", kept[:RECENT_FINDS])

    def reading_of(self, *keys: str) -> str:
        """Return the encoding remembered for the first of some keys that has one; "" when none has."""
        known = dict(one.rsplit("=", 1) for one in self._readings())
        return next((known[key] for key in keys if key in known), "")

    def remember_reading(self, encoding: str, *keys: str) -> None:
        """Remember the encoding chosen for a text and its folder, by their keys; the oldest are forgotten."""
        others = [one for one in self._readings() if one.rsplit("=", 1)[0] not in keys]
        self._values.setValue("readings", [*(f"{key}={encoding}" for key in keys), *others][:READINGS_LIMIT])

    def forget_reading(self, *keys: str) -> None:
        """Forget what was chosen for some keys."""
        self._values.setValue("readings", [one for one in self._readings() if one.rsplit("=", 1)[0] not in keys])

    def _readings(self) -> list[str]:
        return [one for one in self._texts("readings") if "=" in one]

    def _texts(self, key: str) -> list[str]:
        """Return a list that was kept; a damaged file may hold anything in its place."""
        stored: Any = self._values.value(key, [])
        listed = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return [one for one in listed if isinstance(one, str) and one]

    def window_state(self, key: str) -> QByteArray | None:
        """Return stored window geometry, or None."""
        value = self._window.value(key)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def set_window_state(self, key: str, value: Any) -> None:
        """Store window geometry."""
        self._window.setValue(key, value)
