"""The project stored inside a plan, so that QGIS opens it with layers, names and simple styles.

QGIS keeps projects in the table ``qgis_projects`` as the hexadecimal text of a ``.qgz`` (a zip that
holds one ``.qgs``).  Only what QGIS cannot default is written: data sources relative to the plan,
coordinate system, renderers, labels and the layer tree.  It is refreshed whenever the plan is closed
or copied and is no part of the history.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from xml.etree import ElementTree as ET

import apsw
import pandas as pd
import pyproj

from layers.crs import STORAGE_CRS
from layers.kinds import Role, Shape, ZoneClass
from layers.plan.model import LayerLook, LayerRecord
from layers.plan.schema import SPECS, Table
from layers.styling.model import LayerStyle, Mode, color_of, read_style
from layers.styling.model import Look as Changes
from layers.styling.presets import STYLED_BY_COLUMNS, effective, title_of

PROJECT_NAME = "lianfang"

_GEOMETRY = {Shape.POINT: "Point", Shape.LINE: "Line", Shape.POLYGON: "Polygon"}
_SYMBOL = {Shape.POINT: "marker", Shape.LINE: "line", Shape.POLYGON: "fill"}
_SUBLAYER = {Shape.POINT: "MultiPoint", Shape.LINE: "MultiLineString", Shape.POLYGON: "MultiPolygon"}
_CRS = {
    "authid": "EPSG:4490",
    "srid": "4490",
    "description": "China Geodetic Coordinate System 2000",
    "ellipsoidacronym": "EPSG:1024",
    "geographicflag": "true",
}


@dataclass(frozen=True)
class Look:
    """Colours (``#RRGGBB``), opacity 0–1 and widths (mm) of one symbol."""

    fill: str = "#E6E4DC"
    line: str = "#6B6459"
    fill_opacity: float = 1.0
    width_mm: float = 0.26
    pattern: str = "solid"  # Qt brush for polygons
    dash: str = "solid"  # Qt pen
    marker: str = "circle"
    size_mm: float = 2.6


@dataclass(frozen=True)
class ProjectLayer:
    """One layer of the stored project."""

    table: str
    title: str
    shape: Shape
    look: Look
    visible: bool = True
    opacity: float = 1.0
    label_field: str = ""
    label_pt: float = 9.0
    class_field: str = ""
    classes: Mapping[str, tuple[str, Look]] = field(default_factory=dict)  # value → words, look
    breaks: tuple[float, ...] | None = None  # upper ends of all classes but the highest; None: classes are kinds
    hidden: frozenset[str] = frozenset()  # values that are not drawn
    is_mixed: bool = False  # its table does not say which one geometry type it holds

    @property
    def id(self) -> str:
        """Name within the project."""
        return f"{self.table}_{self.shape.value}"

    def source(self, file_name: str) -> str:
        """Return the data source, relative to the plan."""
        narrowed = f"|geometrytype={_SUBLAYER[self.shape]}" if self.is_mixed else ""
        return f"./{file_name}|layername={self.table}{narrowed}"


_ZONE_LOOKS: dict[str, tuple[str, Look]] = {
    ZoneClass.S1.value: ("S1 致灾因子跨界", Look("#D55E00", "#D55E00", 0.30, 0.5)),
    ZoneClass.S2.value: ("S2 源于一地、承灾分散", Look("#0072B2", "#0072B2", 0.30, 0.5, "dense6")),
    ZoneClass.S3.value: ("S3 致灾与承灾分处两地", Look("#B1508F", "#B1508F", 0.30, 0.5, "b_diagonal")),
    ZoneClass.PENDING.value: ("待邻县资料", Look("#777777", "#777777", 1.0, 0.4, "f_diagonal")),
    ZoneClass.LOCAL.value: ("L 属地", Look("#BBBBBB", "#BBBBBB", 0.15, 0.2, "no")),
}

_ROLE_LOOKS: dict[Role, Look] = {
    Role.COUNTY: Look("#F7F6F2", "#8A7E72", 0.0, 0.3, "no", "dash dot"),
    Role.TOWNSHIP: Look("#F7F6F2", "#B9AFA3", 0.0, 0.2, "no", "dot"),
    Role.RIVER: Look("#A9CCE3", "#5B93B8", 1.0, 0.4),
    Role.LAKE: Look("#A9CCE3", "#5B93B8", 1.0, 0.2),
    Role.FOREST: Look("#CFE3C4", "#9DBF8C", 1.0, 0.1),
    Role.FIREBREAK: Look("#E8D9B5", "#B08D3C", 1.0, 0.4),
    Role.SETTLEMENT: Look("#FFFFFF", "#4A4A4A", 1.0, 0.3, marker="circle", size_mm=2.0),
    Role.DEPOT: Look("#00796B", "#FFFFFF", 1.0, 0.3, marker="square", size_mm=3.4),
    Role.TEAM: Look("#00796B", "#FFFFFF", 1.0, 0.3, marker="circle", size_mm=3.4),
    Role.LOOKOUT: Look("#00796B", "#FFFFFF", 1.0, 0.3, marker="triangle", size_mm=3.6),
    Role.HAZARD_SOURCE: Look("#D7263D", "#FFFFFF", 1.0, 0.3, marker="diamond", size_mm=3.6),
    Role.ROAD: Look("#C9A26B", "#C9A26B", 1.0, 0.3),
    Role.LEVEE: Look("#7A6A4F", "#7A6A4F", 1.0, 0.5),
}

#: Table → identity of the derived layer whose look it takes.
_LOOK_OF: dict[Table, str] = {
    Table.PATROL_AREA: "patrol_areas",
    Table.ZONE: "zones",
    Table.STRADDLING: "straddling",
    Table.REACH: "reaches",
    Table.BORDER_ROAD: "border_roads",
    Table.BORDER: "borders",
}
#: How strongly an area shows a colour that was chosen for it.
_PALE = 0.4

#: A logical pixel in millimetres and in points, 96 to the inch.
_MM_PER_PX, _PT_PER_PX = 25.4 / 96.0, 72.0 / 96.0
#: Our patterns as brushes of Qt, whose own are fewer.
_PATTERNS = {
    "": "solid",
    "hatch": "b_diagonal",
    "diagonal": "b_diagonal",
    "fine": "b_diagonal",
    "wide": "b_diagonal",
    "sparse": "f_diagonal",
    "dots": "dense6",
}
_UNKNOWN_LOOK = Look("#868D95", "#868D95", 0.7, 0.2, "b_diagonal", "dot")
#: Beyond every value: the lowest class of numbers has no lower end and the highest no upper one.
_ENDLESS = 1e15
_PATROL_LOOK = Look("#00796B", "#00796B", 0.8, 0.66, "b_diagonal")
#: Roles whose features are told apart by name on the map; all but counties only when close.
_NAMED_ROLES = frozenset({Role.COUNTY, Role.SETTLEMENT, Role.DEPOT, Role.TEAM, Role.LOOKOUT})
#: Points are labelled at this scale and closer.
_LABEL_SCALE = 200_000


def store(
    db: apsw.Connection,
    file_name: str,
    title: str,
    layers: Sequence[LayerRecord],
    looks: Mapping[str, LayerLook] = MappingProxyType({}),
) -> None:
    """Write the project of a plan into its file.

    Parameters
    ----------
    file_name : str
        The plan's file name: data sources are relative to it.
    layers : sequence of LayerRecord
        Read layers, the topmost first; rasters outside the plan are left out.
    looks : mapping of str to LayerLook
        How derived layers are shown, where not by default.
    """
    mixed = {
        table
        for (table,) in db.execute("SELECT table_name FROM gpkg_geometry_columns WHERE geometry_type_name = 'GEOMETRY'")
    }
    shown = [
        replace(layer, is_mixed=layer.table in mixed) for layer in [*_derived_layers(looks), *_read_layers(db, layers)]
    ]
    content = _qgz(project_xml(file_name, title, shown))
    old = db.execute("SELECT content FROM qgis_projects WHERE name = ?", (PROJECT_NAME,)).fetchone()
    if old is not None and old[0] == content:
        return
    stamp = {"last_modified_time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"), "last_modified_user": ""}
    db.execute(
        "INSERT OR REPLACE INTO qgis_projects (name, metadata, content) VALUES (?, ?, ?)",
        (PROJECT_NAME, json.dumps(stamp), content),
    )


