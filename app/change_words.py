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
    "scene_added": mark("Changes", "Keep the scene {name}"),
    "scene_updated": mark("Changes", "Scene {name}: as seen now"),
    "scene_renamed": mark("Changes", "Rename the scene to {name}"),
    "scene_removed": mark("Changes", "Remove the scene {name}"),
    "scenes_ordered": mark("Changes", "Reorder the scenes"),
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
    "parameters_set": mark("Changes", "Change the parameters"),
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
