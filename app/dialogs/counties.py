"""Counties: a list to tick with search, and the two dialogs that use it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.theme import row_px
from app.widgets.basics import button, label
from layers.plan.model import LayerRecord

_CODE = Qt.ItemDataRole.UserRole
_MOST_NAMED = 12


class _SearchLine(QLineEdit):
    """Enter takes the first match and leaves the dialog open; the down key goes into the list."""

    entered = Signal()
    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the dialog's default button while something is searched for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit()
            event.accept()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class CountyPicker(QWidget):
    """Province → counties from the built-in list of the whole country, with search by name, pinyin or code."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        from layers.sources import gazetteer

        self._gazetteer = gazetteer
        self._names: dict[str, str] = {}
        self._chosen: dict[str, str] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        top = QHBoxLayout()
        self.province = QComboBox()
        self.province.setAccessibleName(self.tr("Province"))
        for code, name in gazetteer.provinces():
            self.province.addItem(name, code)
        self.search = _SearchLine()
        self.search.setPlaceholderText(self.tr("Name, pinyin or code of a county or prefecture"))
        self.search.setAccessibleName(self.tr("Search a county by name, pinyin or code"))
        self.search.setToolTip(
            self.tr("For example: {examples}").format(examples="兴隆 / xinglong / xlx / 130822 / 承德 / 河北 桥西")
        )
        self.search.setClearButtonEnabled(True)
        top.addWidget(self.province, 2)
        top.addWidget(self.search, 3)
        layout.addLayout(top)
        self.list = QListWidget()
        self.list.setProperty("kind", "framed")
        self.list.setAccessibleName(self.tr("Counties"))
        self.list.setUniformItemSizes(True)
        layout.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.summary = label("", "muted", wrap=True)
        foot.addWidget(self.summary, 1)
        self.all_button = button(self.tr("Tick all shown"), self._tick_shown)
        self.none_button = button(self.tr("Untick all"), self._untick_all)
        for one in (self.all_button, self.none_button):
            one.setAutoDefault(False)
            foot.addWidget(one, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(foot)
        self.search.entered.connect(self._tick_first)
        self.search.left_downwards.connect(self._enter_list)
        self.province.currentIndexChanged.connect(lambda _index: self._fill())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list.itemChanged.connect(self._on_item)
        self._fill()
        self._show_summary()

    @property
    def chosen(self) -> list[str]:
        """The codes ticked, in order."""
        return sorted(self._chosen)

    @property
    def chosen_names(self) -> dict[str, str]:
        """Their names by code, in the same order."""
        return {code: self._chosen[code] for code in self.chosen}

    def tick(self, codes: Iterable[str]) -> None:
        """Tick counties by code."""
        for code in codes:
            self._chosen[code] = self._gazetteer.polygons([code])["name"].iloc[0]
        self._fill()
        self._show_summary()
        self.changed.emit()

    def _tick_shown(self) -> None:
        """Tick everything in the list: a whole province, or the prefecture that was searched for."""
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setCheckState(Qt.CheckState.Checked)
            self._chosen[item.data(_CODE)] = item.data(_CODE + 1)
        self.list.blockSignals(False)
        self._show_summary()
        self.changed.emit()

    def _untick_all(self) -> None:
        self._chosen.clear()
        self._fill()
        self._show_summary()
        self.changed.emit()

    def _tick_first(self) -> None:
        """Tick the best match and make room for the next name."""
        if not self.search.text().strip() or self.list.count() == 0:
            return
        self.list.item(0).setCheckState(Qt.CheckState.Checked)
        self.search.selectAll()

    def _enter_list(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self) -> None:
        text = self.search.text().strip()
        rows = self._gazetteer.find(text) if text else self._gazetteer.counties_of(self.province.currentData())
        self.list.blockSignals(True)
        self.list.clear()
        for code, name in zip(rows["code"], rows["name"], strict=True):
            item = QListWidgetItem(f"{name}  {self._place(code)}" if text else name)
            item.setData(_CODE, code)
            item.setData(_CODE + 1, name)
            item.setToolTip(code)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if code in self._chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.all_button.setEnabled(self.list.count() > 0)
        self.province.setEnabled(not text)  # a search goes over the whole country

    def _place(self, code: str) -> str:
        """Return province and prefecture, which tell counties of one name apart."""
        return " ".join(dict.fromkeys(self._gazetteer.division_name(code[:digits]) for digits in (2, 4)))

    def _on_item(self, item: QListWidgetItem) -> None:
        code, name = item.data(_CODE), item.data(_CODE + 1)
        if item.checkState() is Qt.CheckState.Checked:
            self._chosen[code] = name
        else:
            self._chosen.pop(code, None)
        self._show_summary()
        self.changed.emit()

    def _show_summary(self) -> None:
        names = [self._chosen[code] for code in self.chosen]
        self.none_button.setEnabled(bool(names))
        chosen = self.tr("Chosen: {names}").format(names=words.joined(names[:_MOST_NAMED]))
        if len(names) > _MOST_NAMED:
            chosen = self.tr("Chosen: {names} and others, {count} in all").format(
                names=words.joined(names[:_MOST_NAMED]), count=len(names)
            )
        self.summary.setText(chosen if names else self.tr("Tick the counties on both sides of the line."))


class CountiesDialog(QDialog):
    """Counties for a plan that is open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add counties"))
        self.resize(560, 560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                self.tr("Lines of the built-in list are coarse and illustrative; replace them by your own."),
                "muted",
                wrap=True,
            )
        )
        self.picker = CountyPicker()
        layout.addWidget(self.picker, 1)
        self.buttons = ok_cancel(self, self.tr("Add"))
        layout.addWidget(self.buttons)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(False)
        self.picker.changed.connect(lambda: ok.setEnabled(bool(self.picker.chosen)))

    @property
    def chosen(self) -> Sequence[str]:
        """The codes ticked."""
        return self.picker.chosen


class SpeaksForDialog(QDialog):
    """Which counties a layer speaks for, and which of them are confirmed to have nothing (已核实·无)."""

    def __init__(self, record: LayerRecord, counties: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Counties of {layer}").format(layer=record.title))
        self.resize(520, 520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                self.tr(
                    "In a county the layer speaks for, where it shows nothing there is nothing. "
                    "In all others it is unknown, and zones there wait for the neighbour's data."
                ),
                "muted",
                wrap=True,
            )
        )
        self._values = (
            self.tr("Unknown"),
            self.tr("Speaks for it"),
            self.tr("Verified: nothing there"),
        )
        codes = sorted({*counties, *record.speaks_for})
        self.table = QTableWidget(len(codes), 2)
        self.table.setTabKeyNavigation(False)  # Tab goes from answer to answer
        self.table.setProperty("kind", "framed")
        self.table.setAccessibleName(self.tr("Counties"))
        self.table.setHorizontalHeaderLabels([self.tr("County"), self.tr("This layer")])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(row_px() + 6)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setColumnWidth(0, 220)
        self.table.setShowGrid(False)
        self._codes = codes
        for row, code in enumerate(codes):
            item = QTableWidgetItem(counties.get(code, code))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(row, 0, item)
            box = QComboBox()
            box.setAccessibleName(counties.get(code, code))
            box.addItems(self._values)
            box.setCurrentIndex(2 if code in record.verified_none else 1 if code in record.speaks_for else 0)
            self.table.setCellWidget(row, 1, box)
        layout.addWidget(self.table, 1)
        quick = QHBoxLayout()
        quick.addWidget(button(self.tr("All"), lambda: self._set_all(1)))
        quick.addWidget(button(self.tr("None"), lambda: self._set_all(0)))
        quick.addStretch(1)
        layout.addLayout(quick)
        self.buttons = ok_cancel(self, self.tr("OK"))
        layout.addWidget(self.buttons)

    def _set_all(self, value: int) -> None:
        for row in range(len(self._codes)):
            self.box(row).setCurrentIndex(value)

    def box(self, row: int) -> QComboBox:
        """Return the choice of a row."""
        found = self.table.cellWidget(row, 1)
        assert isinstance(found, QComboBox)
        return found

    @property
    def speaks_for(self) -> frozenset[str]:
        """Counties the layer speaks for, the empty ones included."""
        return frozenset(code for row, code in enumerate(self._codes) if self.box(row).currentIndex() > 0)

    @property
    def verified_none(self) -> frozenset[str]:
        """Counties confirmed to have nothing."""
        return frozenset(code for row, code in enumerate(self._codes) if self.box(row).currentIndex() == 2)


def ok_cancel(dialog: QDialog, accept: str) -> QDialogButtonBox:
    """Return the two buttons every dialog ends with."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    ok = box.button(QDialogButtonBox.StandardButton.Ok)
    ok.setText(accept)
    ok.setDefault(True)
    cancel = box.button(QDialogButtonBox.StandardButton.Cancel)
    cancel.setAutoDefault(False)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box