def project_xml(file_name: str, title: str, layers: Iterable[ProjectLayer]) -> bytes:
    """Return the ``.qgs`` document."""
    layers = list(layers)
    root = ET.Element("qgis", projectname=title, version="3.22.0")
    _text(root, "title", title)
    _crs(ET.SubElement(root, "projectCrs"))
    tree = ET.SubElement(root, "layer-tree-group")
    order = ET.SubElement(root, "layerorder")
    maps = ET.SubElement(root, "projectlayers")
    for layer in layers:
        source = layer.source(file_name)
        ET.SubElement(
            tree,
            "layer-tree-layer",
            id=layer.id,
            name=layer.title,
            source=source,
            providerKey="ogr",
            checked="Qt::Checked" if layer.visible else "Qt::Unchecked",
            expanded="0",
        )
        ET.SubElement(order, "layer", id=layer.id)
        maps.append(_map_layer(layer, source))
    properties = ET.SubElement(root, "properties")
    _text(ET.SubElement(properties, "SpatialRefSys"), "ProjectionsEnabled", "1", type="int")
    paths = ET.SubElement(properties, "Paths")
    _text(paths, "Absolute", "false", type="bool")
    document: bytes = ET.tostring(root, encoding="utf-8")
    return b"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + document


def _recolored(look: Look, style: Mapping[str, object], shape: Shape) -> Look:
    """Return a look in the colour of a stored style; areas take it pale, so that what is on them can be read."""
    color = color_of(style)
    if not color:
        return look
    if shape is Shape.POINT:
        return replace(look, fill=color)
    return replace(look, fill=color, line=color, fill_opacity=min(look.fill_opacity, _PALE))


