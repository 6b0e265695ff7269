"""What was chosen for the text of each layer dropped: remembered from earlier, kept for later, shown at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from app.dialogs.layer_pages import ImportRow
from app.dialogs.text_page import FILE, FOLDER, TextPage, court_of
from app.settings import Settings
from app.tasks.importing import Looked, look_again
from layers.sources.readings import is_same

#: Looks at a layer (file, name, encoding or "") in the background and hands over what it is then.
LookAgain: TypeAlias = Callable[[Path, str, str, Callable[[Looked], None]], None]


class TextAnswers(QObject):
    """The page about text with its memory; answers are kept by what the text is, and for the folder it lies in."""

    renewed = Signal(object, object)  # a row, and its layer looked at again

    def __init__(self, rows: list[ImportRow], settings: Settings | None, again: LookAgain | None) -> None:
        super().__init__()
        self._rows, self._settings, self._again = rows, settings, again or _at_once
        self.page = TextPage(self._recalled, self._forget)
        self.page.chosen.connect(self._look)
        self.page.changed.connect(self._spread)
        self._wanted: dict[int, str] = {}  # the encoding each row was last looked at in

    def recall(self) -> None:
        """Take the answers of earlier times for the layers that have one."""
        for row in self._rows:
            self.page.recall(row)

    def keep(self) -> None:
        """Remember the answers given for layers that are read."""
        if self._settings is None:
            return
        for row in self._rows:
            if id(row) in self.page.clicked and row.take.isChecked() and "encoding" in row.decisions:
                self._settings.remember_reading(row.decisions["encoding"], *_keys(row))

    def _recalled(self, row: ImportRow) -> tuple[str, str]:
        court = court_of(row)
        if self._settings is None or court is None:
            return "", ""
        of_file, of_folder = _keys(row)
        if found := self._settings.reading_of(of_file):
            return found, FILE
        found = self._settings.reading_of(of_folder)
        # Another file of the folder is a hint: good enough where this text says the same, only less clearly.
        is_likely = found and not court.is_conclusive and is_same(found, court.best.encoding)
        return (found, FOLDER) if is_likely else ("", "")

    def _forget(self, row: ImportRow) -> None:
        if self._settings is not None:
            self._settings.forget_reading(*_keys(row))

    def _spread(self) -> None:
        """Give an answer to the other unanswered layers of the same folder whose best reading it is."""
        answered = [row for row in self._rows if id(row) in self.page.clicked and "encoding" in row.decisions]
        for row in self._rows:
            court = court_of(row)
            if court is None or not self.page.asks(row):
                continue
            beside = [one for one in answered if one.path.parent == row.path.parent]
            if any(is_same(one.decisions["encoding"], court.best.encoding) for one in beside):
                self.page.take_from_folder(row, court.best.encoding)

    def _look(self, row: ImportRow, encoding: str) -> None:
        self._wanted[id(row)] = encoding
        self._again(row.path, row.summary.name, encoding, partial(self._on_looked, row, encoding))

    def _on_looked(self, row: ImportRow, encoding: str, looked: Looked) -> None:
        if self._wanted.get(id(row)) == encoding and looked.inspection is not None:  # else chosen otherwise meanwhile
            self.renewed.emit(row, looked)


def same_layer(layers: Sequence[Any], old: Any) -> Any:
    """Return the layer that was ``old`` at an earlier look: by its name, else the only one like it."""
    by_name = [one for one in layers if one.name == old.name]
    alike = by_name or [one for one in layers if one.shape is old.shape and one.features == old.features]
    return alike[0] if len(alike) == 1 else None


def renewed_look(looked: Looked, old: Any, new: Any) -> Looked:
    """Return a look at a file with one of its layers looked at again."""
    if looked.inspection is None:
        return looked
    layers = tuple(new if one is old else one for one in looked.inspection.layers)
    return replace(looked, inspection=replace(looked.inspection, layers=layers))


def _at_once(path: Path, layer: str, encoding: str, done: Callable[[Looked], None]) -> None:
    done(look_again(path, layer, encoding or None))


def _keys(row: ImportRow) -> tuple[str, str]:
    """Return what an answer is remembered by: the text itself, and the folder of its file."""
    court = court_of(row)
    folder = os.path.normcase(os.path.abspath(row.path.parent))  # noqa: PTH100 (links are not followed)
    digest = hashlib.sha256(folder.encode("utf-8", errors="surrogatepass")).hexdigest()
    return f"text-{'' if court is None else court.fingerprint[:32]}", f"folder-{digest[:32]}"
