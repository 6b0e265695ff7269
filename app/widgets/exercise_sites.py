"""Second step of an exercise: sites on the map, each against its rules, and what somebody measured there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app import theme
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.exercise.checks import Check, Verdict, verdict_of
from layers.exercise.model import FACTS, Physics, Site, SiteKind
from layers.exercise.telling import (
    ddm,
    dms,
    limit_text,
    site_kind,
    source_text,
    value_text,
    why_text,
)
from layers.export.words import Words


def verdict_color(verdict: Verdict) -> QColor:
    """Return the colour of a verdict in the theme."""
    tokens = theme.tokens()
    return QColor({Verdict.PASS: tokens.success, Verdict.FAIL: tokens.danger, Verdict.UNKNOWN: tokens.warning}[verdict])


#: A field in which what was typed can be read.
_FIELD_PX = 110
#: Of a column of verdicts, in the longest words.
_VERDICT_PX = 82


class SitesPage(QWidget):
    """List of sites, checks of the one chosen, and its fields."""

    place_asked = Signal(object)  # SiteKind
    suggest_asked = Signal(object)
    site_chosen = Signal(str)
    site_changed = Signal(object)  # Site
    removed = Signal(list)  # uids
    tells_all = False

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._names: Mapping[str, str] = {}
        self._checks: Mapping[str, tuple[Check, ...]] = {}
        self._physics = Physics.FIRE
        self._is_read_only = False
        self._site: Site | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(8, 4, 8, 8)
        outer.setSpacing(12)
        outer.addLayout(self._list(), 5)
        outer.addLayout(self._rules(), 6)
        outer.addWidget(self._fields(), 3)

    def _list(self) -> QVBoxLayout:
        column = QVBoxLayout()
        row = QHBoxLayout()
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of site"))
        self.place_button = button(self.tr("Place"), lambda: self.place_asked.emit(self.chosen_kind), icon="map-pin")
        self.place_button.setToolTip(self.tr("Click on the map where it is to be"))
        self.suggest_button = button(self.tr("Suggest"), lambda: self.suggest_asked.emit(self.chosen_kind))
        self.suggest_button.setToolTip(self.tr("Colour where it could be, and place the best"))
        self.remove_button = button(self.tr("Remove"), self._remove)
        row.addWidget(self.kind, 1)
        for one in (self.place_button, self.suggest_button, self.remove_button):
            row.addWidget(one)
        column.addLayout(row)
        words = self._words
        self.table = RowTable(
            [
                Column(
                    words["exercise_kit.site_kind"], lambda one: site_kind(one.kind, self._physics, words), width_px=112
                ),
                Column(words["exercise_kit.site_name"], lambda one: one.name, stretch=True),
                Column(
                    words["exercise_kit.site_state"],
                    lambda one: self._state(one).value,
                    text=lambda one: words[f"exercise_verdict.{self._state(one).value}"],
                    color=lambda one: verdict_color(self._state(one)),
                    width_px=_VERDICT_PX,
                ),
                Column(words["exercise_kit.site_dms"], dms, width_px=190, is_extra=True),
                Column(words["exercise_kit.site_ddm"], ddm, width_px=190, is_extra=True),
            ],
            self.tr("Sites of the exercise"),
            key=lambda one: one.uid,
        )
        self.table.show_as_given()
        self.table.row_selected.connect(self._on_selected)
        column.addWidget(self.table, 1)
        self.empty = label(
            self.tr("Begin with the start: choose its kind above, then place it on the map or have it suggested."),
            "muted",
            wrap=True,
        )
        column.addWidget(self.empty)
        self.here = label("", "small", wrap=True)
        self.here.setVisible(False)
        column.addWidget(self.here)
        return column

    def _rules(self) -> QVBoxLayout:
        words = self._words
        self.checks = RowTable(
            [
                Column(words["exercise_kit.check_rule"], lambda one: words[f"exercise_rule.{one.code}"], width_px=150),
                Column(
                    words["exercise_kit.check_value"],
                    lambda one: one.value,
                    text=lambda one: value_text(one, words),
                    is_number=True,
                    width_px=76,
                ),
                Column(
                    words["exercise_kit.check_limit"],
                    lambda one: one.limit,
                    text=lambda one: limit_text(one, words),
                    is_number=True,
                    width_px=76,
                ),
                Column(
                    words["exercise_kit.check_state"],
                    lambda one: one.verdict.value,
                    text=lambda one: words[f"exercise_verdict.{one.verdict.value}"],
                    color=lambda one: verdict_color(one.verdict),
                    tip=lambda one: source_text(one, words),
                    width_px=_VERDICT_PX,
                ),
                Column(
                    words["exercise_kit.check_why"],
                    lambda one: why_text(one, self._names, words),
                    tip=lambda one: f"{why_text(one, self._names, words)}\n{source_text(one, words)}".strip(),
                    stretch=True,
                    width_px=120,
                ),
            ],
            self.tr("Rules of the site chosen"),
            key=lambda one: one.code,
        )
        self.checks.show_as_given()
        column = QVBoxLayout()
        self.ring = label("", "small", wrap=True)
        column.addWidget(self.checks, 1)
        column.addWidget(self.ring)
        return column

    def _fields(self) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "panel")
        self._form = QFormLayout(page)
        self._form.setContentsMargins(0, 0, 4, 0)
        self._form.setVerticalSpacing(4)
        self.name, self.step = QLineEdit(), QLineEdit()
        self.name.setAccessibleName(self._words["exercise_kit.site_name"])
        self.step.setAccessibleName(self._words["exercise_kit.site_step"])
        self._form.addRow(self._words["exercise_kit.site_name"], self.name)
        self._form.addRow(self._words["exercise_kit.site_step"], self.step)
        self.facts: dict[str, QLineEdit | QComboBox] = {}
        for facts in FACTS.values():
            for fact in facts:
                if fact.name not in self.facts:
                    self.facts[fact.name] = made = self._fact_input(fact.name)
                    title = self._words[f"exercise_fact.{fact.name}"]
                    made.setAccessibleName(title)
                    self._form.addRow(f"{title} ({fact.unit})" if fact.unit else title, made)
        self.error = label("", "danger", wrap=True)
        self._form.addRow(self.error)
        self.keep_button = button(self.tr("Keep"), self._keep, kind="primary")
        self._form.addRow(self.keep_button)
        for edit in (self.name, self.step):
            edit.setMinimumWidth(_FIELD_PX)
            edit.returnPressed.connect(self._keep)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        self._area = area
        return area

    def _fact_input(self, name: str) -> QLineEdit | QComboBox:
        words = self._words
        choices: list[tuple[float, str]] = []
        if name == "signal":
            choices = [(1.0, words["exercise.yes"]), (0.0, words["exercise.no"])]
        elif name == "pad_surface":
            choices = [(float(key), text) for key, text in words.group("exercise_surface").items()]
        if not choices:
            edit = QLineEdit()
            edit.setPlaceholderText(words["exercise.unknown"])
            edit.returnPressed.connect(self._keep)
            return edit
        box = QComboBox()
        box.addItem(words["exercise.unknown"], None)
        for value, text in choices:
            box.addItem(text, value)
        return box

    # -- showing ------------------------------------------------------------------------------

    @property
    def chosen_kind(self) -> SiteKind:
        """The kind of site that is placed or suggested next."""
        return SiteKind(self.kind.currentData() or SiteKind.IGNITION.value)

    @property
    def chosen(self) -> Site | None:
        """The site chosen in the list."""
        return self._site

    def show_sites(
        self,
        sites: Sequence[Site],
        checks: Mapping[str, tuple[Check, ...]],
        physics: Physics,
        names: Mapping[str, str],
        *,
        is_read_only: bool,
    ) -> None:
        """Show the sites and how they stand."""
        self._checks, self._names = checks, names
        if self.kind.count() == 0 or physics is not self._physics:
            current = self.kind.currentData()
            self.kind.clear()
            for kind in SiteKind:
                self.kind.addItem(site_kind(kind, physics, self._words), kind.value)
            self.kind.setCurrentIndex(max(self.kind.findData(current), 0))
        self._physics, self._is_read_only = physics, is_read_only
        self.table.set_rows(sites)
        self.empty.setVisible(not sites)
        for one in (self.place_button, self.suggest_button, self.remove_button, self.keep_button):
            one.setEnabled(not is_read_only)
        kept = next((one for one in sites if self._site is not None and one.uid == self._site.uid), None)
        if kept is None and sites:
            kept = sites[0]
            self.table.select_keys({kept.uid})
        self._show_site(kept)

    def typed(self) -> str:
        """Return the site whose facts are shown."""
        return self._site.uid if self._site is not None else ""

    def take_typed(self, told: str) -> None:
        """Show it again; what was typed comes next."""
        if told:
            self.choose(told)

    def choose(self, uid: str) -> None:
        """Choose a site in the list, as on the map."""
        self.table.select_keys({uid})
        rows = self.table.selected_rows()
        self._show_site(rows[0] if rows else None)

    def show_rings(self, texts: Mapping[str, str]) -> None:
        """Say who is inside the ring of each site."""
        self._rings = dict(texts)
        self._say_ring()

    _rings: Mapping[str, str] = {}

    def show_here(self, text: str) -> None:
        """Say what speaks for and against the place under the cursor."""
        self.here.setText(text)
        self.here.setVisible(bool(text))

    def _say_ring(self) -> None:
        text = self._rings.get(self._site.uid, "") if self._site is not None else ""
        self.ring.setText(text)
        self.ring.setVisible(bool(text))

    def _state(self, site: Site) -> Verdict:
        return verdict_of(self._checks.get(site.uid, ()))

    def _on_selected(self, row: Site | None) -> None:
        if row is not None:
            self._show_site(row)
            self.site_chosen.emit(row.uid)

    def _show_site(self, site: Site | None) -> None:
        is_same = site is not None and self._site is not None and site == self._site
        self._site = site
        self.checks.set_rows(self._checks.get(site.uid, ()) if site is not None else ())
        self._say_ring()
        self._area.setVisible(site is not None)
        if site is None or is_same:
            return
        self.error.setText("")
        self.name.setText(site.name)
        self.step.setText(site.step)
        wanted = {fact.name for fact in FACTS[site.kind]}
        for name, edit in self.facts.items():
            self._form.setRowVisible(edit, name in wanted)
            value = site.facts.get(name)
            if isinstance(edit, QComboBox):
                edit.setCurrentIndex(max(edit.findData(value), 0))
            else:
                edit.setText("" if value is None else f"{value:g}")

    def _keep(self) -> None:
        if self._site is None or self._is_read_only:
            return
        facts: dict[str, float] = {}
        for fact in FACTS[self._site.kind]:
            edit = self.facts[fact.name]
            if isinstance(edit, QComboBox):
                if edit.currentData() is not None:
                    facts[fact.name] = float(edit.currentData())
                continue
            text = edit.text().strip()
            if not text:
                continue
            try:
                value = float(text)
            except ValueError:
                value = math.nan
            if not fact.least <= value <= fact.most:
                title = self._words[f"exercise_fact.{fact.name}"]
                said = self.tr("{name}: “{text}” is not a number from {least:g} to {most:g} {unit}")
                self.error.setText(said.format(name=title, text=text, least=fact.least, most=fact.most, unit=fact.unit))
                return
            facts[fact.name] = value
        self.error.setText("")
        name = self.name.text().strip() or self._site.name
        changed = replace(self._site, name=name, step=self.step.text().strip(), facts=facts)
        if changed != self._site:
            self.site_changed.emit(changed)

    def _remove(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self.removed.emit([one.uid for one in rows])


def why_here(found: Mapping[str, int], words: Words) -> str:
    """Return what speaks for and against a place: rules that hold, fail and are not known."""
    groups = {
        code: [words[f"exercise_rule.{rule}"] for rule, state in found.items() if state == value]
        for code, value in (("pass", 1), ("fail", 0), ("unknown", -1))
    }
    return "　".join(
        f"{words[f'exercise_verdict.{code}']}: {words.join(rules)}" for code, rules in groups.items() if rules
    )