def _derived_layers(looks: Mapping[str, LayerLook]) -> list[ProjectLayer]:
    def layer(table: Table, shape: Shape, look: Look, visible: bool = True, **more: object) -> ProjectLayer:
        chosen = looks.get(_LOOK_OF.get(table, ""), LayerLook())
        changes = Changes() if table is Table.ZONE else read_style(chosen.style).look
        if not read_style(chosen.style).labels.shown:
            more["label_field"] = ""
        return ProjectLayer(
            table.value,
            SPECS[table].title,
            shape,
            _changed(_recolored(look, chosen.style, shape), replace(changes, color="")),
            visible=visible and chosen.visible,
            opacity=chosen.opacity,
            **more,  # type: ignore[arg-type]
        )

    border = Look("#8A7E72", "#5E554B", 1.0, 0.5, dash="dash dot dot")
    return [
        layer(Table.PATROL_AREA, Shape.POLYGON, _PATROL_LOOK, label_field="name"),
        layer(
            Table.ZONE,
            Shape.POLYGON,
            Look(),
            label_field="name",
            class_field="zone_class",
            classes=_ZONE_LOOKS,
        ),
        layer(Table.STRADDLING, Shape.POLYGON, Look("#A9CF97", "#6C9A58", 1.0, 0.2), visible=False),
        layer(Table.REACH, Shape.POINT, Look("#FFFFFF", "#2F6F9F", 1.0, 0.5, size_mm=2.4), visible=False),
        layer(Table.REACH, Shape.LINE, Look("#5B93B8", "#2F6F9F", 1.0, 0.7), visible=False),
        layer(Table.BORDER_ROAD, Shape.POINT, Look("#FFFFFF", "#9A5B00", 1.0, 0.5, size_mm=2.4), visible=False),
        layer(Table.BORDER_ROAD, Shape.LINE, Look("#9A5B00", "#9A5B00", 1.0, 0.9), visible=False),
        layer(Table.BORDER, Shape.LINE, border),
        layer(Table.BLOCK, Shape.POLYGON, Look("#FFFFFF", "#00796B", 0.0, 0.2), visible=False, label_field="number"),
        layer(Table.BORDER_ISSUE, Shape.POLYGON, Look("#D7263D", "#D7263D", 0.6, 0.2), visible=False),
        layer(
            Table.BORDER_VERDICT,
            Shape.POLYGON,
            Look("#8A5A00", "#8A5A00", 0.9, 0.4, "b_diagonal"),
            label_field="verdict",
            visible=False,
        ),
    ]


def _read_layers(db: apsw.Connection, layers: Sequence[LayerRecord]) -> list[ProjectLayer]:
    return [_read_layer(db, record) for record in layers if record.table and record.shape in _GEOMETRY]


