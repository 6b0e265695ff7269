"""Which cells of an attribute table can be written in, and how: one line for each.

Layers read from files are their owners' and are never changed here; what an analysis derived is derived again.
What people drew, named or recorded is theirs to change, one gesture a cell, through the document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from app import words
from layers.kinds import Origin, ZoneStatus
from layers.recording import FORMS, FieldKind, typed_value

if TYPE_CHECKING:
    from app.document import Document


class CellEdits(Protocol):
    """What a table needs in order to let somebody write in it."""

    def refusal(self, layer: str, key: str) -> str:
        """Return why a column cannot be written in, "" when it can."""
        ...

    def choices(self, layer: str, key: str) -> list[tuple[str, str]]:
        """Return value and words of all that a column may hold, nothing when it may hold any text."""
        ...

    def change(self, layer: str, uid: str, key: str, value: str) -> None:
        """Write a cell, as one gesture."""
        ...


@dataclass(frozen=True)
class _Editable:
    """How one column of a layer is written."""

    write: Callable[[Document, str, str], object]  # document, feature, value
    choices: Callable[[], list[tuple[str, str]]] = list


def _statuses() -> list[tuple[str, str]]:
    return [(status.value, words.status(status)) for status in ZoneStatus]


#: Layer that no file holds → column → how it is written.
_EDITABLE: Mapping[str, Mapping[str, _Editable]] = {
    "patrol_areas": {
        "name": _Editable(lambda document, uid, value: document.rename_patrol_area(uid, value)),
        "note": _Editable(lambda document, uid, value: document.set_patrol_note(uid, value)),
    },
    "zones": {
        "status": _Editable(
            lambda document, uid, value: document.set_zone_status(uid, ZoneStatus(value)), choices=_statuses
        ),
    },
}


class DocumentEdits:
    """Edits of the open plan."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def refusal(self, layer: str, key: str) -> str:
        """Return why a column cannot be written in, "" when it can."""
        if not self._document.is_open or self._document.is_read_only:
            return _tr("This plan is open for reading only")
        if self._column(layer, key) is not None:
            return ""
        if layer in _EDITABLE:
            return _tr("Derived or measured: it follows from the shapes and the layers")
        if layer in words.DERIVED:
            return _tr("Derived: it follows from the layers")
        if self._document.layer(layer).origin is Origin.READ:
            return _tr("From a file: it stays as its owner wrote it")
        if self._document.layer(layer).origin is Origin.RECORDED:
            return _tr("Change it in its form, on the Records page")
        return _tr("This column is not written by hand")

    def choices(self, layer: str, key: str) -> list[tuple[str, str]]:
        """Return value and words of all that a column may hold."""
        column = self._column(layer, key)
        return column.choices() if column is not None else []

    def change(self, layer: str, uid: str, key: str, value: str) -> None:
        """Write a cell; a name is never empty."""
        column = self._column(layer, key)
        text = str(value).strip()
        if column is not None and (text or key != "name"):
            column.write(self._document, uid, text)

    def _column(self, layer: str, key: str) -> _Editable | None:
        return _EDITABLE.get(layer, {}).get(key) or self._of_record(layer, key)

    def _of_record(self, layer: str, key: str) -> _Editable | None:
        """Return how a field of what is recorded by hand is written: as its form takes it."""
        kind = next((kind for kind, record in self._document.recorded_layers().items() if record.uid == layer), None)
        fields = FORMS[kind].fields if kind is not None else ()
        field = next((one for one in fields if one.name == key), None)
        if field is None:
            return None
        if field.kind is FieldKind.YES:

            def tick(document: Document, uid: str, value: str) -> None:
                document.change_recorded(layer, uid, values={key: bool(value)})

            return _Editable(tick, choices=lambda: [("1", _tr("yes")), ("", _tr("not stated"))])

        def write(document: Document, uid: str, value: str) -> None:
            document.change_recorded(layer, uid, values={key: typed_value(value, field.kind)})

        return _Editable(write)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AttributeEdits", text)
