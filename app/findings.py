"""Words for what was noticed in a source, for the reasons inside errors, and for the steps of long work."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP

#: Why something cannot be used, by ``reason_code``.
REASONS: Mapping[str, str] = {
    # sources
    "missing": QT_TRANSLATE_NOOP("Reasons", "there is no such file"),
    "permission": QT_TRANSLATE_NOOP("Reasons", "you may not read it"),
    "io": QT_TRANSLATE_NOOP("Reasons", "the disk cannot be read"),
    "special_file": QT_TRANSLATE_NOOP("Reasons", "it is not a regular file"),
    "picture": QT_TRANSLATE_NOOP("Reasons", "a picture without coordinates"),
    "document": QT_TRANSLATE_NOOP("Reasons", "a text document"),
    "program": QT_TRANSLATE_NOOP("Reasons", "a program"),
    "binary": QT_TRANSLATE_NOOP("Reasons", "unknown binary content"),
    "database": QT_TRANSLATE_NOOP("Reasons", "a database without map layers"),
    "json_other": QT_TRANSLATE_NOOP("Reasons", "JSON, but not GeoJSON"),
    "xml_other": QT_TRANSLATE_NOOP("Reasons", "XML, but not KML"),
    "xml_doctype": QT_TRANSLATE_NOOP("Reasons", "KML with a document type declaration, which map files do not need"),
    "text_other": QT_TRANSLATE_NOOP("Reasons", "plain text without a table of coordinates"),
    "archive_other": QT_TRANSLATE_NOOP("Reasons", "an archive without map files"),
    "folder_empty": QT_TRANSLATE_NOOP("Reasons", "a folder without map files"),
    "shapefile_part": QT_TRANSLATE_NOOP(
        "Reasons", "one part of a shapefile; open the .shp, or the folder with all parts"
    ),
    "old_excel": QT_TRANSLATE_NOOP("Reasons", "the old Excel format; save it as .xlsx"),
    "is_plan": QT_TRANSLATE_NOOP("Reasons", "it is a Lianfang plan: open it, do not add it as a layer"),
    "short": QT_TRANSLATE_NOOP("Reasons", "shorter than its own header says"),
    "header": QT_TRANSLATE_NOOP("Reasons", "its header is cut off"),
    "json_end": QT_TRANSLATE_NOOP("Reasons", "the JSON text stops in the middle"),
    "zip_broken": QT_TRANSLATE_NOOP("Reasons", "the archive is damaged"),
    "dbf_short": QT_TRANSLATE_NOOP("Reasons", "its attribute table is shorter than its header says"),
    "gdal": QT_TRANSLATE_NOOP("Reasons", "the file structure is damaged"),
    "raster_blocks": QT_TRANSLATE_NOOP("Reasons", "image data are missing at its end"),
    "zip_slip": QT_TRANSLATE_NOOP("Reasons", "a name in it points outside the archive"),
    "zip_encrypted": QT_TRANSLATE_NOOP("Reasons", "it is protected by a password"),
    "zip_too_big": QT_TRANSLATE_NOOP("Reasons", "it unpacks to more than this program accepts"),
    "zip_too_many": QT_TRANSLATE_NOOP("Reasons", "it holds too many files"),
    "no_rows": QT_TRANSLATE_NOOP("Reasons", "the table has no rows"),
    "no_features": QT_TRANSLATE_NOOP("Reasons", "the layer has no features"),
    "all_empty": QT_TRANSLATE_NOOP("Reasons", "every feature is without a shape"),
    "no_coordinate_columns": QT_TRANSLATE_NOOP("Reasons", "no coordinate columns were recognised"),
    "no_coordinates": QT_TRANSLATE_NOOP("Reasons", "no row has usable coordinates"),
    "no_such_column": QT_TRANSLATE_NOOP("Reasons", "the named coordinate column is not in the table"),
    "no_such_layer": QT_TRANSLATE_NOOP("Reasons", "there is no layer of that name in it"),
    "shape_for_role": QT_TRANSLATE_NOOP("Reasons", "no feature has a shape this role can have"),
    "undeclared": QT_TRANSLATE_NOOP("Reasons", "nothing in it says so"),
    "not_degrees": QT_TRANSLATE_NOOP("Reasons", "it claims degrees, but the numbers are not degrees"),
    "secret_parameters": QT_TRANSLATE_NOOP(
        "Reasons", "the parameters from this datum are not public; only your own fit can be used"
    ),
    "other_datum": QT_TRANSLATE_NOOP("Reasons", "its datum is not CGCS2000 or one that agrees with it"),
    "not_understood": QT_TRANSLATE_NOOP("Reasons", "its description is not understood"),
    "local": QT_TRANSLATE_NOOP("Reasons", "it is a local system without a place on the earth"),
    "georeference": QT_TRANSLATE_NOOP("Reasons", "it has no position on the earth"),
    # plans
    "folder": QT_TRANSLATE_NOOP("Reasons", "its folder is write-protected"),
    "file": QT_TRANSLATE_NOOP("Reasons", "the file is write-protected"),
    "locked": QT_TRANSLATE_NOOP("Reasons", "it is open in another window"),
    "opened": QT_TRANSLATE_NOOP("Reasons", "it was opened for reading"),
    "no_plan_table": QT_TRANSLATE_NOOP("Reasons", "a database, but without the tables of a plan"),
    "not_sqlite": QT_TRANSLATE_NOOP("Reasons", "the content is not a GeoPackage"),
    "empty": QT_TRANSLATE_NOOP("Reasons", "the file is empty"),
    "unreadable": QT_TRANSLATE_NOOP("Reasons", "you may not read it"),
    "tables": QT_TRANSLATE_NOOP("Reasons", "tables are missing"),
    "integrity": QT_TRANSLATE_NOOP("Reasons", "the check of its structure failed"),
    "sqlite": QT_TRANSLATE_NOOP("Reasons", "its structure cannot be read"),
    "truncated": QT_TRANSLATE_NOOP("Reasons", "the file ends too early"),
    "version": QT_TRANSLATE_NOOP("Reasons", "its format version is missing"),
    "foreign_objects": QT_TRANSLATE_NOOP("Reasons", "another program added tables to it"),
    "history": QT_TRANSLATE_NOOP("Reasons", "its rows are not as the history left them"),
    "field_empty": QT_TRANSLATE_NOOP("Reasons", "it is empty"),
}

#: What was noticed in a source, by code; errors have their words in :mod:`app.messages`.
FINDINGS: Mapping[str, str] = {
    "is_plan": QT_TRANSLATE_NOOP("Findings", "This is a Lianfang plan; it is opened, not added as a layer."),
    "files_skipped": QT_TRANSLATE_NOOP("Findings", "{count} other file(s) in it were left out: {names}"),
    "shx_rebuilt": QT_TRANSLATE_NOOP("Findings", "The index file (.shx) is missing; it was worked out again."),
    "dbf_missing": QT_TRANSLATE_NOOP("Findings", "The attribute table (.dbf) is missing; the shapes have no names."),
    "text_recoded": QT_TRANSLATE_NOOP("Findings", "The text was in {encoding}; it was read as such."),
    "crs_by_format": QT_TRANSLATE_NOOP("Findings", "{format} files are always in {crs}."),
    "crs_given": QT_TRANSLATE_NOOP("Findings", "Read as {used}, as you chose; the file says {found}."),
    "crs_identical": QT_TRANSLATE_NOOP(
        "Findings", "{found} agrees with CGCS2000; the coordinates were taken as they are."
    ),
    "crs_reprojected": QT_TRANSLATE_NOOP("Findings", "Moved from {found} to CGCS2000."),
    "maybe_gcj02": QT_TRANSLATE_NOOP(
        "Findings",
        "This may be in the shifted web-map system GCJ-02, some 500 m off ({evidence}). Ask where it comes from.",
    ),
    "axes_swapped": QT_TRANSLATE_NOOP(
        "Findings", "Longitude and latitude were in each other's place; they were put right."
    ),
    "outside_china": QT_TRANSLATE_NOOP("Findings", "{count} shape(s) lie outside China."),
    "encoding_detected": QT_TRANSLATE_NOOP("Findings", "The text is in {encoding}, found from its content."),
    "encoding_cpg_wrong": QT_TRANSLATE_NOOP("Findings", "The file says its text is {declared}, but it is {used}."),
    "encoding_unknown": QT_TRANSLATE_NOOP(
        "Findings", "The encoding of the text is not certain; read as {used}. Check the names."
    ),
    "encoding_given": QT_TRANSLATE_NOOP("Findings", "The text was read as {used}, as you chose."),
    "dropped_empty": QT_TRANSLATE_NOOP("Findings", "{count} row(s) without a shape were left out."),
    "dropped_non_finite": QT_TRANSLATE_NOOP(
        "Findings", "{count} shape(s) without a single usable coordinate were left out."
    ),
    "mended_non_finite": QT_TRANSLATE_NOOP(
        "Findings", "{count} shape(s) had unusable coordinates; those points were taken out."
    ),
    "rings_closed": QT_TRANSLATE_NOOP("Findings", "{count} open ring(s) were closed."),
    "mended_invalid": QT_TRANSLATE_NOOP("Findings", "{count} shape(s) crossed themselves and were mended."),
    "dropped_unusable": QT_TRANSLATE_NOOP("Findings", "{count} shape(s) could not be mended and were left out."),
    "dropped_z": QT_TRANSLATE_NOOP("Findings", "{count} shape(s) have heights, which are not used."),
    "split_mixed": QT_TRANSLATE_NOOP("Findings", "It holds several kinds of shapes and becomes one layer for each."),
    "dropped_other_shape": QT_TRANSLATE_NOOP("Findings", "{count} shape(s) of another kind were left out."),
    "duplicate_geometry": QT_TRANSLATE_NOOP("Findings", "{count} shape(s) occur more than once; all were kept."),
    "rows_without_coordinates": QT_TRANSLATE_NOOP("Findings", "{count} row(s) without coordinates were left out."),
    "table_without_geometry": QT_TRANSLATE_NOOP("Findings", "A table without shapes."),
    "codes_mended": QT_TRANSLATE_NOOP("Findings", "{count} county code(s) in {field} were put into six digits."),
    "codes_unrecognised": QT_TRANSLATE_NOOP("Findings", "{count} value(s) in {field} are not county codes."),
    "numbers_unreadable": QT_TRANSLATE_NOOP(
        "Findings", "{count} value(s) in {field} are not numbers: unknown, not zero."
    ),
    "people_unknown": QT_TRANSLATE_NOOP("Findings", "{count} place(s) have no population: unknown, not zero."),
    "field_mapped": QT_TRANSLATE_NOOP("Findings", "Column {field} is used as {canonical}."),
    "field_renamed": QT_TRANSLATE_NOOP("Findings", "Column {field} was renamed to {renamed}."),
    "field_dropped": QT_TRANSLATE_NOOP("Findings", "Column {field} was left out."),
    "raster_large": QT_TRANSLATE_NOOP("Findings", "A large raster: {width} × {height} cells."),
    "raster_rotated": QT_TRANSLATE_NOOP("Findings", "The raster is rotated; it is turned when it is drawn."),
}

#: Steps of long work, by the code before the first dot or the whole code.
STEPS: Mapping[str, str] = {
    "inspecting": QT_TRANSLATE_NOOP("Steps", "Looking at the files"),
    "reading": QT_TRANSLATE_NOOP("Steps", "Reading"),
    "fields": QT_TRANSLATE_NOOP("Steps", "Recognising columns"),
    "mending": QT_TRANSLATE_NOOP("Steps", "Mending shapes"),
    "writing": QT_TRANSLATE_NOOP("Steps", "Writing the plan"),
    "saving": QT_TRANSLATE_NOOP("Steps", "Saving"),
    "borders": QT_TRANSLATE_NOOP("Steps", "Finding shared borders"),
    "straddling": QT_TRANSLATE_NOOP("Steps", "Cutting forest at the lines"),
    "forest": QT_TRANSLATE_NOOP("Steps", "Forest along the lines"),
    "rivers": QT_TRANSLATE_NOOP("Steps", "Rivers along the lines"),
    "river": QT_TRANSLATE_NOOP("Steps", "Rivers along the lines"),
    "places": QT_TRANSLATE_NOOP("Steps", "Counting people and villages"),
    "exposure": QT_TRANSLATE_NOOP("Steps", "Counting people and villages"),
    "depots": QT_TRANSLATE_NOOP("Steps", "Finding the nearest depots"),
    "access": QT_TRANSLATE_NOOP("Steps", "Finding the nearest depots"),
    "zones": QT_TRANSLATE_NOOP("Steps", "Forming the zones"),
    "ranking": QT_TRANSLATE_NOOP("Steps", "Ranking"),
    "rank": QT_TRANSLATE_NOOP("Steps", "Ranking"),
    "sample": QT_TRANSLATE_NOOP("Steps", "Building the sample"),
    "draw": QT_TRANSLATE_NOOP("Steps", "Drawing the map plate"),
    "drawing": QT_TRANSLATE_NOOP("Steps", "Drawing the map plate"),
    "export": QT_TRANSLATE_NOOP("Steps", "Writing files"),
    "report": QT_TRANSLATE_NOOP("Steps", "Gathering the report"),
    "docx": QT_TRANSLATE_NOOP("Steps", "Writing the document"),
    "pdf": QT_TRANSLATE_NOOP("Steps", "Writing the PDF"),
    "gpkg": QT_TRANSLATE_NOOP("Steps", "Writing map files"),
    "html": QT_TRANSLATE_NOOP("Steps", "Writing the web page"),
    "csv": QT_TRANSLATE_NOOP("Steps", "Writing coordinates"),
}