def _read_layer(db: apsw.Connection, record: LayerRecord) -> ProjectLayer:
    style = _style_of(db, record)
    plain = _recolored(_ROLE_LOOKS.get(record.role, Look()), record.style, record.shape)
    look = _changed(plain, replace(style.look, color=""))
    named = "name" if record.role in _NAMED_ROLES else ""
    layer = ProjectLayer(
        record.table,
        record.title,
        record.shape,
        look,
        visible=record.visible,
        opacity=record.opacity,
        label_field=(style.labels.column or named) if style.labels.shown else "",
        label_pt=9.0 if style.labels.size_px is None else style.labels.size_px * _PT_PER_PX,
    )
    return _split(layer, style) if style.is_split else layer


def _style_of(db: apsw.Connection, record: LayerRecord) -> LayerStyle:
    """Return the style of a layer as it is drawn; the columns are read only where they may bring one by themselves."""
    style = read_style(record.style)
    if style.mode is not Mode.DEFAULT or record.role not in STYLED_BY_COLUMNS:
        return style
    found = db.execute(f'SELECT name FROM pragma_table_info("{record.table}")').fetchall()
    names = [name for (name,) in found if name not in ("fid", "geom")]
    quoted = ", ".join(f'"{name}"' for name in names)
    rows = db.execute(f'SELECT {quoted} FROM "{record.table}"').fetchall()
    return effective(record.role, style, pd.DataFrame(rows, columns=names))


def _split(layer: ProjectLayer, style: LayerStyle) -> ProjectLayer:
    """Return a layer told apart by a column.  QGIS has one symbol for other values and for none: grey hatch."""
    base = replace(layer.look, fill_opacity=1.0)
    classes = {
        row.value: (title_of(style, row, chinese=True), _changed(base, row.look.over(style.look))) for row in style.rows
    }
    hidden = frozenset(row.value for row in style.rows if not row.shown)
    if style.mode is Mode.CLASSES:
        return replace(layer, class_field=style.column, classes=classes, breaks=style.breaks, hidden=hidden)
    others = _UNKNOWN_LOOK if style.others.look == Changes() else _changed(base, style.others.look)
    classes[""] = (style.others.title or "其他值、未知", others)
    return replace(layer, class_field=style.column, classes=classes, hidden=hidden)


def _changed(look: Look, changes: Changes) -> Look:
    """Return a symbol with what the planner changed, as far as QGIS's simple symbols go."""
    color = {"fill": changes.color, "line": changes.color} if changes.color else {}
    values: dict[str, object] = {
        **color,
        "line": changes.line or color.get("line") or look.line,
        "fill_opacity": changes.opacity,
        "pattern": None if changes.pattern is None else _PATTERNS[changes.pattern],
        "dash": None if changes.dash is None else changes.dash.replace("_", " "),
        "width_mm": None if changes.width_px is None else round(changes.width_px * _MM_PER_PX, 3),
        "marker": None if changes.symbol is None else changes.symbol.replace("dot", "circle"),
        "size_mm": None if changes.size_px is None else round(changes.size_px * _MM_PER_PX, 2),
    }
    return replace(look, **{name: value for name, value in values.items() if value is not None})  # type: ignore[arg-type]


def _map_layer(layer: ProjectLayer, source: str) -> ET.Element:
    element = ET.Element(
        "maplayer",
        type="vector",
        geometry=_GEOMETRY[layer.shape],
        labelsEnabled="1" if layer.label_field else "0",
    )
    _text(element, "id", layer.id)
    _text(element, "datasource", source)
    _text(element, "layername", layer.title)
    _crs(ET.SubElement(element, "srs"))
    _text(element, "provider", "ogr", encoding="UTF-8")
    element.append(_renderer(layer))
    if layer.label_field:
        element.append(_labeling(layer))
    _text(element, "layerOpacity", f"{layer.opacity:g}")
    return element


