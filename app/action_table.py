"""Everything a person can do, as data: text, icon, shortcut and what must be so for it; and the order of the menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.i18n import mark
from layers.kinds import RecordKind


@dataclass(frozen=True)
class State:
    """What decides whether an action can be done now."""

    has_plan: bool = False
    is_read_only: bool = False
    is_busy: bool = False  # a long write is under way
    is_analysing: bool = False
    has_layers: bool = False
    has_counties: bool = False
    has_land_cover: bool = False
    has_zones: bool = False
    has_scenes: bool = False
    has_areas: bool = False
    has_selected_area: bool = False
    areas: int = 0
    selected_areas: int = 0
    has_selected_zone: bool = False
    has_selection: bool = False
    can_undo: bool = False
    can_redo: bool = False


Need = tuple[Callable[[State], bool], str]

_PLAN: Need = (lambda s: s.has_plan, mark("Actions", "Open a plan first"))
_WRITABLE: Need = (lambda s: not s.is_read_only, mark("Actions", "This plan is open for reading only"))
_IDLE: Need = (lambda s: not s.is_busy, mark("Actions", "The plan is being written"))
_COUNTIES: Need = (
    lambda s: s.has_counties,
    mark("Actions", "Add county boundaries first, or choose counties from the built-in list"),
)
_SCENES: Need = (lambda s: s.has_scenes, mark("Actions", "Keep a scene first (Ctrl+B)"))
_EDIT = (_PLAN, _WRITABLE, _IDLE)
_LAYERS: Need = (lambda s: s.has_layers, mark("Actions", "Add a layer first"))
_ONE_AREA: Need = (lambda s: s.has_selected_area, mark("Actions", "Select a patrol area first"))
_SOME_AREAS: Need = (lambda s: s.selected_areas >= 1, mark("Actions", "Select a patrol area first"))
_SEVERAL_AREAS: Need = (
    lambda s: s.selected_areas >= 2,
    mark("Actions", "Select two or more patrol areas first: Ctrl and click in the list or on the map"),
)


@dataclass(frozen=True)
class Spec:
    """One action as data."""

    text: str
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    tip: str = ""
    short: str = ""  # for a button with little room
    checkable: bool = False
    group: str = ""
    needs: tuple[Need, ...] = ()


_TIP_POINT = mark(
    "Actions", "Click where it is or type coordinates, then fill in the form; Enter keeps it, Esc cancels"
)
_TIP_LINE = mark("Actions", "Click along it, right-click or Enter ends the line; then fill in the form")
_TIP_AREA = mark("Actions", "Click around it, right-click or Enter closes it; then fill in the form")


def _record(text: str, icon: str, tip: str, *shortcuts: str) -> Spec:
    """Return the action that records one kind of thing by hand."""
    return Spec(text, icon, shortcuts, tip, checkable=True, group="tool", needs=(*_EDIT, _COUNTIES))


SPECS: Mapping[str, Spec] = {
    # -- plan
    "new_plan": Spec(
        mark("Actions", "New plan…"), "plus", ("Ctrl+N",), mark("Actions", "Begin with counties or with files")
    ),
    "open_plan": Spec(
        mark("Actions", "Open a plan…"),
        "folder-open",
        ("Ctrl+O",),
        mark("Actions", "Also opens what a colleague has packed"),
    ),
    "open_sample": Spec(
        mark("Actions", "Open the sample"),
        "map",
        ("Ctrl+Shift+N",),
        mark("Actions", "A made-up region with everything in it, to try things out"),
    ),
    "add_layers": Spec(
        mark("Actions", "Add layers…"),
        "layers",
        ("Ctrl+L",),
        mark("Actions", "Read map files into the plan; you can also drop them on the window"),
        short=mark("Actions", "Add layers"),
        needs=_EDIT,
    ),
    "add_counties": Spec(
        mark("Actions", "Add counties from the built-in list…"),
        "map",
        ("Ctrl+Shift+O",),
        mark("Actions", "Outlines of all counties of the country come with the program"),
        needs=_EDIT,
    ),
    "place_scan": Spec(
        mark("Actions", "Place a scanned map…"),
        "map-pinned",
        ("Ctrl+Alt+J",),
        mark("Actions", "Put a picture on the map by points that are in both, to trace from it"),
        needs=(*_EDIT, _LAYERS),
    ),
    "save": Spec(
        mark("Actions", "Save"),
        "save",
        ("Ctrl+S",),
        mark("Actions", "Every change is in the file already; an untitled plan gets its place"),
        needs=(_PLAN, _IDLE),
    ),
    "save_as": Spec(
        mark("Actions", "Save as…"),
        "file-output",
        ("Ctrl+Shift+S",),
        mark("Actions", "Write the plan to another place and go on there; undo goes along"),
        needs=(_PLAN, _IDLE),
    ),
    "save_copy": Spec(
        mark("Actions", "Save a copy…"),
        "copy",
        ("Ctrl+Alt+S",),
        mark("Actions", "Write a copy to another place and stay here"),
        needs=(_PLAN, _IDLE),
    ),
    "pack": Spec(
        mark("Actions", "Pack for a colleague…"),
        "share",
        ("Ctrl+Shift+X",),
        mark("Actions", "Put the plan and its rasters into one file that a colleague can open"),
        needs=(_PLAN, _IDLE),
    ),
    "earlier_versions": Spec(
        mark("Actions", "Earlier versions…"),
        "archive-restore",
        ("Ctrl+Alt+Y",),
        mark("Actions", "Versions of this and other plans that were kept while you worked"),
    ),
    "plan_facts": Spec(
        mark("Actions", "Title and reference date…"),
        "calendar",
        ("Ctrl+Shift+T",),
        mark("Actions", "What documents call the plan, and the day they are as of"),
        needs=_EDIT,
    ),
    "close_plan": Spec(
        mark("Actions", "Close the plan"),
        "x",
        ("Ctrl+W",),
        mark("Actions", "Back to the start page; everything is saved"),
        needs=(_PLAN, _IDLE),
    ),
    "quit": Spec(mark("Actions", "Quit"), "log-out", ("Ctrl+Q",), mark("Actions", "Everything is saved")),
    # -- edit
    "undo": Spec(
        mark("Actions", "Undo"),
        "undo-2",
        ("Ctrl+Z",),
        mark("Actions", "Take the last step back: of the sketch in hand, else of the plan"),
        needs=(*_EDIT, (lambda s: s.can_undo, mark("Actions", "Nothing to undo"))),
    ),
    "redo": Spec(
        mark("Actions", "Redo"),
        "redo-2",
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        mark("Actions", "Do again what was undone"),
        needs=(*_EDIT, (lambda s: s.can_redo, mark("Actions", "Nothing to redo"))),
    ),
    # -- tools
    "select": Spec(
        mark("Actions", "Select"),
        "mouse-pointer-2",
        ("V",),
        mark("Actions", "Click a zone or a patrol area; drag to move the map"),
        checkable=True,
        group="tool",
        needs=(_PLAN,),
    ),
    "pan": Spec(
        mark("Actions", "Pan"),
        "hand",
        ("H",),
        mark("Actions", "Drag moves the map, the wheel zooms about the cursor"),
        checkable=True,
        group="tool",
        needs=(_PLAN,),
    ),
    "identify": Spec(
        mark("Actions", "Identify"),
        "mouse-pointer-click",
        ("Ctrl+Shift+I",),
        mark("Actions", "Click shows everything under the point: layer, name, attributes, coordinates"),
        checkable=True,
        group="tool",
        needs=(_PLAN,),
    ),
    "enter_fire": Spec(
        mark("Actions", "Enter a fire"),
        "flame",
        ("Ctrl+Shift+B",),
        mark("Actions", "Click where it burns: when it reaches the neighbour, and which villages lie in its way"),
        checkable=True,
        group="tool",
        needs=(_PLAN, _COUNTIES),
    ),
    "transmission": Spec(
        mark("Actions", "What counties send each other"),
        "share",
        ("Ctrl+Alt+T",),
        mark("Actions", "Fires that start in one county and burn in others: matrix, arrows, shares"),
        needs=(_PLAN, _COUNTIES),
    ),
    "measure": Spec(
        mark("Actions", "Measure"),
        "ruler",
        ("Ctrl+Shift+M",),
        mark(
            "Actions",
            "Length, bearing and area on the CGCS2000 ellipsoid; right-click or Enter finishes, Esc cancels",
        ),
        checkable=True,
        group="tool",
        needs=(_PLAN,),
    ),
    "draw_patrol": Spec(
        mark("Actions", "Draw a patrol area"),
        "waypoints",
        ("Ctrl+.",),
        mark(
            "Actions",
            "Click adds a vertex, Backspace takes the last one back, right-click or Enter finishes, Esc cancels",
        ),
        short=mark("Actions", "Patrol area"),
        checkable=True,
        group="tool",
        needs=(*_EDIT, _COUNTIES),
    ),
    "draw_rectangle": Spec(
        mark("Actions", "Draw a rectangle"),
        "square",
        ("Ctrl+Shift+R",),
        mark("Actions", "Two opposite corners; with Shift the first two end a side and the third gives the width"),
        short=mark("Actions", "Rectangle"),
        checkable=True,
        group="tool",
        needs=(*_EDIT, _COUNTIES),
    ),
    "draw_circle": Spec(
        mark("Actions", "Draw a circle"),
        "circle",
        ("Ctrl+Shift+C",),
        mark("Actions", "Centre, then a point on the circle or the radius typed in metres"),
        short=mark("Actions", "Circle"),
        checkable=True,
        group="tool",
        needs=(*_EDIT, _COUNTIES),
    ),
    "draw_freehand": Spec(
        mark("Actions", "Draw freehand"),
        "lasso",
        ("R",),
        mark("Actions", "Press, go around the area, let go"),
        short=mark("Actions", "Freehand"),
        checkable=True,
        group="tool",
        needs=(*_EDIT, _COUNTIES),
    ),
    "blocks": Spec(
        mark("Actions", "Blocks"),
        "puzzle",
        ("B",),
        mark(
            "Actions",
            "Put a patrol area together from the pieces of land that roads, rivers, ridges and county lines form",
        ),
        checkable=True,
        group="tool",
        needs=(*_EDIT, _COUNTIES),
    ),
    "edit_vertices": Spec(
        mark("Actions", "Edit vertices"),
        "pencil",
        ("Ctrl+Shift+E",),
        mark(
            "Actions",
            "Drag a vertex to move it, click an edge to add one, Delete removes it; Shift and drag chooses several",
        ),
        short=mark("Actions", "Vertices"),
        checkable=True,
        group="tool",
        needs=(*_EDIT, _ONE_AREA),
    ),
    # -- shapes of patrol areas
    "vertex_table": Spec(
        mark("Actions", "Corners as a table"),
        "table-2",
        ("Ctrl+Shift+V",),
        mark("Actions", "Type or paste the coordinates of the corners; rows and corners are linked"),
        needs=(*_EDIT, _ONE_AREA),
    ),
    "transform": Spec(
        mark("Actions", "Move, turn, scale"),
        "move",
        ("Ctrl+T",),
        mark("Actions", "Drag the area, a corner of its box or the round handle, or type numbers; Enter applies"),
        checkable=True,
        group="tool",
        needs=(*_EDIT, _SOME_AREAS),
    ),
    "split_area": Spec(
        mark("Actions", "Split"),
        "scissors",
        ("Ctrl+Alt+X",),
        mark("Actions", "Draw a line across the area: each piece becomes an area"),
        checkable=True,
        group="tool",
        needs=(*_EDIT, _SOME_AREAS),
    ),
    "merge": Spec(
        mark("Actions", "Merge"),
        "squares-unite",
        ("Ctrl+Alt+M",),
        mark("Actions", "Make one area of those selected; the first in the list keeps its name"),
        needs=(*_EDIT, _SEVERAL_AREAS),
    ),
    "cut_hole": Spec(
        mark("Actions", "Cut a hole"),
        "circle-dashed",
        ("Ctrl+Alt+H",),
        mark("Actions", "Draw around what does not belong to the area"),
        checkable=True,
        group="tool",
        needs=(*_EDIT, _ONE_AREA),
    ),
    "fill_holes": Spec(
        mark("Actions", "Fill holes"),
        "paint-bucket",
        ("Ctrl+Alt+F",),
        mark("Actions", "The areas selected have no holes any more"),
        needs=(*_EDIT, _SOME_AREAS),
    ),
    "buffer": Spec(
        mark("Actions", "Widen or narrow…"),
        "expand",
        ("Ctrl+Alt+B",),
        mark("Actions", "Move the outline out or in by metres"),
        needs=(*_EDIT, _SOME_AREAS),
    ),
    "clip": Spec(
        mark("Actions", "Clip to counties…"),
        "crop",
        ("Ctrl+Alt+K",),
        mark("Actions", "Keep only what lies in the counties you tick"),
        needs=(*_EDIT, _COUNTIES, _SOME_AREAS),
    ),
    "subtract": Spec(
        mark("Actions", "Subtract other areas…"),
        "squares-subtract",
        ("Ctrl+Alt+D",),
        mark("Actions", "Take away what other patrol areas cover"),
        needs=(
            *_EDIT,
            _SOME_AREAS,
            (lambda s: s.areas > s.selected_areas, mark("Actions", "There is no other patrol area")),
        ),
    ),
    "simplify": Spec(
        mark("Actions", "Simplify…"),
        "vector-square",
        ("Ctrl+Alt+G",),
        mark("Actions", "Fewer corners, the outline no farther off than the metres you give"),
        needs=(*_EDIT, _SOME_AREAS),
    ),
    "smooth": Spec(
        mark("Actions", "Smooth…"),
        "line-squiggle",
        ("Ctrl+Alt+O",),
        mark("Actions", "Round the corners of the outline"),
        needs=(*_EDIT, _SOME_AREAS),
    ),
    "copy_zone": Spec(
        mark("Actions", "Copy the zone into a patrol area"),
        "copy-plus",
        ("Ctrl+Alt+C",),
        mark("Actions", "A new patrol area with the outline and the name of the zone selected"),
        needs=(*_EDIT, (lambda s: s.has_selected_zone, mark("Actions", "Select a zone first"))),
    ),
    # -- recorded by hand
    "record_depot": _record(mark("Actions", "Record a depot"), "warehouse", _TIP_POINT, "Ctrl+Shift+D"),
    "record_team": _record(mark("Actions", "Record a team"), "users", _TIP_POINT, "Ctrl+R, T"),
    "record_village": _record(mark("Actions", "Record a village"), "house", _TIP_POINT, "Ctrl+R, V"),
    "record_marker": _record(mark("Actions", "Record a boundary marker"), "milestone", _TIP_POINT, "Ctrl+R, M"),
    "record_checkpoint": _record(mark("Actions", "Record a checkpoint"), "shield-check", _TIP_POINT, "Ctrl+R, C"),
    "record_lookout": _record(mark("Actions", "Record a lookout"), "tower-control", _TIP_POINT, "Ctrl+R, L"),
    "record_hazard_source": _record(
        mark("Actions", "Record a hazard source"), "triangle-alert", _TIP_POINT, "Ctrl+R, H"
    ),
    "record_closed_road": _record(mark("Actions", "Record a closed road"), "construction", _TIP_LINE, "Ctrl+R, X"),
    "record_patrol_route": _record(mark("Actions", "Draw a patrol route"), "footprints", _TIP_LINE, "Ctrl+R, P"),
    "record_firebreak": _record(mark("Actions", "Draw a firebreak"), "flame", _TIP_LINE, "Ctrl+R, B"),
    "record_road": _record(mark("Actions", "Draw a road"), "spline", _TIP_LINE, "Ctrl+R, R"),
    "record_river": _record(mark("Actions", "Draw a river"), "waves", _TIP_LINE, "Ctrl+R, W"),
    "record_forest": _record(mark("Actions", "Draw a forest"), "trees", _TIP_AREA, "Ctrl+R, F"),
    "record_hazard_area": _record(
        mark("Actions", "Draw the area of a hazard source"), "pentagon", _TIP_AREA, "Ctrl+R, A"
    ),
    "record_note": _record(mark("Actions", "Put a note at a point"), "flag", _TIP_POINT, "Ctrl+R, N"),
    "record_note_line": _record(mark("Actions", "Put a note along a line"), "line-squiggle", _TIP_LINE, "Ctrl+R, K"),
    "snapping": Spec(
        mark("Actions", "Snap to lines"),
        "magnet",
        ("S",),
        mark("Actions", "Snap to county lines, zone edges and other areas within 12 px; hold Alt to suspend"),
        short=mark("Actions", "Snap"),
        checkable=True,
        needs=(_PLAN,),
    ),
    "following": Spec(
        mark("Actions", "Follow lines"),
        "route",
        ("T",),
        mark(
            "Actions",
            "From the last point to the cursor along county lines, rivers, roads and zone edges; both ends must snap",
        ),
        short=mark("Actions", "Follow"),
        checkable=True,
        needs=(_PLAN,),
    ),
    "together": Spec(
        mark("Actions", "Move shared edges together"),
        "link-2",
        ("J",),
        mark(
            "Actions",
            "Corners that areas share move, come and go in all of them; hold Ctrl to leave the others as they are",
        ),
        short=mark("Actions", "Together"),
        checkable=True,
        needs=(_PLAN,),
    ),
    **{
        f"snap_{kind}": Spec(text, icon, (f"Ctrl+M, {letter}",), tip, checkable=True, needs=(_PLAN,))
        for kind, letter, icon, text, tip in (
            ("vertex", "V", "square", mark("Actions", "Snap to corners"), mark("Actions", "Of lines, zones and areas")),
            ("crossing", "X", "x", mark("Actions", "Snap to crossings"), mark("Actions", "Where two lines meet")),
            (
                "midpoint",
                "M",
                "triangle",
                mark("Actions", "Snap to midpoints"),
                mark("Actions", "Of sides 48 px or longer"),
            ),
            ("edge", "E", "hourglass", mark("Actions", "Snap to edges"), mark("Actions", "Anywhere along a line")),
            (
                "extension",
                "N",
                "ellipsis",
                mark("Actions", "Snap to extensions"),
                mark("Actions", "Of the last side drawn, and of edges that end near the cursor"),
            ),
            (
                "right_angle",
                "R",
                "triangle-right",
                mark("Actions", "Snap to right angles"),
                mark("Actions", "To the last side drawn and to the first, where the area will be closed"),
            ),
        )
    },
    # -- analysis
    "analyse": Spec(
        mark("Actions", "Derive zones"),
        "play",
        ("F5",),
        mark("Actions", "Derive borders, shared-responsibility zones and straddling patches from the layers"),
        needs=(
            *_EDIT,
            _COUNTIES,
            (lambda s: not s.is_analysing, mark("Actions", "The zones are being derived")),
        ),
    ),
    "forest_from_cover": Spec(
        mark("Actions", "Forest from land cover…"),
        "trees",
        ("Ctrl+Alt+U",),
        mark("Actions", "Turn the classes of a land-cover layer into forest with fuel types"),
        needs=(
            *_EDIT,
            _COUNTIES,
            (lambda s: s.has_land_cover, mark("Actions", "Add a layer and give it the role Land cover first")),
        ),
    ),
    "parameters": Spec(
        mark("Actions", "Parameters…"),
        "sliders-horizontal",
        ("Ctrl+Shift+P",),
        mark("Actions", "Distances, thresholds and weights that the zones follow from"),
        needs=_EDIT,
    ),
    # -- patrol areas
    "export": Spec(
        mark("Actions", "Export…"),
        "file-text",
        ("Ctrl+E",),
        mark("Actions", "Write the annex and the map files of a patrol area"),
        short=mark("Actions", "Export"),
        needs=(
            _PLAN,
            _IDLE,
            (lambda s: s.has_areas, mark("Actions", "Draw or import a patrol area first")),
        ),
    ),
    "import_areas": Spec(
        mark("Actions", "Import patrol areas…"),
        "import",
        ("Ctrl+Alt+A",),
        mark("Actions", "Read the polygons of a file as patrol areas"),
        needs=_EDIT,
    ),
    "show_slivers": Spec(
        mark("Actions", "Gaps and overlaps of county lines"),
        "scissors",
        ("Ctrl+4",),
        mark("Actions", "List where two counties' own lines do not fit, and say whose line holds"),
        needs=(_PLAN, _COUNTIES),
    ),
    # -- view
    "zoom_in": Spec(
        mark("Actions", "Zoom in"),
        "zoom-in",
        ("Ctrl++", "Ctrl+="),
        mark("Actions", "Closer, about the middle of the map; the wheel zooms about the cursor"),
        needs=(_PLAN,),
    ),
    "zoom_out": Spec(
        mark("Actions", "Zoom out"),
        "zoom-out",
        ("Ctrl+-",),
        mark("Actions", "Farther, about the middle of the map; the wheel zooms about the cursor"),
        needs=(_PLAN,),
    ),
    "zoom_full": Spec(
        mark("Actions", "Show everything"),
        "maximize",
        ("Ctrl+Shift+F",),
        mark("Actions", "All counties of the plan, or all layers"),
        needs=(_PLAN,),
    ),
    "zoom_selection": Spec(
        mark("Actions", "Show the selection"),
        "scan",
        ("Ctrl+J",),
        mark("Actions", "Everything selected, on the map or in the attribute table"),
        needs=(
            _PLAN,
            (lambda s: s.has_selection, mark("Actions", "Select something on the map or in a list first")),
        ),
    ),
    "view_back": Spec(
        mark("Actions", "View before"),
        "arrow-left",
        ("Alt+Left",),
        mark("Actions", "The map as it was before it was moved; also the back button of the mouse"),
        needs=(_PLAN,),
    ),
    "view_forward": Spec(
        mark("Actions", "View after"),
        "arrow-right",
        ("Alt+Right",),
        mark("Actions", "Forward again; also the forward button of the mouse"),
        needs=(_PLAN,),
    ),
    "deselect": Spec(
        mark("Actions", "Select nothing"),
        "square-dashed-mouse-pointer",
        ("Ctrl+Shift+A",),
        mark("Actions", "Let go of what is selected on the map and in the lists"),
        needs=(_PLAN,),
    ),
    "show_all_layers": Spec(
        mark("Actions", "Show all layers"),
        "eye",
        ("Ctrl+Shift+U",),
        mark("Actions", "Everything in the list is drawn"),
        needs=(*_EDIT, _LAYERS),
    ),
    "hide_all_layers": Spec(
        mark("Actions", "Hide all layers"),
        "eye-off",
        ("Ctrl+Shift+H",),
        mark("Actions", "Nothing is drawn, to tick what is wanted"),
        needs=(*_EDIT, _LAYERS),
    ),
    "attribute_table": Spec(
        mark("Actions", "Attribute table"),
        "sheet",
        ("F6",),
        mark("Actions", "The features of the layer chosen as rows: find, sort, select, copy; again closes it"),
        needs=(_PLAN, _LAYERS),
    ),
    "table_selected": Spec(
        mark("Actions", "Table of what is selected"),
        "list-checks",
        ("Shift+F6",),
        mark("Actions", "The attribute table with only the features selected; again shows all"),
        needs=(_PLAN, _LAYERS),
    ),
    "table_in_view": Spec(
        mark("Actions", "Table of what is in view"),
        "table-properties",
        ("Ctrl+F6",),
        mark("Actions", "The attribute table with only the features the map shows; again shows all"),
        needs=(_PLAN, _LAYERS),
    ),
    "find_by_value": Spec(
        mark("Actions", "Find by value"),
        "list-filter",
        ("F3",),
        mark("Actions", "Find features by text or by a condition such as people > 500, in the attribute table"),
        needs=(_PLAN, _LAYERS),
    ),
    "toggle_layers": Spec(
        mark("Actions", "Layers panel"),
        "panel-left",
        ("Ctrl+1",),
        mark("Actions", "Fold the left side to icons, or unfold it"),
        needs=(_PLAN,),
    ),
    "toggle_zones": Spec(
        mark("Actions", "Zones panel"),
        "panel-right",
        ("Ctrl+2",),
        mark("Actions", "Fold the right side to icons, or unfold it"),
        needs=(_PLAN,),
    ),
    "show_history": Spec(
        mark("Actions", "History"),
        "clock",
        ("Ctrl+3",),
        mark("Actions", "List every change of the plan; a click on one goes back to it"),
        needs=(_PLAN,),
    ),
    "show_records": Spec(
        mark("Actions", "Recorded by hand"),
        "map-pin",
        ("Ctrl+5",),
        mark("Actions", "List what is recorded by hand: depots, teams, villages, routes, closed roads"),
        needs=(_PLAN,),
    ),
    "graticule": Spec(
        mark("Actions", "Longitude and latitude"),
        "globe",
        ("Ctrl+G",),
        mark("Actions", "Lines over the map with their degrees at its edge"),
        checkable=True,
        needs=(_PLAN, _LAYERS),
    ),
    "gk_grid": Spec(
        mark("Actions", "Kilometre grid"),
        "grid-3x3",
        ("Ctrl+Shift+G",),
        mark("Actions", "The grid of the 3° zone, each zone its own: X is north, Y east with the zone's number"),
        checkable=True,
        needs=(_PLAN, _LAYERS),
    ),
    "overview": Spec(
        mark("Actions", "Overview map"),
        "picture-in-picture-2",
        ("Ctrl+8",),
        mark("Actions", "The counties small in a corner, and where the map is; click or drag there to go elsewhere"),
        checkable=True,
        needs=(_PLAN, _LAYERS),
    ),
    "copy_view": Spec(
        mark("Actions", "Copy the view as a picture"),
        "camera",
        ("Ctrl+Alt+P",),
        mark("Actions", "With scale, north arrow, statements and credits, twice as fine as the screen"),
        needs=(_PLAN, _LAYERS),
    ),
    "copy_view_wide": Spec(
        mark("Actions", "Copy the view for a projector"),
        "presentation",
        ("Ctrl+Alt+W",),
        mark("Actions", "1920 × 1080 pixels, everything written and drawn larger"),
        needs=(_PLAN, _LAYERS),
    ),
    "save_view": Spec(
        mark("Actions", "Save the view as a picture…"),
        "image-down",
        ("Ctrl+Alt+I",),
        mark("Actions", "A PNG for a document or a projector, with scale, north arrow, statements and credits"),
        needs=(_PLAN, _LAYERS),
    ),
    "new_scene": Spec(
        mark("Actions", "Keep as a scene"),
        "bookmark-plus",
        ("Ctrl+B",),
        mark("Actions", "Keep the place, the layers shown and their looks under a name"),
        needs=(*_EDIT, _LAYERS),
    ),
    "show_scenes": Spec(
        mark("Actions", "Scenes"),
        "bookmark",
        ("Ctrl+7",),
        mark("Actions", "List the scenes; a click goes to one, Alt+1 to Alt+9 too"),
        needs=(_PLAN, _LAYERS),
    ),
    "next_scene": Spec(
        mark("Actions", "Next scene"),
        "chevron-right",
        ("Ctrl+PgDown",),
        mark("Actions", "The scene below, the first after the last"),
        needs=(_PLAN, _SCENES),
    ),
    "previous_scene": Spec(
        mark("Actions", "Scene before"),
        "chevron-left",
        ("Ctrl+PgUp",),
        mark("Actions", "The scene above, the last before the first"),
        needs=(_PLAN, _SCENES),
    ),
    "style_layer": Spec(
        mark("Actions", "Look of the layer…"),
        "palette",
        ("F7",),
        mark("Actions", "Kinds, classes, colours, patterns, widths, symbols and labels of the layer chosen"),
        needs=(_PLAN, (lambda s: s.has_layers, mark("Actions", "Add a layer first"))),
    ),
    "show_legend": Spec(
        mark("Actions", "Legend on the map"),
        "list-tree",
        ("Ctrl+Alt+L",),
        mark("Actions", "What is drawn in the view, as on a printed plate"),
        checkable=True,
        needs=(_PLAN,),
    ),
    "preview_colours": Spec(
        mark("Actions", "Preview colours…"),
        "glasses",
        ("Ctrl+Alt+V",),
        mark("Actions", "The map as colour-blind eyes see it, or in grey; what is printed stays as it is"),
        needs=(_PLAN,),
    ),
    "map_only": Spec(
        mark("Actions", "Map only"),
        "map",
        ("Ctrl+Tab",),
        mark("Actions", "Hide the panels; again brings them back"),
        checkable=True,
        needs=(_PLAN,),
    ),
    "full_screen": Spec(
        mark("Actions", "Full screen"),
        "fullscreen",
        ("F11",),
        mark("Actions", "Fill the screen; again leaves it"),
        checkable=True,
    ),
    # -- program
    "preferences": Spec(
        mark("Actions", "Settings…"),
        "settings",
        ("Ctrl+,",),
        mark("Actions", "Language, theme, how coordinates are written"),
    ),
    "switch_language": Spec(
        mark("Actions", "中文 / English"),
        "languages",
        ("Ctrl+Shift+L",),
        mark("Actions", "The other language, at once"),
    ),
    "shortcuts": Spec(
        mark("Actions", "Keyboard shortcuts"),
        "keyboard",
        ("F1", "Ctrl+/"),
        mark("Actions", "Every key and what the mouse does, to search and to print"),
    ),
    "about": Spec(
        mark("Actions", "About Lianfang"),
        "info",
        ("Shift+F1",),
        mark("Actions", "Version, licences, and whose work it stands on"),
    ),
    "search": Spec(
        mark("Actions", "Search…"),
        "search",
        ("Ctrl+K",),
        mark("Actions", "Find commands, layers, counties, zones and places by name, pinyin or coordinates"),
    ),
}

#: The ways to draw a patrol area, behind one button of the toolbar.
DRAW_KEYS = ("draw_patrol", "draw_rectangle", "draw_circle", "draw_freehand")

#: What is recorded by hand, point by point, line by line and area by area.
RECORD_KEYS = tuple(f"record_{kind.value}" for kind in RecordKind)

#: What changes the shapes of areas that are there, behind another.
SHAPE_KEYS = (
    "vertex_table",
    "transform",
    "split_area",
    "merge",
    "cut_hole",
    "fill_holes",
    "buffer",
    "clip",
    "subtract",
    "simplify",
    "smooth",
)

#: What the cursor may snap to, in the order in which one wins over the next; under the arrow of the snap button.
SNAP_KEYS = ("snap_vertex", "snap_crossing", "snap_midpoint", "snap_edge", "snap_extension", "snap_right_angle")

#: Menus in their order; None is a separator.
MENUS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    (
        mark("Actions", "Plan"),
        (
            "new_plan",
            "open_plan",
            "open_sample",
            None,
            "add_layers",
            "add_counties",
            "place_scan",
            "plan_facts",
            None,
            "save",
            "save_as",
            "save_copy",
            None,
            "pack",
            "earlier_versions",
            None,
            "close_plan",
            "quit",
        ),
    ),
    (
        mark("Actions", "Edit"),
        ("undo", "redo", "show_history", None, "select", "pan", "identify", "measure", "snapping", "following"),
    ),
    (mark("Actions", "Snapping"), (*SNAP_KEYS, None, "together")),
    (
        mark("Actions", "Draw"),
        (*DRAW_KEYS, "blocks", "copy_zone", None, "edit_vertices", *SHAPE_KEYS),
    ),
    (mark("Actions", "Record"), ("show_records", None, *RECORD_KEYS)),
    (
        mark("Actions", "View"),
        (
            "zoom_in",
            "zoom_out",
            "zoom_full",
            "zoom_selection",
            "view_back",
            "view_forward",
            "deselect",
            None,
            "show_all_layers",
            "hide_all_layers",
            None,
            "attribute_table",
            "table_selected",
            "table_in_view",
            "find_by_value",
            None,
            "graticule",
            "gk_grid",
            "overview",
            None,
            "new_scene",
            "show_scenes",
            "next_scene",
            "previous_scene",
            None,
            "copy_view",
            "copy_view_wide",
            "save_view",
            "style_layer",
            "show_legend",
            "preview_colours",
            None,
            "toggle_layers",
            "toggle_zones",
            "map_only",
            "full_screen",
        ),
    ),
    (
        mark("Actions", "Analysis"),
        (
            "analyse",
            "enter_fire",
            "transmission",
            "forest_from_cover",
            "parameters",
            "show_slivers",
            None,
            "import_areas",
            "export",
        ),
    ),
    (mark("Actions", "Help"), ("search", "shortcuts", "preferences", "switch_language", "about")),
)
