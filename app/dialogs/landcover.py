"""Land cover → forest: which classification, what every class becomes, and how much forest that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import findings, i18n, words
from app.dialogs.counties import ok_cancel
from app.i18n import mark
from app.theme import row_px
from app.widgets.basics import label
from app.widgets.form_table import set_up
from app.widgets.landpicture import LandPictureView
from layers.sources.landcover import FUELS, LITERATURE, OWN_CLASSES, PROGRAMS, Crosswalk, classifications

if TYPE_CHECKING:
    from layers.forest_cover import LandLook
    from layers.sources.land_forest import ForestOptions

_VALUE, _NAME, _SHARE, _FOREST, _FUEL, _KS = range(6)
_BASIS: Mapping[str, str] = {
    LITERATURE: mark("LandCover", "Ks from 王正非's published table; which class has this fuel is our proposal"),
    PROGRAMS: mark(
        "LandCover", "Ks from two public programs, not from the paper; which class has this fuel is our proposal"
    ),
}
_OWN_KS = mark("LandCover", "Your own Ks")


class LandCoverDialog(QDialog):
    """Asks what the classes of a land-cover layer become.

    ``remembered`` gives what was last decided for a classification; what the layer was made with before wins.
    """

    def __init__(
        self,
        look: LandLook,
        county_names: Mapping[str, str],
        remembered: Callable[[str], Crosswalk | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._counties, self._remembered = look, county_names, remembered
        self._crosswalk: Crosswalk | None = None
        self.setWindowTitle(self.tr("Forest from {layer}").format(layer=words.layer_title(look.record)))
        self.resize(1040, 640)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        body = QHBoxLayout()
        body.setSpacing(16)
        self.table = self._table()
        body.addWidget(self.table, 1)
        body.addWidget(self._side())
        layout.addLayout(body, 1)
        layout.addLayout(self._settings())
        self.buttons = ok_cancel(self, self.tr("Make forest"))
        layout.addWidget(self.buttons)
        self.classes.currentIndexChanged.connect(lambda _index: self._take_classes())
        self._take_classes()

    # -- building -----------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Classification")))
        self.classes = QComboBox()
        self.classes.setAccessibleName(self.tr("Classification"))
        fitting = [match.code for match in self._look.matches]
        others = [code for code in classifications() if code not in fitting]
        for code in (*fitting, *others, OWN_CLASSES):
            text = findings.classification(code)
            self.classes.addItem(self.tr("{name} — fits").format(name=text) if code in fitting else text, code)
        self.classes.setPlaceholderText(self.tr("Choose…"))
        self.classes.setCurrentIndex(self.classes.findData(self._first_code()))
        row.addWidget(self.classes)
        row.addStretch(1)
        column.addLayout(row)
        self.told = label("", "muted", wrap=True)
        column.addWidget(self.told)
        return column

    def _first_code(self) -> str | None:
        """Return what is clear; nothing is chosen while several fit, and own classes where none does."""
        if self._look.code is not None or self._look.matches:
            return self._look.code
        return OWN_CLASSES

    def _table(self) -> QTableWidget:
        heads = (
            *(self.tr("Value"), self.tr("Class"), self.tr("Share"), self.tr("Forest")),
            *(self.tr("Fuel"), self.tr("Ks")),
        )
        table = QTableWidget()
        set_up(table, heads, self.tr("What the classes become"), row_px=row_px() + 6)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_VALUE, 64), (_SHARE, 72), (_FOREST, 56), (_FUEL, 220), (_KS, 84)):
            table.setColumnWidth(column, width)
        share = QTableWidgetItem(heads[_SHARE])
        share.setToolTip(self.tr("Share of the ground in the plan's counties"))
        table.setHorizontalHeaderItem(_SHARE, share)
        factor = QTableWidgetItem(heads[_KS])
        factor.setToolTip(self.tr("How easily the fuel burns, against 1.00 for mixed woodland; 0 does not burn"))
        table.setHorizontalHeaderItem(_KS, factor)
        table.itemChanged.connect(self._on_item)
        return table

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(300)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.picture = LandPictureView(self._look.picture) if self._look.picture is not None else None
        if self.picture is not None:
            column.addWidget(self.picture, 1)
        column.addWidget(label(self.tr("Forest by county"), "heading"))
        self.by_county = QTableWidget(len(self._look.survey.counties), 2)
        self.by_county.setTabKeyNavigation(False)
        self.by_county.setProperty("kind", "framed")
        self.by_county.setAccessibleName(self.tr("Forest by county"))
        self.by_county.horizontalHeader().hide()
        self.by_county.verticalHeader().hide()
        self.by_county.verticalHeader().setDefaultSectionSize(row_px() - 4)
        self.by_county.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.by_county.setColumnWidth(1, 130)
        self.by_county.setShowGrid(False)
        self.by_county.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.by_county.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        column.addWidget(self.by_county, 1)
        self.total = label("", "small", wrap=True)
        column.addWidget(self.total)
        return side

    def _settings(self) -> QHBoxLayout:
        from layers.sources.land_forest import ForestOptions

        known = {key: value for key, value in self._look.options.items() if key in ("min_ha", "buffer_m", "smooth")}
        start = ForestOptions(**known)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.smallest = QDoubleSpinBox()
        self.smallest.setRange(0.0, 10_000.0)
        self.smallest.setDecimals(2)
        self.smallest.setSuffix(" hm²")
        self.smallest.setValue(start.min_ha)
        self.strip = QDoubleSpinBox()
        self.strip.setRange(0.0, 50_000.0)
        self.strip.setDecimals(0)
        self.strip.setSingleStep(500.0)
        self.strip.setSuffix(" m")
        self.strip.setValue(start.buffer_m)
        self.smooth = QCheckBox(self.tr("Smooth the steps of the cells"))
        self.smooth.setToolTip(self.tr("Looks better, but areas are no longer those of the cells"))
        self.smooth.setChecked(start.smooth)
        if self._look.picture is None and self._look.column:
            row.addWidget(label(self.tr("The areas stay as they are; nothing is cut or joined."), "muted"))
        else:
            for text, edit in (
                (self.tr("Smallest patch"), self.smallest),
                (self.tr("Strip around the counties"), self.strip),
            ):
                row.addWidget(label(text))
                edit.setAccessibleName(text)
                row.addWidget(edit)
                row.addSpacing(8)
            row.addWidget(self.smooth)
        row.addStretch(1)
        return row

    # -- what the classes become -----------------------------------------------------------------

    def _take_classes(self) -> None:
        """Fill the table for the classification chosen."""
        code = self.classes.currentData()
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(code is not None)
        if code is None:
            names = [findings.classification(match.code) for match in self._look.matches]
            text = self.tr("The values fit several classifications: {names}. Choose the one this file uses.")
            self._say(text.format(names=words.joined(names)), "warning")
            self._fill(None)
            self._show_meanings()
            return
        kept = self._remembered(code)
        self._fill(self._look.crosswalk(code, chinese=i18n.current() != "en", kept=kept))
        self._say(self._source(code), "muted")

    def _show_meanings(self) -> None:
        """Show what each value would be in the classifications that fit, in their order: a look often tells."""
        fitting = [classifications()[match.code] for match in self._look.matches]
        values = self._look.survey.values
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(values))
            for place, value in enumerate(values):
                found = [one.classes[key] for one in fitting if (key := one.key(value)) is not None]
                names = " · ".join(one.en if i18n.current() == "en" else one.zh for one in found)
                for column, text in ((_VALUE, value), (_NAME, names), (_SHARE, self._share(value))):
                    item = QTableWidgetItem(text)
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                    item.setToolTip(names)
                    self.table.setItem(place, column, item)

    def _say(self, text: str, kind: str) -> None:
        self.told.setText(text)
        self.told.setProperty("kind", kind)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)

    def _source(self, code: str) -> str:
        if code == OWN_CLASSES:
            return self.tr("No classification is known for these values. Say of every class what it becomes.")
        source = classifications()[code].source
        return self.tr("{source}. Forest and fuel of each class are our proposal: change what does not fit.").format(
            source=source
        )

    def _fill(self, crosswalk: Crosswalk | None) -> None:
        self._crosswalk = crosswalk
        rows = crosswalk.rows if crosswalk is not None else ()
        with QSignalBlocker(self.table):
            self.table.setRowCount(0)
            self.table.setRowCount(len(rows))
            for place, row in enumerate(rows):
                self._add(place, row)
        self._refresh()

    def _add(self, place: int, row: Any) -> None:
        value = QTableWidgetItem(row.value)
        value.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.table.setItem(place, _VALUE, value)
        self.table.setItem(place, _NAME, QTableWidgetItem(row.name))
        share = QTableWidgetItem(self._share(row.value))
        share.setFlags(Qt.ItemFlag.ItemIsEnabled)
        share.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(place, _SHARE, share)
        forest = QCheckBox()
        forest.setAccessibleName(self.tr("{name} becomes forest").format(name=row.name))
        forest.setToolTip(self.tr("Becomes forest"))
        forest.setChecked(row.forest)
        forest.toggled.connect(lambda is_forest: self._change(place, forest=is_forest))
        holder = QWidget()
        centred = QHBoxLayout(holder)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addWidget(forest, alignment=Qt.AlignmentFlag.AlignCenter)
        self.table.setCellWidget(place, _FOREST, holder)
        fuel = QComboBox()
        fuel.setAccessibleName(self.tr("Fuel of {name}").format(name=row.name))
        for one in FUELS.values():
            fuel.addItem(one.en if i18n.current() == "en" else one.zh, one.code)
        fuel.setCurrentIndex(fuel.findData(row.fuel))
        fuel.activated.connect(lambda _index: self._on_fuel(place))
        self.table.setCellWidget(place, _FUEL, fuel)
        ks = QDoubleSpinBox()
        ks.setAccessibleName(self.tr("Ks of {name}").format(name=row.name))
        ks.setRange(0.0, 10.0)
        ks.setDecimals(2)
        ks.setSingleStep(0.1)
        ks.setValue(row.ks)
        ks.valueChanged.connect(lambda _value: self._on_ks(place))
        self.table.setCellWidget(place, _KS, ks)

    def _share(self, value: str) -> str:
        area, whole = self._look.survey.area_ha, self._known_ha()
        here = float(area[self._look.survey.values.index(value)].sum())
        share = here / whole if whole else 0.0
        return "<0.1 %" if 0 < share < 0.001 else f"{share * 100:.1f} %"

    def _known_ha(self) -> float:
        """Return the ground whose class is known: a value that stands for nothing in the classification is left out."""
        survey, crosswalk = self._look.survey, self._crosswalk
        rows = {row.value for row in crosswalk.rows} if crosswalk is not None else set(survey.values)
        return float(survey.area_ha[[value in rows for value in survey.values]].sum())

    def forest_box(self, place: int) -> QCheckBox:
        """Return the box of a row that says it becomes forest."""
        found = self.table.cellWidget(place, _FOREST).findChild(QCheckBox)
        assert isinstance(found, QCheckBox)
        return found

    def fuel_box(self, place: int) -> QComboBox:
        """Return the fuel of a row."""
        found = self.table.cellWidget(place, _FUEL)
        assert isinstance(found, QComboBox)
        return found

    def ks_box(self, place: int) -> QDoubleSpinBox:
        """Return the Ks of a row."""
        found = self.table.cellWidget(place, _KS)
        assert isinstance(found, QDoubleSpinBox)
        return found

    def _on_item(self, item: QTableWidgetItem) -> None:
        if item.column() == _NAME:
            self._change(item.row(), name=item.text().strip() or self._row(item.row()).value)

    def _on_fuel(self, place: int) -> None:
        fuel = FUELS[self.fuel_box(place).currentData()]
        with QSignalBlocker(self.ks_box(place)):
            self.ks_box(place).setValue(fuel.ks)
        self._change(place, fuel=fuel.code, ks=fuel.ks)

    def _on_ks(self, place: int) -> None:
        self._change(place, ks=round(self.ks_box(place).value(), 2))

    def _row(self, place: int) -> Any:
        assert self._crosswalk is not None
        return self._crosswalk.rows[place]

    def _change(self, place: int, **fields: Any) -> None:
        if self._crosswalk is not None:
            self._crosswalk = self._crosswalk.with_row(replace(self._row(place), **fields))
            self._refresh()

    def _refresh(self) -> None:
        """Show how much forest that is, where, and where each Ks comes from."""
        crosswalk = self._crosswalk
        survey = self._look.survey
        chosen = np.array([crosswalk is not None and value in crosswalk.forest for value in survey.values], dtype=bool)
        hectares = survey.area_ha[chosen].sum(axis=0) if len(chosen) else np.zeros(len(survey.counties))
        order = np.argsort(-hectares, kind="stable")
        for place, county in enumerate(order):
            name = QTableWidgetItem(self._counties.get(survey.counties[county], survey.counties[county]))
            figure = QTableWidgetItem(words.hectares(float(hectares[county]) if crosswalk is not None else None))
            figure.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.by_county.setItem(place, 0, name)
            self.by_county.setItem(place, 1, figure)
        whole = self._known_ha()
        total = float(hectares.sum())
        share = words.percent(total / whole) if whole else words.percent(0.0)
        self.total.setVisible(crosswalk is not None)
        self.total.setText(
            self.tr("Together {area}, {share} of what is known").format(area=words.hectares(total), share=share)
        )
        for place, row in enumerate(crosswalk.rows if crosswalk is not None else ()):
            basis = _BASIS.get(row.basis, _OWN_KS if row.ks != FUELS[row.fuel].ks else "")
            self.ks_box(place).setToolTip(QCoreApplication.translate("LandCover", basis) if basis else "")
        if self.picture is not None:
            self.picture.show_crosswalk(crosswalk if crosswalk is not None else Crosswalk(OWN_CLASSES, ()))
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(crosswalk is not None and bool(crosswalk.forest))
        ok.setToolTip(
            "" if ok.isEnabled() else self.tr("Choose a classification, and at least one class that is forest")
        )

    # -- the answer -----------------------------------------------------------------------------

    @property
    def crosswalk(self) -> Crosswalk:
        """What every class becomes."""
        assert self._crosswalk is not None
        return self._crosswalk

    @property
    def options(self) -> ForestOptions:
        """How the patches are made."""
        from layers.sources.land_forest import ForestOptions

        return ForestOptions(
            min_ha=round(self.smallest.value(), 2), buffer_m=self.strip.value(), smooth=self.smooth.isChecked()
        )
