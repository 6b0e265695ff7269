"""Words for what a change of the plan did, for undo texts and the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from app import record_words, words
from app.i18n import mark
from app.messages import Facts

#: Codes of change rows.
CHANGES: Mapping[str, str] = {
    "plan_created": mark("Changes", "Create the plan"),
    "plan_info_changed": mark("Changes", "Change the plan's facts"),
    "sample_added": mark("Changes", "Add the sample"),
    "layers_added": mark("Changes", "Add {titles}"),
    "layer_removed": mark("Changes", "Remove {title}"),
    "forest_made": mark("Changes", "Make forest from {source}"),
    "forest_made_again": mark("Changes", "Make forest from {source} again"),
    "layer_shown": mark("Changes", "Show {title}"),
    "layer_hidden": mark("Changes", "Hide {title}"),
    "layers_shown": mark("Changes", "Show {count} layers"),
    "layers_hidden": mark("Changes", "Hide {count} layers"),
    "layer_opacity": mark("Changes", "{title}: opacity"),
    "layer_color": mark("Changes", "{title}: colour"),
    "taken_in": mark("Changes", "Take in what {name} changed ({count})"),
    "scene_added": mark("Changes", "Keep the scene {name}"),
    "scene_updated": mark("Changes", "Scene {name}: as seen now"),
    "scene_renamed": mark("Changes", "Rename the scene to {name}"),
    "scene_removed": mark("Changes", "Remove the scene {name}"),
    "scenes_ordered": mark("Changes", "Reorder the scenes"),
    "plate_kept": mark("Changes", "Keep the map plate {name}"),
    "plate_removed": mark("Changes", "Remove the map plate {name}"),
    "scene_shown": mark("Changes", "Scene: {name}"),
    "layer_look": mark("Changes", "{title}: look"),
    "layers_ordered": mark("Changes", "Reorder the layers"),
    "picture_placed": mark("Changes", "Place {title} by control points"),
    "raster_relinked": mark("Changes", "Link {titles} to the file again"),
    "layer_role": mark("Changes", "{title}: role"),
    "layer_columns": mark("Changes", "{title}: columns"),
    "layer_renamed": mark("Changes", "Rename to {title}"),
    "layer_speaks_for": mark("Changes", "{title}: counties"),
    "zone_status": mark("Changes", "Change the status of {zone}"),
    "zone_edited": mark("Changes", "Edit {zone} by hand"),
    "zone_reshaped": mark("Changes", "Draw the outline of {zone}"),
    "zone_reverted": mark("Changes", "{zone}: back to the derived"),
    "zones_dropped": mark("Changes", "Not a zone: {titles}"),
    "zones_merged": mark("Changes", "Merge the zones {titles}"),
    "zone_restored": mark("Changes", "Put {zone} back"),
    "zone_conflict_kept": mark("Changes", "{zone}: keep mine"),
    "zone_conflict_taken": mark("Changes", "{zone}: take the new one"),
    "road_marked": mark("Changes", "Dangerous goods on {name}"),
    "patrol_area_added": mark("Changes", "Draw {name}"),
    "patrol_area_reshaped": mark("Changes", "Reshape {name}"),
    "patrol_area_renamed": mark("Changes", "Rename to {name}"),
    "patrol_area_noted": mark("Changes", "{name}: note"),
    "patrol_area_removed": mark("Changes", "Remove {name}"),
    "patrol_areas_split": mark("Changes", "Split {titles}"),
    "patrol_areas_merged": mark("Changes", "Merge into {titles}"),
    "patrol_areas_holed": mark("Changes", "Cut a hole into {titles}"),
    "patrol_areas_filled": mark("Changes", "Fill the holes of {titles}"),
    "patrol_areas_buffered": mark("Changes", "Widen or narrow {titles}"),
    "patrol_areas_clipped": mark("Changes", "Clip {titles} to counties"),
    "patrol_areas_subtracted": mark("Changes", "Subtract from {titles}"),
    "patrol_areas_simplified": mark("Changes", "Simplify {titles}"),
    "patrol_areas_smoothed": mark("Changes", "Smooth {titles}"),
    "patrol_areas_moved": mark("Changes", "Move {titles}"),
    "patrol_areas_transformed": mark("Changes", "Turn or scale {titles}"),
    "patrol_areas_typed": mark("Changes", "Type coordinates of {titles}"),
    "patrol_areas_joined": mark("Changes", "Reshape {titles} together"),
    "patrol_areas_mended": mark("Changes", "Mend {titles}"),
    "area_limit_set": mark("Changes", "Change the largest size of a patrol area"),
    "area_finding_accepted": mark("Changes", "Let a finding about {name} stand"),
    "area_findings_restored": mark("Changes", "Tell ignored findings again"),
    "zone_copied": mark("Changes", "Copy a zone into {titles}"),
    "patrol_areas_removed": mark("Changes", "Remove {titles}"),
    "blocks_made": mark("Changes", "Make {count} blocks"),
    "blocks_removed": mark("Changes", "Remove the blocks"),
    "blocks_joined": mark("Changes", "Join blocks into {titles}"),
    "blocks_added": mark("Changes", "Add blocks to {titles}"),
    "blocks_taken": mark("Changes", "Take blocks from {titles}"),
    "patrol_areas_imported": mark("Changes", "Import patrol areas"),
    "recorded_added": mark("Changes", "Record {record}"),
    "recorded_changed": mark("Changes", "Change {record}"),
    "recorded_moved": mark("Changes", "Move {record}"),
    "recorded_removed": mark("Changes", "Remove {record}"),
    "recorded_removed_several": mark("Changes", "Remove {count} records"),
    "sliver_judged": mark("Changes", "Judge a gap or overlap of {counties}"),
    "slivers_judged_pair": mark("Changes", "Judge {count} gaps and overlaps of {counties}"),
    "slivers_judged": mark("Changes", "Judge {count} gaps and overlaps"),
    "slivers_unjudged": mark("Changes", "Take back {count} verdict(s) on gaps and overlaps"),
    "agreements_changed": mark("Changes", "Change the agreement register"),
    "contacts_changed": mark("Changes", "Change the contacts"),
    "register_row_added": mark("Changes", "Enter {name}"),
    "register_row_changed": mark("Changes", "Change {name}"),
    "register_rows_removed": mark("Changes", "Remove {name} from the register"),
    "register_imported": mark("Changes", "Read {count} rows into the register"),
    "year_moved": mark("Changes", "Move {name} to {day}"),
    "year_done": mark("Changes", "{name}: done"),
    "year_dropped": mark("Changes", "Leave out {name}"),
    "year_restored": mark("Changes", "{name}: as the rules say"),
    "year_held": mark("Changes", "{name} was held"),
    "year_confirmed": mark("Changes", "{by} confirms {count} line(s) for {year}"),
    "year_unconfirmed": mark("Changes", "Take back {count} confirmation(s) for {year}"),
    "year_rolled": mark("Changes", "Carry the plan on into {year}"),
    "year_settings_set": mark("Changes", "Change seasons and numbers of the calendar"),
    "duties_filled": mark("Changes", "Fill the responsibility list from the zones"),
    "duty_decided": mark("Changes", "Decide on {name}"),
    "account_kept": mark("Changes", "Keep the account of {name}"),
    "account_removed": mark("Changes", "Remove the kept account of {name}"),
    "register_settings_set": mark("Changes", "Change what the register is judged by"),
    "stock_added": mark("Changes", "Inventory: add {name}"),
    "stock_changed": mark("Changes", "Inventory: change {name}"),
    "stock_removed": mark("Changes", "Inventory: remove {name}"),
    "stock_removed_several": mark("Changes", "Inventory: remove {count} rows"),
    "stock_imported": mark("Changes", "Inventory: import {count} rows from {file}"),
    "need_added": mark("Changes", "Need for {name}"),
    "need_changed": mark("Changes", "Change the need for {name}"),
    "need_removed": mark("Changes", "Remove the need for {name}"),
    "need_removed_several": mark("Changes", "Remove {count} needs"),
    "hazard_checked": mark("Changes", "Inspection of {name}"),
    "inventory_settings_set": mark("Changes", "Change what the inventory is judged by"),
    "exercise_added": mark("Changes", "New exercise {name}"),
    "exercise_changed": mark("Changes", "Exercise {name}"),
    "exercise_removed": mark("Changes", "Remove the exercise {name}"),
    "exercise_registered": mark("Changes", "Enter {name} in the register of drills"),
    "exercise_logged": mark("Changes", "Exercise {name}: log"),
    "exercise_site_added": mark("Changes", "Exercise: place {name}"),
    "exercise_site_changed": mark("Changes", "Exercise: change {name}"),
    "exercise_site_moved": mark("Changes", "Exercise: move {name}"),
    "exercise_site_removed": mark("Changes", "Exercise: remove {name}"),
    "exercise_script": mark("Changes", "Exercise: script from physics"),
    "exercise_line_added": mark("Changes", "Exercise: add a line to the script"),
    "exercise_line_changed": mark("Changes", "Exercise: change the script"),
    "exercise_line_removed": mark("Changes", "Exercise: remove lines of the script"),
    "exercise_line_logged": mark("Changes", "Exercise: log a task"),
    "parameters_set": mark("Changes", "Change the parameters"),
    "patrol_rules_set": mark("Changes", "Change what was agreed on for patrols"),
    "river_settings_set": mark("Changes", "Change what rivers are worked out with"),
    "river_judged": mark("Changes", "Say which way a river runs"),
    "fire_choices_set": mark("Changes", "Change what fires run with"),
    "fire_rose_set": mark("Changes", "Change the wind rose"),
    "fire_scenarios_set": mark("Changes", "Change the fire scenarios"),
    "receptors_added": mark("Changes", "Add the table {name}"),
    "receptors_removed": mark("Changes", "Remove the table {name}"),
    "grades_read": mark("Changes", "Read the grades of {name}"),
    "hazard_sets_set": mark("Changes", "Change the sets of numbers of hazards"),
    "limits_set": mark("Changes", "Write the limits in words of {name}"),
    "answers_set": mark("Changes", "Answer {count} check(s) before export"),
    "version_begun": mark("Changes", "Begin version {number} of {name}"),
    "version_described": mark("Changes", "Text and annex of {name}"),
    "version_negotiated": mark("Changes", "{name}: version {number} negotiated"),
    "version_agreed": mark("Changes", "{name}: a party agrees"),
    "version_declined": mark("Changes", "{name}: a party declines"),
    "version_signed": mark("Changes", "Sign version {number} of {name}"),
    "version_withdrawn": mark("Changes", "Withdraw version {number} of {name}"),
    "comment_added": mark("Changes", "Comment “{name}”"),
    "comment_replied": mark("Changes", "Reply to “{name}”"),
    "comment_open": mark("Changes", "Open “{name}” again"),
    "comment_answered": mark("Changes", "“{name}” is answered"),
    "comment_settled": mark("Changes", "“{name}” is settled"),
    "comment_removed": mark("Changes", "Remove the comment “{name}”"),
    "weights_set": mark("Changes", "Change the weights of the rank"),
    "rebuilt_from_memory": mark("Changes", "Write the plan anew from memory"),
    "analysed": mark("Changes", "Derive the zones"),
}
_OTHER_CHANGE = mark("Changes", "Change the plan")


def change_text(code: str, facts: Mapping[str, Any]) -> str:
    """Return what a change did, in a few words."""
    titles = facts.get("titles")
    known = Facts(facts)
    if titles is not None:
        known["titles"] = _few([str(title) for title in titles])
    if "derived" in facts:
        known["title"] = words.derived(str(facts["derived"]))
    if "record_kind" in facts:
        known["record"] = record_words.titled(str(facts["record_kind"]), str(facts.get("name", "")))
    text = QCoreApplication.translate("Changes", CHANGES.get(code, _OTHER_CHANGE))
    return text.format_map(known)


def _few(names: list[str], limit: int = 2) -> str:
    if len(names) <= limit:
        return words.joined(names)
    more = QCoreApplication.translate("Changes", "{names} and {count} more")
    return more.format(names=words.joined(names[:limit]), count=len(names) - limit)
