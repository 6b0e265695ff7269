"""Named scenes: kept, gone to, changed; what a scene knows and the plan no longer has is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app import words
from app.document import Change

if TYPE_CHECKING:
    from app.cards.scenes import ScenesCard
    from app.window import MainWindow
    from layers.plan.scenes import NamedScene, SceneChanges


class SceneControl(QObject):
    """The actions of scenes and their card over the map."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._last = ""  # the scene gone to last
        self.card: ScenesCard
        self._document.changed.connect(self._on_changed)
        self._document.opened.connect(self._refresh)
        self._document.closed.connect(self._on_closed)

    def attach(self) -> None:
        """Make the card of a new map."""
        from app.cards.scenes import WITH_KEYS, ScenesCard

        side = self._window.map
        self.card = ScenesCard(side, self._window.actions_)
        self.card.chosen.connect(self.go_to)
        self.card.renamed.connect(self._document.rename_scene, Qt.ConnectionType.QueuedConnection)
        self.card.update_asked.connect(self.update_scene)
        self.card.removal_asked.connect(self._remove)
        self.card.ordered.connect(self._document.set_scene_order, Qt.ConnectionType.QueuedConnection)
        for number in range(1, WITH_KEYS + 1):
            keys = QShortcut(QKeySequence(f"Alt+{number}"), side)
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(lambda place=number - 1: self.go_to_place(place))
        self._refresh()

    # -- actions ------------------------------------------------------------------------------

    def show_scenes(self) -> None:
        """Show the card, or put it away."""
        if self.card.isVisible():
            self.card.close_card()
            return
        self._refresh()
        self.card.open_card()
        self.card.list.setFocus()

    def new_scene(self) -> None:
        """Keep what is seen under a name that can be typed over at once."""
        names = {scene.name for scene in self._document.scenes()}
        number = len(names) + 1
        while (name := self.tr("Scene {number}").format(number=number)) in names:
            number += 1
        center, size_m = self._window.map.place()
        uid = self._document.add_scene(name, center, size_m, derived=words.DERIVED)
        self._last = uid
        if not self.card.isVisible():
            self.card.open_card()
        self.card.choose(uid)
        self.card.rename()

    def next_scene(self) -> None:
        """Go to the scene after the last one."""
        self._step(1)

    def previous_scene(self) -> None:
        """Go to the scene before the last one."""
        self._step(-1)

    def _step(self, step: int) -> None:
        uids = [scene.uid for scene in self._document.scenes()]
        if not uids:
            return
        place = uids.index(self._last) + step if self._last in uids else (0 if step > 0 else -1)
        self.go_to(uids[place % len(uids)])

    def go_to_place(self, place: int) -> None:
        """Go to the scene of a place in the list, 0 is the first; nothing where there is none."""
        scenes = self._document.scenes() if self._document.is_open else []
        if place < len(scenes):
            self.go_to(scenes[place].uid)

    # -- going and changing -------------------------------------------------------------------

    def go_to(self, uid: str) -> None:
        """Show the place and the layers of a scene; the layers are one step to undo."""
        scene = self._document.scene(uid)
        self._last = uid
        self._window.map.show_place(scene.center, scene.size_m)
        changes = self._document.show_scene(uid)
        self.card.choose(uid)
        self._say(scene, changes)

    def update_scene(self, uid: str) -> None:
        """Let a scene show what is seen now."""
        center, size_m = self._window.map.place()
        self._document.update_scene(uid, center, size_m, derived=words.DERIVED)
        self._last = uid
        text = self.tr("{name} shows what is seen now.").format(name=self._document.scene(uid).name)
        self._window.undo_offer.say(text)

    def _remove(self, uid: str) -> None:
        name = self._document.scene(uid).name
        self._document.remove_scene(uid)
        text = self.tr("The scene {name} was removed.").format(name=name)
        self._window.undo_offer.say(text)

    def _say(self, scene: NamedScene, changes: SceneChanges) -> None:
        said = []
        if changes.missing:
            text = self.tr("{titles} is no longer in the plan, the scene goes on without it.")
            said.append(text.format(titles=words.joined(list(changes.missing[:3]))))
        if self._document.is_read_only:
            if changes.layers or changes.derived:
                text = self.tr("The plan is open for reading only: the place is shown, the layers stay as they are.")
                said.append(text)
        elif changes.newer:
            text = self.tr("%n layer(s) that came after the scene are hidden.", "", len(changes.newer))
            said.append(text)
        if said:
            self._window.toast.say(f"{scene.name}: " + " ".join(said))

    # -- keeping in step ----------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if change.touches("scene") or change.direction != "do":
            self._refresh()

    def _on_closed(self) -> None:
        self._last = ""
        self.card.hide()  # also while the start page lies over it
        self._refresh()

    def _refresh(self) -> None:
        is_open = self._document.is_open
        scenes = self._document.scenes() if is_open else []
        self.card.show_scenes(scenes, is_editable=is_open and not self._document.is_read_only)
