"""The question about a damaged plan."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.dialogs.ask import run
from app.messages import Message


def ask_rescue(parent: QWidget, message: Message, version: str, *, can_salvage: bool) -> str:
    """Ask what to do about a damaged plan: ``salvage``, ``version`` (the earlier one of that time) or nothing.

    Parameters
    ----------
    message : Message
        What is wrong and why; its way out gives place to the buttons.
    version : str
        When the earlier version was made; ``""`` when there is none.
    """
    translate = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("rescue")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(translate("Ask", "Lianfang"))
    box.setText(message.title)
    parts = [message.reason]
    if can_salvage:
        parts.append(
            translate("Rescue", "What can be saved of it goes into a new plan, with a list. This file is not changed.")
        )
    if version:
        parts.append(translate("Rescue", "There is also an earlier version, of {when}.").format(when=version))
    box.setInformativeText("\n\n".join(part for part in parts if part))
    salvage = other = None
    if can_salvage:
        salvage = box.addButton(translate("Rescue", "Salvage into a new plan…"), QMessageBox.ButtonRole.AcceptRole)
    if version:
        other = box.addButton(translate("Rescue", "Open the earlier version…"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    first = salvage or other
    if first is not None:
        box.setDefaultButton(first)
    run(box)
    clicked = box.clickedButton()
    if clicked is not None and clicked is salvage:
        return "salvage"
    return "version" if clicked is not None and clicked is other else ""
