"""The attribute table in the window: opened with F6, in step with the map both ways, saved as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QObject, QStandardPaths, Qt

from app.control.late import forget, is_shown
from app.control.writing import ask_target, start_writing
from app.jobs import Job
from app.widgets.typed import Typed
from layers.errors import LianfangError
from layers.kinds import Shape

if TYPE_CHECKING:
    from app.attribute_columns import LayerTable
    from app.panels.attribute_table import AttributeTablePanel
    from app.window import MainWindow

_HEIGHT_SHARE = 0.34


class AttributeTableControl(QObject):
    """Opens and closes the table and keeps it and the map on the same features."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_leading = False  # the table chooses, and need not hear of it

    @cached_property
    def panel(self) -> AttributeTablePanel:
        """The panel below the map, made when it is first wanted."""
        from app.attribute_edits import DocumentEdits
        from app.panels.attribute_table import AttributeTablePanel

        window = self._window
        made = AttributeTablePanel(window.document, window.jobs, DocumentEdits(window.document))
        made.hide()
        made.chosen_changed.connect(self._on_chosen)
        made.zoom_asked.connect(lambda layer, uids: window.map.zoom_to_features([(layer, uid) for uid in uids]))
        made.export_asked.connect(self.export_rows)
        made.closed.connect(self._on_closed)
        made.left.connect(lambda: window.map.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason))
        made.failed.connect(window.show_error)
        made.refused.connect(self._on_edit_refused)
        window.table_split.insertWidget(1, made)
        return made

    def attach(self) -> None:
        """Listen to a new map and its list of layers."""
        forget(self, "panel")
        canvas = self._window.map.canvas
        canvas.selection_changed.connect(self._on_map_chosen)
        canvas.view_changed.connect(lambda _view: self._tell_area())
        self._window.layers.table_asked.connect(self.open_for)

    def carry_over(self) -> Callable[[], None] | None:
        """The table comes back with what is being looked for."""
        if not is_shown(self, "panel"):
            return None
        layer, typed = str(self.panel.layers_box.currentData() or ""), Typed(self.panel)  # it may still be read

        def back() -> None:
            self.open_for(layer)
            typed.put_into(self.panel)

        return back

    # -- actions --------------------------------------------------------------------------------

    def attribute_table(self) -> None:
        """Show the table of the layer chosen; again closes it."""
        layer = self._layer_meant()
        if is_shown(self, "panel") and (self.panel.layer == layer or self.panel.isAncestorOf(_focus())):
            self.panel.close_table()
            return
        self.open_for(layer)

    def table_selected(self) -> None:
        """Show the table with only what is selected, or with all again."""
        self._open_anew()
        self.panel.selected.toggle()

    def table_in_view(self) -> None:
        """Show the table with only what the map shows, or with all again."""
        self._open_anew()
        self._tell_area()
        self.panel.in_view.toggle()

    def find_by_value(self) -> None:
        """Show the table, ready to type what to find."""
        if not is_shown(self, "panel"):
            self.open_for(self._layer_meant())
        self.panel.focus_filter()

    def _open_anew(self) -> None:
        if not is_shown(self, "panel"):
            self.panel.selected.setChecked(False)
            self.panel.in_view.setChecked(False)
            self.open_for(self._layer_of_selection() or self._layer_meant())

    def open_for(self, layer: str) -> None:
        """Show the table of a layer."""
        window = self._window
        if not layer or not window.document.is_open:
            return
        was_visible = is_shown(self, "panel")
        self.panel.show()
        if not was_visible:
            height = window.table_split.height()
            mine = max(180, round(height * _HEIGHT_SHARE))
            window.table_split.setSizes([max(height - mine, 120), mine])
        self.panel.show_layer(layer)
        self.panel.choose(window.map.canvas.selection)
        self._tell_area()
        self.panel.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _layer_meant(self) -> str:
        """The layer chosen in the list, else the one of what is selected, else the first with a table."""
        window = self._window
        from app.attribute_columns import DERIVED_TABLES

        chosen = window.layers.chosen_layer
        tables = [*DERIVED_TABLES, *(one.uid for one in window.document.layers() if one.shape is not Shape.RASTER)]
        return chosen if chosen in tables else self._layer_of_selection() or self._first()

    def _layer_of_selection(self) -> str:
        chosen = self._window.map.chosen
        return chosen[0][0] if chosen else ""

    def _first(self) -> str:
        from app.attribute_columns import DERIVED_TABLES

        document = self._window.document
        for uid in DERIVED_TABLES:
            if len(getattr(document, uid)()):
                return uid
        return next((one.uid for one in document.layers() if one.table), "")

    # -- in step --------------------------------------------------------------------------------

    def _on_chosen(self, layer: str, uids: list[str]) -> None:
        """What is chosen in the table is chosen on the map and in the lists."""
        window = self._window
        self._is_leading = True
        try:
            if layer == "patrol_areas":
                window.patrol.choose_areas(uids)
                window.hands.choose_areas(uids)
            elif layer == "zones" and len(uids) <= 1:
                window.zones.choose(uids[0] if uids else "")
                window.map.select(layer, uids[0] if uids else "")
            else:
                window.map.select_all(layer, uids)
        finally:
            self._is_leading = False
        window.refresh_actions()

    def _on_map_chosen(self, features: list[tuple[str, str]]) -> None:
        if not self._is_leading and is_shown(self, "panel"):
            self.panel.choose(features)

    def _tell_area(self) -> None:
        canvas = self._window.map.canvas
        if is_shown(self, "panel") and canvas.scene.metric_epsg:
            box = shapely.segmentize(shapely.box(*canvas.view.extent), 20_000.0)
            self.panel.set_view_area(canvas.to_storage(box))

    def _on_closed(self) -> None:
        had_focus = self.panel.isAncestorOf(_focus())
        self.panel.hide()
        if had_focus and self._window.document.is_open:
            self._window.map.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_edit_refused(self, error: Exception) -> None:
        if isinstance(error, LianfangError):
            self._window.show_error(error)
        elif isinstance(error, ValueError):  # no number, no date
            self._window.toast.say(self.tr("“{value}” cannot be kept in this column.").format(value=error.args[0]))
        else:
            raise error

    # -- spreadsheet ------------------------------------------------------------------------------

    def export_rows(self) -> None:
        """Save the rows shown, or those selected, as XLSX or CSV."""
        table = self.panel.table
        if table is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        from layers.export.files import safe_stem

        name = self.panel.layers_box.currentText()
        kinds = {self.tr("Workbook (*.xlsx)"): ".xlsx", self.tr("Table as text (*.csv)"): ".csv"}
        target = ask_target(self._window, self.tr("Save the rows"), Path(folder) / f"{safe_stem(name)}.xlsx", kinds)
        if target is not None:
            self.write(table, target)

    def write(self, table: LayerTable, target: Path) -> Job:
        """Write rows in the background; what is selected, or else all that are shown."""
        rows, columns = self.panel.rows_to_take().copy(), self.panel.columns_shown()
        job = Job(_write, table, rows, columns, target, title=self.tr("Writing the table"))
        start_writing(self._window, job)
        return job


def _focus() -> Any:
    from PySide6.QtWidgets import QApplication

    return QApplication.focusWidget()


def _write(table: LayerTable, rows: Any, columns: list[int], target: Path, progress: Any) -> Path:
    from layers.export.table import write_table

    fields = [table.fields[place] for place in columns]
    lines = ([field.exact(int(row)) for field in fields] for row in rows)
    heading = [field.heading for field in fields]
    write_table(target, table.title, heading, lines, len(rows), progress=progress)
    return target
