"""Words for what was noticed in a source, for the reasons inside errors, and for the steps of long work."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from app import i18n
from app.i18n import mark

#: Why something cannot be used, by ``reason_code``.
REASONS: Mapping[str, str] = {
    # sources
    "missing": mark("Reasons", "there is no such file"),
    "permission": mark("Reasons", "you may not read it"),
    "io": mark("Reasons", "the disk cannot be read"),
    "special_file": mark("Reasons", "it is not a regular file"),
    "picture": mark("Reasons", "a picture without coordinates"),
    "document": mark("Reasons", "a text document"),
    "program": mark("Reasons", "a program"),
    "binary": mark("Reasons", "unknown binary content"),
    "database": mark("Reasons", "a database without map layers"),
    "endless_view": mark(
        "Reasons", "a view in it never ends or stands for a table of the standard; save its layers as tables"
    ),
    "json_other": mark("Reasons", "JSON, but not GeoJSON"),
    "xml_other": mark("Reasons", "XML, but neither KML nor GPX"),
    "xml_doctype": mark("Reasons", "XML with a document type declaration, which map files do not need"),
    "parquet_no_reader": mark(
        "Reasons",
        "GeoParquet, which is not read on this system; save it as GeoPackage",
    ),
    "parquet_encoding": mark(
        "Reasons",
        "GeoParquet with shapes outside the standard; save it as GeoPackage",
    ),
    "parquet_encrypted": mark("Reasons", "an encrypted Parquet file; ask its owner for one that is not"),
    "parquet_too_big": mark("Reasons", "it unfolds to more than this program accepts; cut it to your counties first"),
    "dwg": mark("Reasons", "an AutoCAD drawing (DWG); save it as DXF"),
    "dxf_binary": mark("Reasons", "a binary DXF; save it as a DXF of text (ASCII)"),
    "mapinfo_part": mark("Reasons", "one part of a MapInfo table; open the .tab or .mif, or the folder with all parts"),
    "mapinfo_linked": mark("Reasons", "a MapInfo table that only points to other files; open those"),
    "mapinfo_missing": mark(
        "Reasons", "parts of the MapInfo table are missing; a .tab needs .dat, .map and .id, a .mif its .mid"
    ),
    "dxf_blocks": mark("Reasons", "its blocks hold each other without end, or unfold to far too many shapes"),
    "text_other": mark("Reasons", "plain text without a table of coordinates"),
    "archive_other": mark("Reasons", "an archive without map files"),
    "folder_empty": mark("Reasons", "a folder without map files"),
    "shapefile_part": mark("Reasons", "one part of a shapefile; open the .shp, or the folder with all parts"),
    "old_excel": mark("Reasons", "the old Excel format; save it as .xlsx"),
    "is_plan": mark("Reasons", "it is a Lianfang plan: open it, do not add it as a layer"),
    "is_package": mark("Reasons", "it is a packed Lianfang plan: open it, do not add it as a layer"),
    "short": mark("Reasons", "shorter than its own header says"),
    "header": mark("Reasons", "its header is cut off"),
    "json_end": mark("Reasons", "the JSON text stops in the middle"),
    "xml_end": mark("Reasons", "the XML text stops in the middle or its tags do not match"),
    "zip_broken": mark("Reasons", "the archive is damaged"),
    "dbf_short": mark("Reasons", "its attribute table is shorter than its header says"),
    "gdal": mark("Reasons", "the file structure is damaged"),
    "vector_tiles": mark("Reasons", "its tiles are vectors (PBF), not pictures; ask for a raster MBTiles"),
    "tiles_unknown": mark("Reasons", "its tiles are not PNG, JPEG or WebP pictures"),
    "no_tiles": mark("Reasons", "there is no tile in it"),
    "no_picture": mark("Reasons", "it is not a PNG, JPEG or TIFF picture"),
    "pdf_page": mark("Reasons", "it is a page of a PDF; save it as a PNG or JPEG picture first"),
    "pdf_locked": mark("Reasons", "the PDF is protected by a password; ask its owner for one that is not"),
    "pdf_broken": mark("Reasons", "the PDF is damaged"),
    "pdf_empty": mark("Reasons", "the PDF has no pages, or more than two thousand"),
    "raster_blocks": mark("Reasons", "image data are missing at its end"),
    "zip_slip": mark("Reasons", "a name in it points outside the archive"),
    "zip_encrypted": mark("Reasons", "it is protected by a password"),
    "zip_too_big": mark("Reasons", "it unpacks to more than this program accepts"),
    "zip_too_many": mark("Reasons", "it holds too many files"),
    "too_wide": mark("Reasons", "the table has more columns than a plan can keep"),
    "no_rows": mark("Reasons", "the table has no rows"),
    "no_features": mark("Reasons", "the layer has no features"),
    "no_parcels": mark("Reasons", "no parcel in it has boundary points"),
    "all_empty": mark("Reasons", "every feature is without a shape"),
    "is_source": mark("Reasons", "the copy would take the place of the original file"),
    "all_left_out": mark("Reasons", "every feature in it was left out, as you chose"),
    "no_coordinate_columns": mark("Reasons", "no coordinate columns were recognised"),
    "no_coordinates": mark("Reasons", "no row has usable coordinates"),
    "no_such_column": mark("Reasons", "the named coordinate column is not in the table"),
    "no_such_layer": mark("Reasons", "there is no layer of that name in it"),
    "shape_for_role": mark("Reasons", "no feature has a shape this role can have"),
    "undeclared": mark("Reasons", "nothing in it says so"),
    "not_degrees": mark("Reasons", "it claims degrees, but the numbers are not degrees"),
    "secret_parameters": mark(
        "Reasons", "the parameters from this datum are not public; only your own fit can be used"
    ),
    "zone_conflict": mark("Reasons", "its numbers lie in another zone than it states"),
    "ellipsoid_only": mark("Reasons", "it names an ellipsoid but no datum"),
    "other_datum": mark("Reasons", "its datum is not CGCS2000 or one that agrees with it"),
    "fit_needs_metres": mark("Reasons", "an own fit is for plane coordinates in metres, and these are degrees"),
    "raster_shift": mark("Reasons", "the cells of a raster are not moved; ask for it in CGCS2000"),
    "not_understood": mark("Reasons", "its description is not understood"),
    "local": mark("Reasons", "it is a local system without a place on the earth"),
    "no_raster": mark("Reasons", "it holds no raster that could be placed on the map"),
    "not_classified": mark(
        "Reasons", "it holds measurements or a picture, not up to 256 classes of land cover in one band"
    ),
    "no_class_column": mark("Reasons", "no column holds a class of land cover"),
    "no_forest": mark("Reasons", "no class that becomes forest lies in the plan's counties"),
    "georeference": mark("Reasons", "it has no position on the earth"),
    # packages
    "not_zip": mark("Reasons", "its content is something else"),
    "no_manifest": mark("Reasons", "it is an archive without a list of contents"),
    "other_archive": mark("Reasons", "it is an archive of another kind"),
    "no_room": mark("Reasons", "it needs {needed} MB, {free} MB are free"),
    # plans
    "folder": mark("Reasons", "its folder is write-protected"),
    "file": mark("Reasons", "the file is write-protected"),
    "locked": mark("Reasons", "it is open in another window"),
    "opened": mark("Reasons", "it was opened for reading"),
    "newer": mark("Reasons", "a newer version of the program made it"),
    "no_room_to_upgrade": mark("Reasons", "an earlier version made it, and there is no room to upgrade a copy"),
    "name_too_long": mark("Reasons", "its name is too long for the files that lie beside an open plan"),
    "moved_away": mark("Reasons", "its file was deleted or renamed, or its drive was taken out"),
    "folder_gone": mark("Reasons", "its folder is no longer there, or its drive was taken out"),
    "replaced": mark("Reasons", "another file lies under its name"),
    "disk_error": mark("Reasons", "the drive reports an error"),
    "busy": mark("Reasons", "another program holds it"),
    "drive_fails": mark("Reasons", "its drive does not answer"),
    "no_plan_table": mark("Reasons", "a database, but without the tables of a plan"),
    "not_sqlite": mark("Reasons", "the content is not a GeoPackage"),
    "empty": mark("Reasons", "the file is empty"),
    "unreadable": mark("Reasons", "you may not read it"),
    "tables": mark("Reasons", "tables are missing"),
    "integrity": mark("Reasons", "the check of its structure failed"),
    "sqlite": mark("Reasons", "its structure cannot be read"),
    "truncated": mark("Reasons", "the file ends too early"),
    "only_log": mark("Reasons", "only the log of its last changes is there, the plan itself is not"),
    "nothing_saved": mark("Reasons", "nothing in it can be saved"),
    "version": mark("Reasons", "its format version is missing"),
    "foreign_objects": mark("Reasons", "another program added tables to it"),
    "history": mark("Reasons", "its rows are not as the history left them"),
    "disk_full": mark("Reasons", "the disk is full"),
    "backup": mark("Reasons", "it is not as it was written"),
    "field_empty": mark("Reasons", "it is empty"),
}

#: What was noticed in a source, by code; errors have their words in :mod:`app.messages`.
FINDINGS: Mapping[str, str] = {
    "is_plan": mark("Findings", "This is a Lianfang plan; it is opened, not added as a layer."),
    "recorded": mark("Findings", "Recorded by hand in this plan."),
    "is_package": mark("Findings", "This is a Lianfang plan packed for a colleague; it is unpacked and opened."),
    "files_skipped": mark("Findings", "%n other file(s) in it were left out: {names}"),
    "shx_rebuilt": mark("Findings", "The index file (.shx) is missing; it was worked out again."),
    "dbf_missing": mark("Findings", "The attribute table (.dbf) is missing; the shapes have no names."),
    "dbf_rows_differ": mark(
        "Findings",
        "There are {shapes} shapes but {rows} rows in the attribute table (.dbf): the two are not of one file, and "
        "names may stand beside the wrong shapes. Ask its owner for all parts of one export.",
    ),
    "text_recoded": mark("Findings", "The text was in {encoding}; it was read as such."),
    "crs_by_format": mark("Findings", "{format} files are always in {crs}."),
    "crs_given": mark("Findings", "Read as {used}, as you chose; the file says {found}."),
    "own_fit": mark(
        "Findings", "Brought from {found} to CGCS2000 by your own fit ({used}); it is good only where it was fitted."
    ),
    "datum_taken": mark(
        "Findings",
        "Read as {used}; its degrees were taken as CGCS2000, as you confirmed. If they are not, it lies up to some "
        "150 m off.",
    ),
    "datum_mentioned": mark(
        "Findings", "{file}, beside it, says “{evidence}”. Ask its owner whether these coordinates are meant."
    ),
    "datum_in_name": mark(
        "Findings", "A name or column of it says “{evidence}”. Ask its owner whether these coordinates are meant."
    ),
    "crs_from_side": mark("Findings", "The file does not say its coordinate system; {file}, beside it, says {found}."),
    "zone_number_added": mark(
        "Findings",
        "{found} is stated without zone number, but the eastings begin with {zone}; the numbers were followed.",
    ),
    "zone_number_absent": mark(
        "Findings", "{found} is stated with zone number {zone}, but the eastings have none; the numbers were followed."
    ),
    "prj_recoded": mark("Findings", "The text of its .prj is in {encoding}; it was read as such."),
    "crs_identical": mark("Findings", "{found} agrees with CGCS2000; the coordinates were taken as they are."),
    "crs_reprojected": mark("Findings", "Moved from {found} to CGCS2000."),
    "maybe_gcj02": mark(
        "Findings",
        "This may be in the shifted web-map system GCJ-02, some 500 m off ({evidence}). Ask where it comes from.",
    ),
    "maybe_bd09": mark(
        "Findings", "This may be in Baidu's shifted system BD-09, over 1 km off ({evidence}). Ask where it comes from."
    ),
    "lies_shifted": mark(
        "Findings",
        "It lies {length_m} m {direction} of {against}, as {system} data do there. Choose {system} to move it back.",
    ),
    "counties_shifted": mark(
        "Findings",
        "It lies {length_m} m {direction} of {against}, as if those were in {system} and this layer were not. "
        "Check the county layer first.",
    ),
    "shift_removed": mark("Findings", "Converted from {system} to CGCS2000 (public formula, exact inverse)."),
    "shift_already_removed": mark(
        "Findings", "The file says that {system} was already converted ({evidence}). Converting twice moves it off."
    ),
    "shift_contradicted": mark(
        "Findings",
        "Converted from {system}, it lies {length_m} m {direction} of {against}: it was right as it stood. "
        "Read it without conversion.",
    ),
    "axes_swapped_metric": mark(
        "Findings", "X (north) and Y (east) were in each other's place, as the numbers show; they were put right."
    ),
    "axes_swapped": mark("Findings", "Longitude and latitude were in each other's place; they were put right."),
    "outside_china": mark("Findings", "%n shape(s) lie outside China."),
    "townships_elsewhere": mark(
        "Findings", "%n township(s) lie in another county than their codes say: {names}. Ask their owner."
    ),
    "encoding_detected": mark("Findings", "The text is in {encoding}, found from its content."),
    "encoding_cpg_wrong": mark("Findings", "The file says its text is {declared}, but it is {used}."),
    "encoding_unknown": mark("Findings", "The encoding of the text is not certain; read as {used}. Check the names."),
    "encoding_given": mark("Findings", "The text was read as {used}, as you chose."),
    "text_cut": mark("Findings", "%n text(s) are cut off inside a character; the rest of each was kept."),
    "text_unreadable": mark(
        "Findings", "%n text(s) have bytes that are no character in {used}; “�” stands in their place."
    ),
    "text_lost": mark(
        "Findings",
        "%n text(s) were destroyed before this file was made ({examples}). Ask its owner for the original.",
    ),
    "parcel_unit_conflict": mark(
        "Findings", "The header gives the unit as {stated}, but the numbers are in {found}; the numbers were followed."
    ),
    "parcel_system_unknown": mark(
        "Findings", "The coordinate system in the header ({found}) is none with public parameters."
    ),
    "parcel_projection_unknown": mark("Findings", "The projection in the header ({found}) is not Gauss–Krüger."),
    "parcel_meridian_conflict": mark(
        "Findings",
        "The header says central meridian {stated}, but zone {zone} has {found}°. Ask its owner which is right.",
    ),
    "parcel_zone_conflict": mark(
        "Findings",
        "The header says zone {stated}, but the coordinates begin with {found}: read in zone {found}. Ask its owner.",
    ),
    "parcel_width_conflict": mark(
        "Findings", "The header says {stated}° zones, but zone {zone} is one of {found}°; read as such."
    ),
    "parcel_axes_swapped": mark(
        "Findings", "In %n parcel(s) X and Y stand in each other's place; the numbers were followed."
    ),
    "parcel_lines_unreadable": mark("Findings", "%n line(s) are neither parcel nor point: {lines}"),
    "parcel_without_points": mark("Findings", "%n parcel(s) have no points: {names}"),
    "parcel_two_zones": mark(
        "Findings", "%n parcel(s) have points in several zones and were left out: {names}. Ask their owner."
    ),
    "parcel_rings_short": mark("Findings", "%n parcel(s) have a ring of too few points, left out: {names}"),
    "parcel_count_differs": mark(
        "Findings", "%n parcel(s) have another number of points than they say: {names}. All were read."
    ),
    "parcel_area_differs": mark(
        "Findings",
        "%n parcel(s) differ by more than 1 % from the area they state (stated ≠ measured): {names}",
    ),
    "parcel_area_unit": mark("Findings", "The stated areas are in {unit}, not in hectares."),
    "dropped_empty": mark("Findings", "%n row(s) without a shape were left out."),
    "dropped_non_finite": mark("Findings", "%n shape(s) without a single usable coordinate were left out."),
    "mended_non_finite": mark("Findings", "%n shape(s) had unusable coordinates; those points were taken out."),
    "rings_closed": mark("Findings", "%n open ring(s) were closed."),
    "mended_invalid": mark("Findings", "%n shape(s) crossed themselves and were mended."),
    "dropped_tangled": mark(
        "Findings",
        "%n shape(s) cross themselves more than {limit} times, cannot be mended and were left out.",
    ),
    "curves_linearised": mark(
        "Findings",
        "%n shape(s) have arcs, which became straight pieces of {step_deg}° (off by 0.004 % of the radius).",
    ),
    "dropped_m": mark("Findings", "%n shape(s) have measures (M), which are not used."),
    "duplicate_feature": mark("Findings", "%n feature(s) repeat an earlier one in shape and attributes."),
    "sliver_shape": mark("Findings", "%n polygon(s) are slivers, less than {width_m} m wide and {area_m2} m² large."),
    "repeated_points": mark("Findings", "%n shape(s) have the same point twice in a row, which does no harm."),
    "far_from_rest": mark("Findings", "%n feature(s) lie far from all others of the layer."),
    "far_from_counties": mark(
        "Findings",
        "%n feature(s) lie more than {distance_km} km from every county of the plan: {names}. They are kept.",
    ),
    "already_in_plan": mark(
        "Findings",
        "The plan has this layer already, as “{title}”, from a file of the same content. Tick it to add it once more.",
    ),
    "larger_divisions": mark(
        "Findings",
        "These are prefectures or provinces, not counties (codes in {field} end in 00): proposed as another layer, so "
        "that no border between counties is derived from it.",
    ),
    "same_attributes": mark("Findings", "%n feature(s) have all attributes of another one, but another shape."),
    "left_out": mark("Findings", "%n feature(s) were left out, as you chose."),
    "dropped_unusable": mark("Findings", "%n shape(s) could not be mended and were left out."),
    "dropped_z": mark("Findings", "%n shape(s) have heights, which are not used."),
    "split_mixed": mark("Findings", "It holds several kinds of shapes and becomes one layer for each."),
    "dropped_other_shape": mark("Findings", "%n shape(s) of another kind were left out."),
    "duplicate_geometry": mark("Findings", "%n shape(s) repeat an earlier one with other attributes."),
    "rows_without_coordinates": mark("Findings", "%n row(s) without coordinates were left out."),
    "table_without_geometry": mark("Findings", "A table without shapes."),
    "codes_mended": mark("Findings", "%n county code(s) in {field} were put into six digits."),
    "codes_unrecognised": mark("Findings", "%n value(s) in {field} are not county codes."),
    "codes_of_larger": mark(
        "Findings", "%n code(s) in {field} are those of provinces or cities, not of counties: {examples}"
    ),
    "codes_superseded": mark(
        "Findings",
        "%n county code(s) in {field} are no longer in force: {examples}. They stay as the file has them; "
        "ask for newer data before you join it to other layers.",
    ),
    "codes_unlisted": mark("Findings", "%n code(s) in {field} are not in the built-in list: {examples}"),
    "code_name_differ": mark(
        "Findings",
        "%n row(s) have the code of one county ({field}) and the name of another: {examples}. "
        "Ask its owner which is right.",
    ),
    "numbers_bounded": mark("Findings", "%n value(s) in {field} are ranges or least numbers; the lower end was taken."),
    "numbers_scaled": mark("Findings", "The numbers in {field} are in {unit}; they were multiplied by {factor}."),
    "stock_per_area": mark(
        "Findings", "{field} is the stock of one hectare or mu, not of the patch: the stock stays unknown."
    ),
    "numbers_unreadable": mark("Findings", "%n value(s) in {field} are not numbers: unknown, not zero."),
    "people_unknown": mark("Findings", "%n place(s) have no population: unknown, not zero."),
    "hazard_scale": mark("Findings", "Classes of {field}, 1 lowest to 4 highest: {found}."),
    "hazard_order_unknown": mark(
        "Findings",
        "Column {field} has the classes {values} and does not say which end is high: they count as unknown. "
        "Say on the page “Columns” which it is, or ask for a column with words (高, 较高, 中, 低).",
    ),
    "hazard_order_given": mark("Findings", "Classes in {field} count as you said: {found}."),
    "field_mapped": mark("Findings", "Column {field} is used as {canonical}."),
    "field_given": mark("Findings", "Column {field} is used as {canonical}, as you chose."),
    "field_none": mark("Findings", "No column is used as {canonical}, as you chose."),
    "field_missing": mark(
        "Findings", "There is no column {field}, chosen as {canonical}; the program looked for another one itself."
    ),
    "field_renamed": mark("Findings", "Column {field} was renamed to {renamed}."),
    "field_dropped": mark("Findings", "Column {field} was left out."),
    "salvaged": mark(
        "Findings",
        "%n shape(s) were lost when the plan was damaged. The layer no longer counts as complete for any county: "
        "read its file again, or confirm its counties in the layer's card.",
    ),
    "salvaged_doubtful": mark(
        "Findings", "The plan was damaged: %n shape(s) may be older states of themselves. Check the layer."
    ),
    "salvaged_altered": mark(
        "Findings", "The plan was damaged: the shapes are not those that were added. Check the layer."
    ),
    "salvaged_rebuilt": mark(
        "Findings", "The plan was damaged: role, counties and source of the layer are lost. Set them again."
    ),
    "placed_by_points": mark(
        "Findings", "A picture placed by control points: for tracing and orientation, no survey and no boundary."
    ),
    "tiles_may_be_shifted": mark(
        "Findings",
        "Tiles of a Chinese web map may lie some hundred metres off (GCJ-02). Compare them with a county line.",
    ),
    "tiles_left_out": mark("Findings", "The file also holds map tiles, which were not added: {names}."),
    "raster_rotated": mark("Findings", "The raster is rotated; it is turned when it is drawn."),
    "landcover_forest": mark(
        "Findings",
        "Made from {source}, classification {classification}: {classes}. Ks after 王正非; which class has which fuel "
        "is a proposal of this program or the planner's choice.",
    ),
    "landcover_small": mark(
        "Findings", "%n patch(es) smaller than {min_ha} hm² were left out, {area_ha} hm² together."
    ),
}

#: What the columns mean that the program knows (``layers.sources.fields``).
FIELDS: Mapping[str, str] = {
    "code": mark("Fields", "county code"),
    "name": mark("Fields", "name"),
    "people": mark("Fields", "people"),
    "kind": mark("Fields", "kind"),
    "level": mark("Fields", "level"),
    "contact": mark("Fields", "contact"),
    "phone": mark("Fields", "telephone"),
    "items": mark("Fields", "supplies"),
    "species": mark("Fields", "species"),
    "stock_m3": mark("Fields", "stock (m³)"),
    "width_m": mark("Fields", "width (m)"),
    "directed": mark("Fields", "drawn downstream"),
    "order": mark("Fields", "river order"),
    "strength": mark("Fields", "strength"),
    "turnout_min": mark("Fields", "turnout (min)"),
    "flood_standard_years": mark("Fields", "flood standard (years)"),
    "hazard_class": mark("Fields", "class of hazard (1–4)"),
}

#: Steps of long work, by the code before the first dot or the whole code.
STEPS: Mapping[str, str] = {
    "waiting": mark("Steps", "Waiting for another file"),
    "national": mark("Steps", "Working piece by piece"),
    "inspecting": mark("Steps", "Looking at the files"),
    "reading": mark("Steps", "Reading"),
    "register": mark("Steps", "Comparing agreements with the lines"),
    "landcover_survey": mark("Steps", "Counting the classes"),
    "landcover_patches": mark("Steps", "Tracing the patches"),
    "landcover_joining": mark("Steps", "Joining the patches"),
    "fields": mark("Steps", "Recognising columns"),
    "response_land": mark("Steps", "Reading roads and ground"),
    "response": mark("Steps", "Working out who comes when"),
    "fire_land": mark("Steps", "Reading the land"),
    "fires": mark("Steps", "Running fires"),
    "rivers_network": mark("Steps", "Joining the rivers"),
    "rivers_terrain": mark("Steps", "Reading the terrain"),
    "rivers_exposed": mark("Steps", "Finding low land"),
    "rivers_places": mark("Steps", "Finding who lives by the rivers"),
    "directions": mark("Steps", "Looking around villages"),
    "exercise": mark("Steps", "Working the exercise out"),
    "patrol_suggest": mark("Steps", "Looking for routes"),
    "patrol_land": mark("Steps", "Reading the land"),
    "lookout_land": mark("Steps", "Reading the land"),
    "lookout_sight": mark("Steps", "Looking around"),
    "lookout_sites": mark("Steps", "Trying summits"),
    "lead_times": mark("Steps", "Running fires"),
    "figures": mark("Steps", "Working figures out"),
    "blocks_lines": mark("Steps", "Gathering the lines"),
    "blocks_polygons": mark("Steps", "Dividing the land"),
    "blocks_exposure": mark("Steps", "Counting what lies in the blocks"),
    "ridges": mark("Steps", "Finding ridges"),
    "mending": mark("Steps", "Mending shapes"),
    "writing": mark("Steps", "Writing the plan"),
    "saving": mark("Steps", "Saving"),
    "copying": mark("Steps", "Copying the plan"),
    "file": mark("Steps", "Checking the file"),
    "measuring": mark("Steps", "Measuring the areas"),
    "rows": mark("Steps", "Checking the rows"),
    "hashing": mark("Steps", "Copying the plan"),
    "history": mark("Steps", "Looking through the history"),
    "packing": mark("Steps", "Packing"),
    "unpacking": mark("Steps", "Unpacking"),
    "checking": mark("Steps", "Checking the plan"),
    "borders": mark("Steps", "Finding shared borders"),
    "slivers": mark("Steps", "Comparing the counties' lines"),
    "comparing": mark("Steps", "Comparing the plans"),
    "exchange": mark("Steps", "Taking in"),
    "straddling": mark("Steps", "Cutting forest at the lines"),
    "forest": mark("Steps", "Forest along the lines"),
    "rivers": mark("Steps", "Rivers along the lines"),
    "roads": mark("Steps", "Roads along the lines"),
    "river": mark("Steps", "Rivers along the lines"),
    "hazard_sources": mark("Steps", "Hazard sources along the lines"),
    "hazard_map": mark("Steps", "Hazard maps along the lines"),
    "places": mark("Steps", "Counting people and villages"),
    "exposure": mark("Steps", "Counting people and villages"),
    "depots": mark("Steps", "Finding the nearest depots"),
    "access": mark("Steps", "Finding the nearest depots"),
    "zones": mark("Steps", "Forming the zones"),
    "ranking": mark("Steps", "Ranking"),
    "rank": mark("Steps", "Ranking"),
    "searching": mark("Steps", "Searching the folder"),
    "rasters": mark("Steps", "Comparing rasters"),
    "sample": mark("Steps", "Building the sample"),
    "draw": mark("Steps", "Drawing the map plate"),
    "briefing": mark("Steps", "Writing the briefing"),
    "plate": mark("Steps", "Making the plates"),
    "drawing": mark("Steps", "Drawing the map plate"),
    "export": mark("Steps", "Writing files"),
    "report": mark("Steps", "Gathering the report"),
    "docx": mark("Steps", "Writing the document"),
    "pdf": mark("Steps", "Writing the PDF"),
    "gpkg": mark("Steps", "Writing map files"),
    "html": mark("Steps", "Writing the web page"),
    "csv": mark("Steps", "Writing coordinates"),
    "txt": mark("Steps", "Writing coordinates"),
    "dxf": mark("Steps", "Writing map files"),
    "gpx": mark("Steps", "Writing map files"),
}

#: The sixteen winds, from north clockwise.
WINDS: tuple[str, ...] = (
    *(mark("Winds", "north"), mark("Winds", "NNE"), mark("Winds", "north-east"), mark("Winds", "ENE")),
    *(mark("Winds", "east"), mark("Winds", "ESE"), mark("Winds", "south-east"), mark("Winds", "SSE")),
    *(mark("Winds", "south"), mark("Winds", "SSW"), mark("Winds", "south-west"), mark("Winds", "WSW")),
    *(mark("Winds", "west"), mark("Winds", "WNW"), mark("Winds", "north-west"), mark("Winds", "NNW")),
)
_AGAINST: Mapping[str, str] = {
    "plan": mark("Findings", "the plan's counties"),
    "built_in": mark("Findings", "the built-in counties"),
}


def word_place(facts: MutableMapping[str, Any]) -> None:
    """Put the facts about where a layer lies into words: its direction, and what it was compared with."""
    if isinstance(facts.get("azimuth_deg"), int | float):
        facts["direction"] = wind(float(facts["azimuth_deg"]))
    if facts.get("against") in _AGAINST:
        facts["against"] = QCoreApplication.translate("Findings", _AGAINST[str(facts["against"])])


def word_classes(facts: MutableMapping[str, Any]) -> None:
    """Put the code of a classification of land cover into words."""
    code = str(facts.get("classification", ""))
    if code:
        facts["classification"] = classification(code)


def classification(code: str) -> str:
    """Return the name of a classification of land cover."""
    from app import i18n
    from layers.sources.landcover import OWN_CLASSES, classifications

    known = classifications().get(code)
    if known is None and code != OWN_CLASSES:
        return code
    if known is None:
        return QCoreApplication.translate("Findings", "own classes")
    return known.en if i18n.current() == "en" else known.zh


def wind(azimuth_deg: float) -> str:
    """Return a direction in words, of sixteen."""
    return QCoreApplication.translate("Winds", WINDS[round(azimuth_deg / 22.5) % 16])


#: What is wrong with a package, by code (``layers.plan.package.FAULTS``).
FAULTS: Mapping[str, str] = {
    "zip_broken": mark("Faults", "The archive is damaged, or was not copied to its end"),
    "zip_unreadable": mark("Faults", "It cannot be read: {detail}"),
    "no_manifest": mark("Faults", "It has no list of contents"),
    "manifest_too_big": mark("Faults", "Its list of contents is too large"),
    "manifest_broken": mark("Faults", "Its list of contents cannot be read"),
    "manifest_field": mark("Faults", "Its list of contents is wrong at {name}"),
    "name_outside": mark("Faults", "The name {name} leads out of the folder"),
    "name_unsafe": mark("Faults", "The name {name} is not allowed"),
    "name_twice": mark("Faults", "The name {name} is there twice"),
    "link": mark("Faults", "The file {name} is a link, not a file"),
    "encrypted": mark("Faults", "The file {name} is protected by a password"),
    "method": mark("Faults", "The file {name} is compressed in a way that is not read"),
    "too_many": mark("Faults", "It holds too many files"),
    "bomb": mark("Faults", "It would unpack to far more than it can hold"),
    "missing": mark("Faults", "The file {name} is missing"),
    "size": mark("Faults", "The file {name} does not have the size the list says"),
    "checksum": mark("Faults", "The file {name} is not the file the list says: its checksum differs"),
    "crc": mark("Faults", "The file {name} is damaged"),
    "plan": mark("Faults", "The plan {name} in it is damaged"),
    "raster_outside": mark("Faults", "The plan in it looks for the raster {name} outside the package"),
}
_MOST_FAULTS = 5


def faults_text(faults: Sequence[Mapping[str, str]]) -> str:
    """Return everything that is wrong with a package, a clause for each of the first few."""
    told = [_fault_text(fault) for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        more = QCoreApplication.translate("Faults", "and {count} more")
        told.append(more.format(count=len(faults) - _MOST_FAULTS))
    return ("；" if i18n.current() == "zh_CN" else "; ").join(dict.fromkeys(told))


def _fault_text(fault: Mapping[str, str]) -> str:
    shown = "".join(character if character.isprintable() else "\ufffd" for character in fault.get("name", ""))
    shown = shown if len(shown) <= 80 else f"{shown[:60]}…{shown[-15:]}"
    text = QCoreApplication.translate("Faults", FAULTS[fault["code"]])
    return text.format(name=shown, detail=fault.get("detail", ""))