def _renderer(layer: ProjectLayer) -> ET.Element:
    looks = list(layer.classes.values()) or [("", layer.look)]
    renderer = ET.Element("renderer-v2", symbollevels="0", enableorderby="0", forceraster="0")
    if layer.breaks is not None:
        renderer.set("type", "graduatedSymbol")
        renderer.set("attr", layer.class_field)
        renderer.set("graduatedMethod", "GraduatedColor")
        ranges = ET.SubElement(renderer, "ranges")
        ends = (-_ENDLESS, *layer.breaks, _ENDLESS)
        for number, (value, (words, _)) in enumerate(layer.classes.items()):
            ET.SubElement(
                ranges,
                "range",
                render=_truth(value not in layer.hidden),
                lower=f"{ends[number]:.15g}",
                upper=f"{ends[number + 1]:.15g}",
                symbol=str(number),
                label=words,
            )
    elif layer.class_field:
        renderer.set("type", "categorizedSymbol")
        renderer.set("attr", layer.class_field)
        categories = ET.SubElement(renderer, "categories")
        for number, (value, (words, _)) in enumerate(layer.classes.items()):
            ET.SubElement(
                categories,
                "category",
                render=_truth(value not in layer.hidden),
                value=value,
                symbol=str(number),
                label=words,
                type="string",
            )
    else:
        renderer.set("type", "singleSymbol")
    symbols = ET.SubElement(renderer, "symbols")
    for number, (_, look) in enumerate(looks):
        symbols.append(_symbol(layer.shape, look, str(number)))
    return renderer


def _symbol(shape: Shape, look: Look, name: str) -> ET.Element:
    symbol = ET.Element("symbol", type=_SYMBOL[shape], name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    if shape is Shape.POLYGON:
        kind, options = (
            "SimpleFill",
            {
                "color": _rgba(look.fill, look.fill_opacity),
                "style": look.pattern,
                "outline_color": _rgba(look.line),
                "outline_style": look.dash,
                "outline_width": f"{look.width_mm:g}",
                "outline_width_unit": "MM",
                "joinstyle": "round",
            },
        )
    elif shape is Shape.LINE:
        kind, options = (
            "SimpleLine",
            {
                "line_color": _rgba(look.line),
                "line_style": look.dash,
                "line_width": f"{look.width_mm:g}",
                "line_width_unit": "MM",
                "capstyle": "round",
                "joinstyle": "round",
            },
        )
    else:
        kind, options = (
            "SimpleMarker",
            {
                "name": look.marker,
                "color": _rgba(look.fill, look.fill_opacity),
                "outline_color": _rgba(look.line),
                "outline_width": f"{look.width_mm:g}",
                "size": f"{look.size_mm:g}",
                "size_unit": "MM",
            },
        )
    part = ET.SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    values = ET.SubElement(part, "Option", type="Map")
    for key, value in options.items():
        ET.SubElement(values, "Option", type="QString", name=key, value=value)
    return symbol


def _labeling(layer: ProjectLayer) -> ET.Element:
    labeling = ET.Element("labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    style = ET.SubElement(
        settings,
        "text-style",
        fieldName=layer.label_field,
        isExpression="0",
        fontSize=f"{layer.label_pt:g}",
        fontWeight="50",
        textOpacity="1",
        fontSizeUnit="Point",
        textColor="38,38,38,255",
    )
    ET.SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.7",
        bufferSizeUnits="MM",
        bufferColor="247,246,242,255",
        bufferOpacity="1",
    )
    # QGIS's numbers: 0 around a point, 4 horizontally inside a polygon.
    ET.SubElement(settings, "placement", placement="0" if layer.shape is Shape.POINT else "4", priority="5", dist="1")
    is_close = layer.shape is Shape.POINT
    ET.SubElement(
        settings,
        "rendering",
        drawLabels="1",
        displayAll="0",
        obstacle="1",
        scaleVisibility="1" if is_close else "0",
        scaleMin="1",
        scaleMax=str(_LABEL_SCALE),
    )
    return labeling


def _crs(parent: ET.Element) -> None:
    reference = ET.SubElement(parent, "spatialrefsys", nativeFormat="Wkt")
    _text(reference, "wkt", pyproj.CRS.from_user_input(STORAGE_CRS).to_wkt())
    for name, value in _CRS.items():
        _text(reference, name, value)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _rgba(colour: str, opacity: float = 1.0) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _qgz(project: bytes) -> str:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        # A fixed date: the same plan gives the same bytes.
        archive.writestr(zipfile.ZipInfo(f"{PROJECT_NAME}.qgs", (2000, 1, 1, 0, 0, 0)), project, zipfile.ZIP_DEFLATED)
    return buffer.getvalue().hex()
