"""Findings about patrol areas: in the list and on the map, settled in one step each, or let stand with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from app import area_findings
from app.canvas.check_marks import CheckMarks
from app.tasks.checking import Checked
from app.widgets.area_checks import CheckRow
from layers.errors import LianfangError

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.patrol.area_checks import AreaFinding, Fix


class CheckControl(QObject):
    """What :class:`app.tasks.checking.CheckTask` found, less what the plan lets stand."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._checked = Checked()
        self._marks = CheckMarks()
        self._metric: tuple[object, object, NDArray[np.float64]] | None = None  # signs of what check in which CRS
        self._marked: list[AreaFinding] = []  # those whose signs are on the map, in their order
        window.checks.found.connect(self._take)

    def attach(self) -> None:
        """Fill the list of a new window, and its map."""
        panel, side = self._window.findings.checks, self._window.map
        panel.place_asked.connect(self._show_place)
        panel.fix_shown.connect(self._show_fix)
        panel.fix_chosen.connect(self._apply)
        panel.accepted.connect(self._accept)
        panel.restore_asked.connect(self._restore)
        panel.limit_changed.connect(self._set_limit)
        side.scene_changed.connect(lambda _scene: self._mark(anew=False))
        side.canvas.clicked_mark.connect(self._open)
        self._show()

    @property
    def open_findings(self) -> list[AreaFinding]:
        """What is to be settled."""
        if not self._document.is_open:
            return []
        rules, there = self._document.check_rules(), set(self._document.patrol_areas()["uid"])
        return [
            one
            for one in self._checked.findings
            if not one.is_accepted(rules) and {one.uid, str(one.finding.facts.get("other", one.uid))} <= there
        ]

    def _take(self, found: Checked) -> None:
        self._checked = found
        self._marks.current = None
        self._show()

    def _show(self) -> None:
        document, panel = self._document, self._window.findings.checks
        is_open = document.is_open
        found = self.open_findings
        rows = [
            CheckRow(
                one,
                self._words(one, self.tr("{name}: {finding}")),
                tuple(
                    (fix, area_findings.fix_sentence(fix, document), area_findings.fix_figures(fix, document))
                    for fix in one.fixes
                ),
            )
            for one in found
        ]
        if is_open:
            blocked = self.tr("This plan is open for reading only") if document.is_read_only else ""
            rules = document.check_rules()
            stands = sum(one.is_accepted(rules) for one in self._checked.findings)
            has_areas = len(document.patrol_areas()) > 0
            panel.show_rows(rows, limit_ha=rules.largest_ha, stands=stands, blocked=blocked, has_areas=has_areas)
        else:
            panel.show_rows([], limit_ha=1.0, stands=0, blocked="", has_areas=False)
        self._window.findings.show_counts()
        self._mark()

    def _words(self, one: AreaFinding, form: str) -> str:
        name, finding = self._document.patrol_name(one.uid), area_findings.sentence(one.finding, self._document)
        return form.format(name=name, finding=finding)

    # -- on the map -------------------------------------------------------------------------------

    def _mark(self, *, anew: bool = True) -> None:
        """Put the signs on the map; not ``anew``: only if the map is in another CRS than they are."""
        canvas = self._window.map.canvas
        epsg = canvas.scene.metric_epsg
        is_same = self._metric is not None and self._metric[0] is self._checked and self._metric[1] == epsg
        if is_same and not anew:
            return
        stored = self._checked.signs
        if self._metric is None or not is_same:
            points = canvas.to_metric(shapely.points(stored)) if len(stored) else np.empty(0, dtype=object)
            self._metric = (self._checked, epsg, np.column_stack([shapely.get_x(points), shapely.get_y(points)]))
        self._marked = self.open_findings
        number = {id(one): at for at, one in enumerate(self._checked.findings)}
        signs = self._metric[2][[number[id(one)] for one in self._marked]].reshape(-1, 2)
        texts = [self._words(one, "{name}\n{finding}") for one in self._marked]
        self._marks = CheckMarks(signs, self._marks.current, texts=texts)
        canvas.set_marks(self._marks)

    def _open(self, number: int) -> None:
        """A sign was clicked: bring its finding forward in the list, with the ways to settle it."""
        window = self._window
        if number >= len(self._marked):
            return
        if window.actions_["map_only"].isChecked():
            window.actions_["map_only"].trigger()
        window.left.show_page("findings")
        window.findings.checks.show_finding(self._marked[number].key)
        self._marks.current = window.map.canvas.to_metric(self._marked[number].place)
        window.map.canvas.set_marks(self._marks)

    def _show_place(self, found: AreaFinding) -> None:
        canvas = self._window.map.canvas
        self._marks.current = canvas.to_metric(found.place)
        canvas.set_marks(self._marks)
        self._window.map.zoom_to_shape(found.place)

    def _show_fix(self, fix: Fix | None) -> None:
        canvas = self._window.map.canvas
        goes: list[shapely.Geometry] = []
        comes: list[shapely.Geometry] = []
        if fix is not None:
            after = shapely.union_all(
                [canvas.to_metric(shape) for shape in (*fix.changed.values(), *fix.added) if shape is not None]
            )
            stored = [self._document.patrol_shape(uid) for uid in fix.changed]
            before = shapely.union_all(
                shapely.make_valid(np.array([canvas.to_metric(one) for one in stored if one is not None], dtype=object))
            )
            goes, comes = [shapely.difference(before, after)], [shapely.difference(after, before)]
        self._marks.goes = [one for one in goes if one.area > 1.0]
        self._marks.comes = [one for one in comes if one.area > 1.0]
        canvas.set_marks(self._marks)

    # -- settling ---------------------------------------------------------------------------------

    def _apply(self, found: AreaFinding, fix: Fix) -> None:
        window, document = self._window, self._document
        said = area_findings.fix_sentence(fix, document)
        concerned = {found.uid, *fix.changed, str(found.finding.facts.get("other", found.uid))}
        if any(document.patrol_shape(uid) != self._checked.areas.get(uid) for uid in concerned):
            window.toast.say(self.tr("The area has changed since it was checked; it is checked again."))
            return
        figures = area_findings.fix_figures(fix, document)
        name, taken = document.patrol_name(found.uid), set(document.patrol_areas()["name"])
        added = [(window.shaping.next_name(name, taken), shape) for shape in fix.added]
        try:
            document.reshape_patrol_areas("patrol_areas_mended", fix.changed, added=added)
        except LianfangError as error:
            window.show_error(error)
            return
        self._show_fix(None)
        self._marks.current = None
        text = self.tr("{what}. {figures}").format(what=said, figures=figures)
        window.undo_offer.say(text)

    def _accept(self, found: AreaFinding, reason: str) -> None:
        from layers.patrol.area_checks import Accepted

        rules = self._document.check_rules()
        kept = [one for one in rules.accepted if one.key != found.key]
        at = datetime.now(UTC).isoformat(timespec="seconds")
        accepted = (*kept, Accepted(found.key, reason, found.area_ha, at))
        self._change(
            "area_finding_accepted", replace(rules, accepted=accepted), name=self._document.patrol_name(found.uid)
        )

    def _restore(self) -> None:
        self._change("area_findings_restored", replace(self._document.check_rules(), accepted=()))

    def _set_limit(self, limit_ha: float) -> None:
        self._change("area_limit_set", replace(self._document.check_rules(), largest_ha=limit_ha))

    def _change(self, code: str, rules: Any, **facts: Any) -> None:
        try:
            self._document.set_check_rules(code, rules, **facts)
        except LianfangError as error:
            self._window.show_error(error)
        self._show()

    def refresh(self) -> None:
        """Show it anew: what is let stand, or a name, has changed."""
        self._show()
