"""Words for every error, by its code; a variant of one by ``code.reason_code``."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import mark
from app.version_errors import VERSION_ERRORS

#: code → (title, reason, remedy)
ERRORS: Mapping[str, tuple[str, str, str]] = {
    "error": (
        mark("Messages", "Something went wrong"),
        mark("Messages", "{detail}"),
        mark("Messages", "Your plan is saved. The details are in the log: {log}"),
    ),
    **VERSION_ERRORS,
    "condition": (
        mark("Messages", "The condition cannot be read"),
        mark("Messages", "“{part}” is not understood."),
        mark("Messages", "Write, for example, people > 500 and name contains a word."),
    ),
    "file_exists": (
        mark("Messages", "{name} exists already"),
        mark("Messages", "A plan is never written over another file."),
        mark("Messages", "Choose another name or folder."),
    ),
    "file_missing": (
        mark("Messages", "{name} is not there"),
        mark("Messages", "There is no file {path}."),
        mark("Messages", "It may have been moved or renamed, or its drive is not connected."),
    ),
    "file_not_permitted": (
        mark("Messages", "{name} may not be read or written"),
        mark("Messages", "{path} is protected."),
        mark("Messages", "Choose another folder, or ask who looks after this computer."),
    ),
    "source": (
        mark("Messages", "{name} cannot be used"),
        mark("Messages", "{reason}"),
        mark("Messages", "Ask its owner to export it again."),
    ),
    "source_unreadable": (
        mark("Messages", "{name} cannot be opened"),
        mark("Messages", "{reason}."),
        mark("Messages", "Check that the file exists and that you may read it."),
    ),
    "source_empty": (
        mark("Messages", "{name} is empty"),
        mark("Messages", "The file has 0 bytes."),
        mark("Messages", "Ask its owner to send it again."),
    ),
    "source_truncated": (
        mark("Messages", "{name} ends early"),
        mark("Messages", "Part of the file is missing ({reason})."),
        mark("Messages", "Copy it again from where it came, with all its side files."),
    ),
    "source_not_geographic": (
        mark("Messages", "{name} is not a map file"),
        mark("Messages", "{reason}."),
        mark("Messages", "Files that can be read: {supported}."),
    ),
    "source_unsupported": (
        mark("Messages", "{name} is of a type that is not read"),
        mark("Messages", "{reason}."),
        mark("Messages", "Files that can be read: {supported}."),
    ),
    "source_wrong_extension": (
        mark("Messages", "{name} has the wrong file ending"),
        mark("Messages", "The name says {claimed}, the content is {found}."),
        mark("Messages", "Rename the file and open it again."),
    ),
    "source_no_geometry": (
        mark("Messages", "{name} has no usable shapes"),
        mark("Messages", "{reason}."),
        mark("Messages", "Open the layer that has shapes, or name the coordinate columns."),
    ),
    "source_missing_crs": (
        mark("Messages", "{name} does not say which coordinate system it uses"),
        mark("Messages", "{reason}"),
        mark("Messages", "Choose it from the list; it is never guessed."),
    ),
    "source_missing_crs.not_degrees": (
        mark("Messages", "The coordinate system of {name} is in doubt"),
        mark("Messages", "{found}: {reason}."),
        mark("Messages", "Choose it from the list; it is never guessed."),
    ),
    "source_missing_crs.zone_conflict": (
        mark("Messages", "The coordinate system of {name} is in doubt"),
        mark("Messages", "{found}: {reason}."),
        mark("Messages", "Ask its owner which is right, and choose it from the list."),
    ),
    "source_missing_crs.not_understood": (
        mark("Messages", "The coordinate system of {name} is in doubt"),
        mark("Messages", "{found}: {reason}."),
        mark("Messages", "Choose it from the list; it is never guessed."),
    ),
    "source_missing_crs.local": (
        mark("Messages", "The coordinate system of {name} is in doubt"),
        mark("Messages", "{found}: {reason}."),
        mark("Messages", "Choose it from the list; it is never guessed."),
    ),
    "source_missing_crs.other_datum": (
        mark("Messages", "The coordinate system of {name} is in doubt"),
        mark("Messages", "{found}: {reason}."),
        mark(
            "Messages", "Ask its owner. If its degrees are CGCS2000 or GPS ones, confirm that; else choose its system."
        ),
    ),
    "source_missing_crs.ellipsoid_only": (
        mark("Messages", "The coordinate system of {name} is in doubt"),
        mark("Messages", "{found}: {reason}."),
        mark(
            "Messages", "Ask its owner. If its degrees are CGCS2000 or GPS ones, confirm that; else choose its system."
        ),
    ),
    "source_unusable_crs": (
        mark("Messages", "The coordinate system of {name} cannot be used"),
        mark("Messages", "{found}: {reason}."),
        mark("Messages", "Ask its owner for CGCS2000 data, or fit it yourself."),
    ),
    "source_unsafe_archive": (
        mark("Messages", "{name} is not opened"),
        mark("Messages", "{reason}."),
        mark("Messages", "Unpack it yourself and open the folder."),
    ),
    "source_raster_too_large": (
        mark("Messages", "{name} is too large"),
        mark("Messages", "The raster has {width} × {height} cells; {limit} is the most."),
        mark("Messages", "Cut it to your counties first."),
    ),
    "disk_full": (
        mark("Messages", "The disk is full"),
        mark("Messages", "There was no room for what this needs, perhaps only for its temporary files."),
        mark("Messages", "Make room on the disk, then try again."),
    ),
    "source_changed": (
        mark("Messages", "{name} was changed since it was looked at"),
        mark("Messages", "Nothing was read: what you chose was about the earlier content."),
        mark("Messages", "Add the file again, and check what is in it now."),
    ),
    "source_too_slow": (
        mark("Messages", "Reading {name} was stopped: it came no further"),
        mark("Messages", "Nothing was read of it for {seconds} seconds."),
        mark("Messages", "Copy it to this computer's own disk, or ask its owner to export it again."),
    ),
    "source_too_hungry": (
        mark("Messages", "Reading {name} was stopped: it takes too much memory"),
        mark("Messages", "It takes more than the {limit_mb} MB there are for it."),
        mark("Messages", "Close other programs, or cut the file to your counties first."),
    ),
    "source_reader_crashed": (
        mark("Messages", "Reading {name} broke down"),
        mark("Messages", "The part of the program that reads files ended ({reason}). Nothing else is harmed."),
        mark("Messages", "Ask its owner to export it again, as GeoPackage if possible; other files can be read."),
    ),
    "source_unclear_classes": (
        mark("Messages", "It is not clear which classes {name} has"),
        mark("Messages", "Its values fit {candidates}."),
        mark("Messages", "Name the classification: {name}=CLASSIFICATION."),
    ),
    "plan": (
        mark("Messages", "The plan {name} cannot be used"),
        mark("Messages", "{reason}"),
        mark("Messages", "Open another plan, or a copy of this one."),
    ),
    "plan_not_a_plan": (
        mark("Messages", "{name} is not a Lianfang plan"),
        mark("Messages", "{reason}."),
        mark("Messages", "To use it as a layer, drop it on the window of an open plan."),
    ),
    "plan_not_a_plan.not_sqlite": (
        mark("Messages", "{name} is not a Lianfang plan"),
        mark("Messages", "{reason}."),
        mark("Messages", "If it was a plan once, salvage it, or open an earlier version from the start page."),
    ),
    "plan_not_a_plan.empty": (
        mark("Messages", "{name} is empty"),
        mark("Messages", "There is nothing in the file; perhaps it was not copied to its end."),
        mark("Messages", "Copy it again from where it came, or open an earlier version from the start page."),
    ),
    "plan_from_future": (
        mark("Messages", "{name} was written by a newer version"),
        mark("Messages", "The plan has format {found}; this program knows format {known}. It was not changed."),
        mark("Messages", "Update the program, then open it again."),
    ),
    "plan_read_only": (
        mark("Messages", "{name} cannot be written"),
        mark("Messages", "{reason}."),
        mark("Messages", "Close it elsewhere, or save a copy in another folder and go on there."),
    ),
    "plan_read_only.locked": (
        mark("Messages", "{name} is open for reading"),
        mark("Messages", "Since {since} it is open for writing on the computer {host}, by {user}."),
        mark("Messages", "Wait until it is closed there, or go on in a copy."),
    ),
    "plan_read_only.newer": (
        mark("Messages", "{name} is open for reading"),
        mark("Messages", "A newer version made it (format {found}; this program knows {known})."),
        mark("Messages", "Update the program to change it; a copy keeps the newer format."),
    ),
    "plan_read_only.no_room_to_upgrade": (
        mark("Messages", "{name} is open for reading"),
        mark("Messages", "An earlier version made it, and there is no room for the upgraded copy."),
        mark("Messages", "Free some space and try again, or go on in a copy on another drive."),
    ),
    "plan_read_only.name_too_long": (
        mark("Messages", "{name} is open for reading"),
        mark("Messages", "Its name is too long for the files that lie beside an open plan."),
        mark("Messages", "Shorten the name of the file, or go on in a copy."),
    ),
    "plan_read_only.file": (
        mark("Messages", "{name} is open for reading"),
        mark("Messages", "The file is write-protected."),
        mark("Messages", "Allow it to be written and try again, or go on in a copy."),
    ),
    "plan_read_only.disk_full": (
        mark("Messages", "{name} is open for reading"),
        mark("Messages", "The disk is full: there is no room for what a change needs."),
        mark("Messages", "Free some space and try again, or go on in a copy on another drive."),
    ),
    "plan_read_only.disk_error": (
        mark("Messages", "{name} is open for reading"),
        mark("Messages", "The drive reports an error."),
        mark("Messages", "Check the drive and its cable and try again, or go on in a copy on another drive."),
    ),
    "plan_not_read": (
        mark("Messages", "{name} cannot be read"),
        mark("Messages", "{reason}."),
        mark(
            "Messages",
            "Check that its drive is connected and has room, then open it again. Nothing in it was changed.",
        ),
    ),
    "plan_lost_while_reading": (
        mark("Messages", "The plan cannot be read"),
        mark("Messages", "{reason}."),
        mark("Messages", "What was confirmed is on its drive. Check that it is connected, then open the plan again."),
    ),
    "plan_read_only.folder": (
        mark("Messages", "{name} cannot be written"),
        mark("Messages", "The folder {folder} is write-protected."),
        mark("Messages", "Allow it to be written and try again, or go on in a copy in another folder."),
    ),
    "plan_name_too_long": (
        mark("Messages", "The name {name} is too long"),
        mark("Messages", "It takes {length} bytes, and {limit} is the most in this folder. Nothing was written."),
        mark("Messages", "Shorten it by {characters} in Chinese characters, or {excess} in letters."),
    ),
    "plan_not_saved.disk_full": (
        mark("Messages", "Not saved: the disk is full"),
        mark("Messages", "The last change was not made; {name} is as it was before."),
        mark("Messages", "Free some space and do it again, or go on in a copy on another drive."),
    ),
    "plan_not_saved.busy": (
        mark("Messages", "Not saved: another program holds {name}"),
        mark("Messages", "The last change was not made; the plan is as it was before."),
        mark("Messages", "Close it in the other program and do it again."),
    ),
    "plan_not_saved.disk_error": (
        mark("Messages", "Not saved: the drive reports an error"),
        mark("Messages", "The last change was not made; {name} is as it was before."),
        mark("Messages", "Check the drive and its cable and do it again, or go on in a copy on another drive."),
    ),
    "plan_not_saved.moved_away": (
        mark("Messages", "{name} is no longer in its place"),
        mark("Messages", "The file was deleted or renamed, or its drive was taken out of {folder}."),
        mark("Messages", "Put it back or plug the drive in and try again, or go on in a copy."),
    ),
    "plan_not_saved.folder_gone": (
        mark("Messages", "{name} cannot be reached"),
        mark("Messages", "The folder {folder} is no longer there, or its drive was taken out."),
        mark("Messages", "Plug the drive in and try again, or go on in a copy."),
    ),
    "plan_not_saved.replaced": (
        mark("Messages", "Another file lies in the place of {name}"),
        mark("Messages", "It was put there while the plan was open; it is left alone."),
        mark("Messages", "Go on in a copy under another name, or try again to open what lies there."),
    ),
    "plan_not_saved.drive_fails": (
        mark("Messages", "{name} cannot be reached"),
        mark("Messages", "The drive of {folder} does not answer."),
        mark("Messages", "Check the drive and try again, or go on in a copy."),
    ),
    "plan_damaged": (
        mark("Messages", "{name} is damaged"),
        mark("Messages", "{reason}. The file was not changed."),
        mark("Messages", "Work on a copy, or on the copy you handed out last."),
    ),
    "plan_not_saved": (
        mark("Messages", "The change could not be saved"),
        mark("Messages", "{name}: {reason}. The plan is as it was before."),
        mark("Messages", "Free some space on the disk, or save a copy elsewhere."),
    ),
    "backup_failed": (
        mark("Messages", "No earlier version could be kept"),
        mark("Messages", "{path}: {reason}."),
        mark("Messages", "Your work is saved in the plan itself; only the version beside it is missing."),
    ),
    "package_not_a_package": (
        mark("Messages", "{name} is not a packed plan"),
        mark("Messages", "{reason}."),
        mark("Messages", "Check that it is the right file, and that it was copied to its end."),
    ),
    "package_damaged": (
        mark("Messages", "{name} is not unpacked"),
        mark("Messages", "{reason}. Nothing of it was left on the disk."),
        mark("Messages", "Copy it again from where it came, or ask its sender to pack it again."),
    ),
    "package_from_future": (
        mark("Messages", "{name} was packed by a newer version"),
        mark("Messages", "It has format {found}; this program knows format {known}. It was not changed."),
        mark("Messages", "Update the program, then open it again."),
    ),
    "package_not_saved": (
        mark("Messages", "{name} could not be written"),
        mark("Messages", "{reason}. Nothing was left behind, and nothing that was there has changed."),
        mark("Messages", "Free some space on the disk, or choose another folder."),
    ),
    "analysis": (
        mark("Messages", "The analysis lacks a layer"),
        mark("Messages", "Missing: {missing}."),
        mark("Messages", "Add that layer, or choose counties from the built-in list."),
    ),
    "analysis.no_shared_line": (
        mark("Messages", "No two counties of this plan share a line"),
        mark("Messages", "Blocks are made along the lines between counties."),
        mark("Messages", "Add the neighbour county, or choose it from the built-in list."),
    ),
    "analysis.no_zones": (
        mark("Messages", "There are no shared zones to divide"),
        "",
        mark("Messages", "Derive the zones first, or make blocks near county lines."),
    ),
    "table": (
        mark("Messages", "The table {name} cannot be used"),
        "{detail}.",
        mark("Messages", "Save it as .csv in UTF-8 or as .xlsx, with names of columns in the first row."),
    ),
    "table.large": (
        mark("Messages", "The table {name} cannot be used"),
        mark("Messages", "It is too large to be a table that somebody typed."),
        mark("Messages", "Save it as .csv in UTF-8 or as .xlsx, with names of columns in the first row."),
    ),
    "table.no_heads": (
        mark("Messages", "No inventory was found in {name}"),
        mark("Messages", "No sheet has a row of heads that names things and how many, where or whose they are."),
        mark(
            "Messages", "Name the columns 物资名称, 数量 and so on, or begin from the template (Inventory, Template…)."
        ),
    ),
    "table.empty": (
        mark("Messages", "The table {name} cannot be used"),
        mark("Messages", "There is nothing in it."),
        mark("Messages", "Save it as .csv in UTF-8 or as .xlsx, with names of columns in the first row."),
    ),
    "table.broken": (
        mark("Messages", "The table {name} cannot be used"),
        mark("Messages", "It cannot be opened as what its name says."),
        mark("Messages", "Save it as .csv in UTF-8 or as .xlsx, with names of columns in the first row."),
    ),
    "table.encoding": (
        mark("Messages", "The table {name} cannot be used"),
        mark("Messages", "Its text is neither UTF-8 nor GB 18030."),
        mark("Messages", "Save it as .csv in UTF-8 or as .xlsx, with names of columns in the first row."),
    ),
    "table.item": (
        mark("Messages", "The table {name} cannot be used"),
        mark("Messages", "Line {line} does not say which item it is about."),
        mark("Messages", "Save it as .csv in UTF-8 or as .xlsx, with names of columns in the first row."),
    ),
    "table.figures": (
        mark("Messages", "The table {name} cannot be used"),
        mark("Messages", "There are no figures in it: sources stand in the first column, receptors in the first row."),
        mark("Messages", "Save it as .csv in UTF-8 or as .xlsx, with names of columns in the first row."),
    ),
    "table.citation": (
        mark("Messages", "The table {name} names no source"),
        mark("Messages", "Figures of others are never shown without the study they come from."),
        mark("Messages", "Add a line “# 来源：…” with the study, or give it with the command."),
    ),
    "table.column": (
        mark("Messages", "The table {name} lacks a column"),
        mark("Messages", "There is none called {column}."),
        mark("Messages", "Put the names of the columns into the first row: item, grade, value, unit."),
    ),
    "table.number": (
        mark("Messages", "The table {name} has a figure that cannot be used"),
        mark("Messages", "Line {line}: {said} is no number from 0 on."),
        mark("Messages", "Correct it; leave the cell empty where the figure is not known."),
    ),
    "table.actions": (
        mark("Messages", "The table {name} is no table of protective distances"),
        mark("Messages", "{detail}"),
        mark("Messages", "Save the table in use with *Copy…*, correct that and read it again."),
    ),
    "table.twice": (
        mark("Messages", "The table {name} says something twice"),
        mark("Messages", "Line {line}: {said} is there already."),
        mark("Messages", "Take one of the two lines out."),
    ),
    "table.over": (
        mark("Messages", "The table {name} has more than 100 %"),
        mark("Messages", "The parts of {said} add up to {total} %."),
        mark("Messages", "Check the figures, or give the unit in a line “# 单位：…”."),
    ),
    "fire_nothing_spreads": (
        mark("Messages", "No fire spreads in this weather"),
        mark("Messages", "R0 is {rate} m/min: too cool or too damp."),
        mark("Messages", "Give a warmer or drier day, or R0 itself."),
    ),
    "national": (
        mark("Messages", "The run in pieces cannot go on"),
        "",
        mark("Messages", "Run again: finished pieces are kept."),
    ),
    "shared_folder_unseen": (
        mark("Messages", "{host} does not see the shared folder"),
        mark("Messages", "The folder {path} is not there."),
        mark("Messages", "Mount it on that machine under the same name and run again: finished pieces are kept."),
    ),
    "shared_piece_damaged": (
        mark("Messages", "A file of a finished piece is missing or was changed"),
        "{path}",
        mark("Messages", "Run again: what is damaged is made anew, the rest is kept."),
    ),
    "worker_differs": (
        mark("Messages", "A worker runs another version of the program"),
        mark("Messages", "{host} has {value}, this run was started with {wanted}: its numbers might differ."),
        mark("Messages", "Install the same version of the program and of its libraries there, and run again."),
    ),
    "worker_lost": (
        mark("Messages", "Workers were lost {times} times at {piece}"),
        mark("Messages", "Most likely memory ran out ({limit} each)."),
        mark("Messages", "Give each worker more (--worker-memory), or start fewer; finished pieces are kept."),
    ),
    "no_workers": (
        mark("Messages", "The scheduler has no workers"),
        mark("Messages", "{value} answers, but nobody works for it."),
        mark("Messages", "Start some on each machine: dask worker {value} --nthreads 1"),
    ),
    "scheduler_missing": (
        mark("Messages", "dask.distributed is not installed"),
        mark("Messages", "Work in pieces by several workers needs it; everything else does not."),
        mark("Messages", 'Install it: pip install "lianfang[national]", or use --scheduler none.'),
    ),
    "scheduler_unreachable": (
        mark("Messages", "No scheduler answers at {value}"),
        mark("Messages", "Nothing came back within 20 s."),
        mark(
            "Messages",
            "Check that dask scheduler runs there and that address and port are right, or use --scheduler local.",
        ),
    ),
    "fire_land_too_large": (
        mark("Messages", "The land is too large for cells of {cell_m} m"),
        mark("Messages", "That would be {cells} cells; at most {most} fit into memory."),
        mark(
            "Messages", "Use cells of {least_m} m or more (on the command line: --cell), or a plan of fewer counties."
        ),
    ),
    "cells_too_coarse": (
        mark("Messages", "The cells are too coarse to look {distance_m} m around"),
        mark("Messages", "Cells of {cell_m} m are; three of them must fit into the distance."),
        mark("Messages", "Use cells of {most_m} m or less, or a longer distance."),
    ),
    "directions_too_large": (
        mark("Messages", "The land is too large to look only {distance_m} m around"),
        mark("Messages", "That would be {cells} cells; at most {most} fit into memory."),
        mark("Messages", "Choose one village, or let fuel set other fuel alight from farther away (500 m)."),
    ),
    "fire_outside": (
        mark("Messages", "The fire lies outside the plan's counties"),
        mark("Messages", "Nothing is known about the land at {lon}, {lat}."),
        mark("Messages", "Check the coordinate, or add the county it lies in."),
    ),
    "river_too_far": (
        mark("Messages", "No river is near enough"),
        mark("Messages", "Within {limit_m} m of {lon}, {lat} the plan has no river line."),
        mark("Messages", "Check the coordinate, or allow a longer way to the river."),
    ),
    "exchange": (
        mark("Messages", "The other plan cannot be taken in"),
        mark("Messages", "It does not fit this one."),
        mark("Messages", "Nothing was changed."),
    ),
    "exchange_undecided": (
        mark("Messages", "Not decided yet"),
        mark("Messages", "Both sides changed %n thing(s): {titles}."),
        mark("Messages", "Decide each, or leave it for later; nothing was changed."),
    ),
    "exchange_stale": (
        mark("Messages", "The plan was changed meanwhile"),
        mark("Messages", "What is shown was compared with an earlier state."),
        mark("Messages", "Compare again; nothing was changed."),
    ),
    "zone_edit": (
        mark("Messages", "The zone was not changed"),
        mark("Messages", "It cannot be changed like this."),
        mark("Messages", "It stays as it was."),
    ),
    "zones_not_alike": (
        mark("Messages", "These zones cannot be one"),
        mark("Messages", "{names} are of different hazards or lie between different counties."),
        mark("Messages", "Select zones of one hazard between the same counties."),
    ),
    "zone_outline_outside": (
        mark("Messages", "The outline lies outside"),
        mark("Messages", "No county of the plan holds any of it."),
        mark("Messages", "Draw it over a county."),
    ),
    "shaping": (
        mark("Messages", "The area cannot be given this shape"),
        mark("Messages", "It stays as it was."),
        mark("Messages", "Try another value or another shape."),
    ),
    "shaping_nothing_left": (
        mark("Messages", "Nothing would be left of the area"),
        mark("Messages", "It stays as it was."),
        mark("Messages", "Use a smaller value, or another shape."),
    ),
    "shaping_line_does_not_divide": (
        mark("Messages", "The line does not cross the area from side to side"),
        mark("Messages", "It stays in one piece."),
        mark("Messages", "Begin and end the line outside the area, or on its outline."),
    ),
    "shaping_hole_not_inside": (
        mark("Messages", "The hole does not lie wholly inside the area"),
        mark("Messages", "It must not touch the outline or another hole."),
        mark("Messages", "Draw it inside, or subtract another area instead."),
    ),
    "shaping_nothing_in_common": (
        mark("Messages", "Nothing would change"),
        mark("Messages", "The two shapes do not cut each other."),
        mark("Messages", "Choose one that overlaps the area in part."),
    ),
    "shaping_alternatives_alike": (
        mark("Messages", "One of the two lies inside the other"),
        mark("Messages", "What would come of it is one of the two as it is."),
        mark("Messages", "Choose two that overlap in part, or copy one of them."),
    ),
    "shaping_no_holes": (
        mark("Messages", "The area has no holes"),
        mark("Messages", "It stays as it was."),
        mark("Messages", "Choose an area that has some."),
    ),
    "picture_not_placed": (
        mark("Messages", "The points do not place the picture"),
        mark("Messages", "They do not fit each other."),
        mark("Messages", "Look for a point that was set wrongly."),
    ),
    "picture_not_placed.too_few": (
        mark("Messages", "More points are needed"),
        mark("Messages", "{count} of {least} points are set."),
        mark("Messages", "Click a point in the picture, then the same place on the map."),
    ),
    "picture_not_placed.same_place": (
        mark("Messages", "All points are at one place"),
        mark("Messages", "Points that coincide cannot turn or scale a picture."),
        mark("Messages", "Set points far from each other, near the corners of the picture."),
    ),
    "picture_not_placed.on_a_line": (
        mark("Messages", "The points lie on a line"),
        mark("Messages", "Across that line nothing says how wide the picture is."),
        mark("Messages", "Set a point away from the line, or choose “moved, turned, scaled”."),
    ),
    "picture_not_placed.not_determined": (
        mark("Messages", "The points do not determine a bent picture"),
        mark("Messages", "Too many of them lie on one curve."),
        mark("Messages", "Spread points over the whole picture, or choose “stretched too”."),
    ),
    "picture_not_placed.mirrored": (
        mark("Messages", "The points show the picture mirrored"),
        mark("Messages", "Two of them seem to have changed places."),
        mark("Messages", "Compare each number in the picture with that on the map."),
    ),
    "picture_not_placed.far_away": (
        mark("Messages", "A point lies far from the plan"),
        mark("Messages", "Its coordinates cannot be shown on this map."),
        mark("Messages", "Correct it in the table."),
    ),
    "shaping_unsound": (
        mark("Messages", "This is not an area"),
        mark("Messages", "It needs three corners, and sides that do not cross."),
        mark("Messages", "Draw it again, or use another value."),
    ),
    "export.too_few_parties": (
        mark("Messages", "An agreement needs two parties"),
        mark("Messages", "Fewer than two can be told from the agreement or the areas."),
        mark("Messages", "Choose the parties, or an area that lies in two counties."),
    ),
    "template_broken": (
        mark("Messages", "The template {name} cannot be used"),
        mark("Messages", "{reason}."),
        mark("Messages", "Mend the mark in Word or WPS, or delete the file to use the program's own template."),
    ),
    "template_field": (
        mark("Messages", "The template {name} asks for an unknown field"),
        mark("Messages", "There is no field “{field}”."),
        mark("Messages", "Correct its name in the template; the help lists the fields."),
    ),
    "template_construct": (
        mark("Messages", "{name} cannot be set as PDF"),
        mark("Messages", "It holds: {constructs}."),
        mark("Messages", "Take it out of the template, or make the PDF from the DOCX with Word or WPS."),
    ),
    "briefing": (
        mark("Messages", "There is nothing to brief on"),
        mark("Messages", "{detail}"),
        mark("Messages", "Choose something else."),
    ),
    "briefing.no_zones": (
        mark("Messages", "There is nothing to brief on yet"),
        mark("Messages", "The plan has no zones and borders."),
        mark("Messages", "Derive the zones first."),
    ),
    "briefing.nothing_chosen": (
        mark("Messages", "There is nothing to brief on"),
        mark("Messages", "No zone or border of the plan is what was chosen."),
        mark("Messages", "Choose another county, border or hazard, or all of them."),
    ),
    "plate": (
        mark("Messages", "The map plate cannot be made"),
        mark("Messages", "{detail}"),
        mark("Messages", "Choose something else to show."),
    ),
    "plate.plan_empty": (
        mark("Messages", "There is nothing to print yet"),
        mark("Messages", "The plan has no counties, joint-patrol areas or zones."),
        mark("Messages", "Add county boundaries first, or draw an area."),
    ),
    "plate.subject_gone": (
        mark("Messages", "What the plate is about is no longer in the plan"),
        mark("Messages", "It was removed, or derived anew under another key."),
        mark("Messages", "Choose another area, zone or border in the plate window."),
    ),
    "plate.series_empty": (
        mark("Messages", "The series has no sheets"),
        mark("Messages", "The plan has nothing of the kind there."),
        mark("Messages", "Derive the zones or draw areas first, or choose another series."),
    ),
    "plate.too_many_sheets": (
        mark("Messages", "Too many sheets"),
        mark("Messages", "At 1:{scale} it would take more than {most}."),
        mark("Messages", "Choose a smaller scale, larger paper, or less ground."),
    ),
    "plate.paper_small": (
        mark("Messages", "The sheet does not fit on the printer's paper"),
        mark(
            "Messages",
            "The plate needs {needed}, the paper is {there}. Nothing was printed; the scale is never changed.",
        ),
        mark("Messages", "Choose {paper} paper in the printer's settings, or smaller paper in the plate window."),
    ),
    "plate.margins_wide": (
        mark("Messages", "The printer cannot print to the edge of the plate"),
        mark(
            "Messages",
            "The plate needs {needed}, this printer prints on {there} of the paper. "
            "Nothing was printed; the scale is never changed.",
        ),
        mark(
            "Messages",
            "Choose larger paper in the printer's settings, another printer, or smaller paper in the plate window.",
        ),
    ),
    "plate.not_printed": (
        mark("Messages", "The printer did not take the sheets"),
        mark("Messages", "{printer} refused to start or stopped."),
        mark("Messages", "See whether it is switched on and has paper, or save a PDF and print that."),
    ),
    "export": (
        mark("Messages", "{name} cannot be written"),
        mark("Messages", "{reason}."),
        mark("Messages", "Choose another folder, or close the file in the other program."),
    ),
}
