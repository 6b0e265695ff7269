"""Edits of layers: one method, one gesture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.editing import Editing
from layers import workflow
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord
from layers.plan.rasters import RasterFile, linked
from layers.styling.model import LayerStyle, write_style

if TYPE_CHECKING:
    from layers.georeference import Placement
    from layers.plan.store import PlanStore
    from layers.sources import ReadLayer


class LayerEditing(Editing):
    """The half of :class:`~app.document.Document` that changes layers, those of files and those no file holds."""

    @property
    def path(self) -> Path:
        """Where the open plan lies."""
        raise NotImplementedError

    def add_read_layers(self, layers: Sequence[ReadLayer], *, into: PlanStore | None = None) -> list[LayerRecord]:
        """Add freshly read layers; a job names the plan it read them for, see :meth:`still_open`."""
        tables = workflow.prepare_layers(layers)  # here, so that the writer is free for others meanwhile
        return self.on_writer(lambda: workflow.add_layers(self._wanted(into), layers, tables))

    def remove_layer(self, uid: str) -> None:
        """Take a layer out of the plan."""
        title = self.layer(uid).title
        self._edit("layer_removed", lambda store: store.remove_layer(uid), title=title)

    def set_layer_visible(self, uid: str, visible: bool) -> None:
        """Show or hide a layer."""
        code = "layer_shown" if visible else "layer_hidden"
        self._update_layer(code, uid, visible=visible)

    def set_layers_visible(self, uids: Sequence[str], visible: bool) -> None:
        """Show or hide several layers, those of files and those no file holds, in one gesture."""
        records = [one.uid for one in self.layers() if one.uid in uids and one.visible != visible]
        known = {one.uid for one in self.layers()}
        looks = [uid for uid in uids if uid not in known and self.look(uid).visible != visible]

        def put(store: PlanStore) -> None:
            for uid in records:
                store.update_layer(uid, visible=visible)
            for uid in looks:
                store.set_look(uid, visible=visible)

        count = len(records) + len(looks)
        if count == 1 and records:
            self.set_layer_visible(records[0], visible)
        elif count == 1:
            self.set_derived_look(looks[0], visible=visible)
        elif count:
            self._edit("layers_shown" if visible else "layers_hidden", put, count=count)

    def set_layer_opacity(self, uid: str, opacity: float) -> None:
        """Set how strongly a layer is drawn, 0–1."""
        self._update_layer("layer_opacity", uid, opacity=opacity)

    def set_layer_color(self, uid: str, color: str) -> None:
        """Draw a layer in a colour ``#RRGGBB``; an empty text gives it its own colours back."""
        self._update_layer("layer_color", uid, style=_with_color(self.layer(uid).style, color))

    def set_layer_style(self, uid: str, style: LayerStyle) -> None:
        """Set how the features of a layer are told apart and drawn."""
        self._update_layer("layer_look", uid, style=write_style(style))

    def set_derived_look(
        self,
        layer: str,
        *,
        visible: bool | None = None,
        opacity: float | None = None,
        color: str | None = None,
        style: LayerStyle | None = None,
    ) -> None:
        """Change how a layer that no file holds is shown: one of the four, in one gesture."""
        look = self.look(layer)
        fields: dict[str, Any]
        if visible is not None:
            code, fields = "layer_shown" if visible else "layer_hidden", {"visible": visible}
        elif opacity is not None:
            code, fields = "layer_opacity", {"opacity": opacity}
        elif style is not None:
            code, fields = "layer_look", {"style": write_style(style)}
        else:
            code, fields = "layer_color", {"style": _with_color(look.style, color or "")}
        if replace(look, **fields) != look:
            self._edit(code, lambda store: store.set_look(layer, **fields), derived=layer)

    def set_layer_order(self, uids: Sequence[str]) -> None:
        """Put the layers in this order, top first."""
        places = {uid: place for place, uid in enumerate(uids)}
        moved = [(record.uid, places[record.uid]) for record in self.layers() if record.position != places[record.uid]]
        if moved:
            self._edit(
                "layers_ordered", lambda store: [store.update_layer(uid, position=place) for uid, place in moved]
            )

    def set_layer_role(self, uid: str, role: Role) -> None:
        """Change what a layer is to the plan; its columns are looked for again, in one gesture."""
        record = self.layer(uid)
        if record.role is role or record.origin is Origin.RECORDED:  # that of its form
            return
        if record.shape is Shape.RASTER:
            self._update_layer("layer_role", uid, role=role)
            return
        self._recast(record, role, None, "layer_role")

    def set_layer_fields(self, uid: str, given: Mapping[str, str | None]) -> None:
        """Say which columns of a layer's source are the program's own; None is none, on purpose."""
        from layers.sources.recasting import given_in

        record = self.layer(uid)
        if record.origin is not Origin.RECORDED and dict(given) != given_in(record.source.notes):
            self._recast(record, record.role, given, "layer_columns")

    def _recast(self, record: LayerRecord, role: Role, given: Mapping[str, str | None] | None, code: str) -> None:
        from layers.sources.recasting import recast_record

        cast, frame = recast_record(record, self.frame(record.uid), role, given)

        def replace_content(store: PlanStore) -> None:
            store.remove_layer(record.uid)
            store.add_layer(cast, frame)
            for other in self.layers():
                store.update_layer(other.uid, position=other.position)

        self._edit(code, replace_content, title=record.title)

    def set_layer_title(self, uid: str, title: str) -> None:
        """Rename a layer."""
        self._update_layer("layer_renamed", uid, title=title)

    def set_layer_speaks_for(self, uid: str, counties: frozenset[str], verified_none: frozenset[str]) -> None:
        """Set the counties a layer speaks for, and those confirmed to have nothing."""
        self._update_layer(
            "layer_speaks_for", uid, speaks_for=counties | verified_none, verified_none=frozenset(verified_none)
        )

    def relink_rasters(self, files: Mapping[str, RasterFile]) -> None:
        """Link raster layers to files, in one gesture; another content makes an analysis out of date."""
        fields = {uid: linked(self.layer(uid), file, self.path) for uid, file in files.items()}
        titles = [self.layer(uid).title for uid in files]
        self._edit(
            "raster_relinked",
            lambda store: [store.update_layer(uid, **values) for uid, values in fields.items()],
            titles=titles,
        )

    def add_picture(self, record: LayerRecord) -> LayerRecord:
        """Add a picture that is placed by control points, below the other layers."""
        lowest = replace(record, position=1 + max((one.position for one in self.layers()), default=-1))
        return self._edit("layers_added", lambda store: store.add_layer(lowest, None), titles=[record.title])

    def place_picture(self, uid: str, placement: Placement) -> None:
        """Place a picture anew."""
        self._update_layer("picture_placed", uid, placement=placement.as_stored())

    def _update_layer(self, code: str, uid: str, **fields: Any) -> None:
        record = self.layer(uid)
        if replace(record, **fields) == record:
            return
        self._edit(code, lambda store: store.update_layer(uid, **fields), title=fields.get("title", record.title))


def _with_color(style: Mapping[str, Any], color: str) -> dict[str, Any]:
    others = {name: value for name, value in style.items() if name != "color"}
    return {**others, "color": color} if color else others
