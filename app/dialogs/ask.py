"""Messages and the few questions that need an answer."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from app.help.asking import give_modal
from app.messages import Message
from app.widgets.fitting import fit

#: So many files are named in a question; of more their number is told.
_MOST_NAMED = 8


def run(dialog: QDialog) -> bool:
    """Show a dialog and wait for its answer; it may be read until the caller returns to the event loop."""
    fit(dialog)
    give_modal(dialog)
    accepted = bool(dialog.exec())
    dialog.deleteLater()
    return accepted


def begin(dialog: QDialog) -> None:
    """Show a dialog over its window and go on at once.

    Whoever listens reads it while it says ``accepted``; closed, it goes, or each opening would leave one behind for
    as long as the window lives.
    """
    give_modal(dialog)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def show_message(parent: QWidget, message: Message) -> None:
    """Show what is wrong, why, and the way out; the window goes on."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(QCoreApplication.translate("Ask", "Lianfang"))
    box.setText(message.title)
    box.setInformativeText("\n\n".join(part for part in (message.reason, message.remedy) if part))
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.setObjectName("message")
    run(box)


def _question(parent: QWidget, text: str, more: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(QCoreApplication.translate("Ask", "Lianfang"))
    box.setText(text)
    box.setInformativeText(more)
    return box


def ask_overwrite(parent: QWidget, path: Path) -> bool:
    """Ask whether a file may be replaced, when no file dialog has asked."""
    translate = QCoreApplication.translate
    box = _question(
        parent, translate("Ask", "{name} exists already.").format(name=path.name), translate("Ask", "Replace it?")
    )
    replace = box.addButton(translate("Ask", "Replace"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    run(box)
    return box.clickedButton() is replace


def with_ending(parent: QWidget, chosen: str, ending: str, fitting: Collection[str] = ()) -> Path | None:
    """Return what the system's dialog gave, with the ending where it lacks one; None when that may not be replaced.

    The dialog has asked about the name without the ending, so it is asked here about the one with it.
    """
    path = Path(chosen)
    if path.suffix.lower() in {ending, *fitting}:
        return path
    path = path.with_name(path.name + ending)
    return path if not os.path.lexists(path) or ask_overwrite(parent, path) else None


def ask_overwrite_set(parent: QWidget, paths: Iterable[Path]) -> bool:
    """Ask once whether those of a set of files that are there already may be replaced; True when none is."""
    there = [path for path in paths if os.path.lexists(path)]
    if len(there) < 2:
        return not there or ask_overwrite(parent, there[0])
    translate = QCoreApplication.translate
    named = [path.name for path in there[:_MOST_NAMED]]
    if len(there) > _MOST_NAMED:
        named.append(translate("Ask", "and %n more", "", len(there) - _MOST_NAMED))
    box = _question(
        parent,
        translate("Ask", "%n files exist already.", "", len(there)),
        "\n".join((*named, "", translate("Ask", "Replace them?"))),
    )
    replace = box.addButton(translate("Ask", "Replace"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.setObjectName("overwrite_set")
    run(box)
    return box.clickedButton() is replace


def ask_half_typed(parent: QWidget, name: str) -> str:
    """Ask what becomes of a row in which somebody has typed: ``save``, ``discard`` or ``stay``."""
    translate = QCoreApplication.translate
    box = _question(
        parent,
        translate("Ask", "{name} was changed and is not saved.").format(name=name),
        translate("Ask", "Save it first?"),
    )
    save = box.addButton(translate("Ask", "Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(translate("Ask", "Discard"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(save)
    box.setObjectName("half_typed")
    run(box)
    clicked = box.clickedButton()
    return "save" if clicked is save else "discard" if clicked is discard else "stay"


def ask_keep(parent: QWidget) -> str:
    """Ask what becomes of an untitled plan: ``keep``, ``discard`` or ``stay``."""
    translate = QCoreApplication.translate
    box = _question(
        parent,
        translate("Ask", "This plan has no place of its own yet."),
        translate("Ask", "Keep it as a file, or let it go?"),
    )
    keep = box.addButton(translate("Ask", "Keep…"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(translate("Ask", "Let it go"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(keep)
    run(box)
    clicked = box.clickedButton()
    return "keep" if clicked is keep else "discard" if clicked is discard else "stay"


def ask_unfinished(parent: QWidget, writing: Sequence[str]) -> str:
    """Ask what becomes of what is still being written: ``wait``, ``stop`` or ``stay``."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("Ask", "Lianfang"))
    box.setText(translate("Ask", "Something is still being written."))
    question = translate("Ask", "Wait until it is written? What is stopped is not there.")
    box.setInformativeText("\n".join((*writing[:_MOST_NAMED], "", question)))
    wait = box.addButton(translate("Ask", "Wait"), QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton(translate("Ask", "Stop writing"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(wait)
    box.setObjectName("unfinished")
    run(box)
    clicked = box.clickedButton()
    return "wait" if clicked is wait else "stop" if clicked is stop else "stay"


def ask_other_file(parent: QWidget, layer: str, file: str, old_size: str, new_size: str) -> bool:
    """Ask whether a file with other content may take the place of a raster."""
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(translate("Ask", "Lianfang"))
    box.setText(translate("Ask", "{file} is not the file that was added as {layer}.").format(file=file, layer=layer))
    detail = translate("Ask", "Its content differs. Figures made from the earlier file are out of date then.")
    if old_size and old_size != new_size:
        sizes = translate("Ask", "The earlier file had {old}, this one has {new}.").format(old=old_size, new=new_size)
        detail = f"{sizes}\n\n{detail}"
    box.setInformativeText(detail)
    use = box.addButton(translate("Ask", "Use it anyway"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setObjectName("other_file")
    run(box)
    return box.clickedButton() is use
