"""Which page tells about which card, panel, dialog or tool, and the order of the pages in the contents.

A page belongs to a module: what stands in it is one subject; where a module has several, ``OF_CLASS`` says which.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import mark

#: The page shown when nothing better is known.
FIRST = "first_steps"

#: Contents: heading, pages in their order.  Every page is in it once.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Help", "Begin"), ("first_steps", "window", "planner", "committee", "organiser", "plans")),
    (
        mark("Help", "Bring data in"),
        ("add_layers", "place", "layers", "look", "table", "mending", "slivers", "land_cover", "record", "scans"),
    ),
    (
        mark("Help", "See the zones"),
        (
            "map",
            "identify",
            "analysis",
            "zones",
            "zone_card",
            "zones_by_hand",
            "ranking",
            "figures",
            "findings",
            "across",
        ),
    ),
    (
        mark("Help", "Fire, water, other hazards"),
        (
            *("fire", "reach", "transmission", "directions", "scenarios", "response", "lookouts", "patrols"),
            *("rivers", "spill", "hazards", "release", "hazard_lists"),
        ),
    ),
    (mark("Help", "Draw"), ("drawing", "patrol", "shapes", "blocks")),
    (
        mark("Help", "Agree"),
        ("agreements", "gaps", "ledger", "inventory", "year", "versions", "comments", "exchange", "exercise"),
    ),
    (mark("Help", "In the meeting"), ("meeting", "minutes", "proposals", "briefing", "scenes")),
    (mark("Help", "Take out"), ("papers", "plates")),
    (mark("Help", "Look up"), ("history", "search", "settings", "trouble", "glossary", "keys")),
)

PAGES: tuple[str, ...] = tuple(page for _title, pages in SECTIONS for page in pages)

#: Module → page, without the leading "app.".
OF_MODULE: Mapping[str, str] = {
    # -- the window
    "window": "window",
    "toolbar": "window",
    "mapside": "map",
    "canvas.canvas": "map",
    "canvas.legend_box": "look",
    "widgets.statusbar": "window",
    "widgets.sidebar": "window",
    "widgets.notice": "plans",
    "walk.card": "first_steps",
    "help.viewer": "window",
    # -- cards over the map
    "cards.blocks": "blocks",
    "cards.depot": "inventory",
    "cards.proposals": "proposals",
    "cards.directions": "directions",
    "cards.figures": "figures",
    "cards.fire": "fire",
    "cards.hazard_lists": "hazard_lists",
    "cards.identify": "identify",
    "cards.look": "look",
    "cards.look_fields": "look",
    "cards.lookouts": "lookouts",
    "cards.measure": "identify",
    "cards.minutes": "minutes",
    "cards.minutes_begin": "minutes",
    "cards.minutes_parts": "minutes",
    "cards.patrols": "patrols",
    "cards.reach": "reach",
    "cards.receptors": "hazard_lists",
    "cards.record": "record",
    "cards.release": "release",
    "cards.response": "response",
    "cards.scenes": "scenes",
    "cards.shaping": "shapes",
    "cards.spill": "spill",
    "cards.standards": "rivers",
    "cards.swap": "zones_by_hand",
    "cards.transmission": "transmission",
    "cards.vertices": "shapes",
    "cards.weather": "fire",
    "cards.weights": "ranking",
    "cards.zone_matrix": "transmission",
    # -- panels at the sides
    "panels.attribute_table": "table",
    "panels.comments": "comments",
    "panels.exchange": "exchange",
    "panels.exercise": "exercise",
    "panels.findings": "findings",
    "panels.gaps": "gaps",
    "panels.history": "history",
    "panels.layer_card": "layers",
    "panels.layers": "layers",
    "panels.patrol": "patrol",
    "panels.placing": "scans",
    "panels.recent": "plans",
    "panels.records": "record",
    "panels.registers": "agreements",
    "panels.rivers": "rivers",
    "panels.roads": "across",
    "panels.slivers": "slivers",
    "panels.start": "first_steps",
    "panels.zone_card": "zone_card",
    "panels.zone_conflicts": "zones_by_hand",
    "panels.zone_edited": "zones_by_hand",
    "panels.zone_states": "zone_card",
    "panels.zones": "zones",
    # -- windows and dialogs
    "dialogs.alternative": "proposals",
    "dialogs.alternatives": "proposals",
    "dialogs.backups": "history",
    "dialogs.briefing": "briefing",
    "dialogs.columns": "add_layers",
    "dialogs.counties": "plans",
    "dialogs.crash": "trouble",
    "dialogs.crs_choice": "place",
    "dialogs.field_table": "add_layers",
    "dialogs.fields_page": "add_layers",
    "dialogs.gap_rules": "gaps",
    "dialogs.hand_over": "exchange",
    "dialogs.hazard_pages": "hazards",
    "dialogs.hazard_sets": "hazards",
    "dialogs.help": "keys",
    "dialogs.importing": "add_layers",
    "dialogs.inventory": "inventory",
    "dialogs.inventory_balance": "inventory",
    "dialogs.inventory_hazards": "inventory",
    "dialogs.inventory_import": "inventory",
    "dialogs.inventory_score": "inventory",
    "dialogs.inventory_stock": "inventory",
    "dialogs.landcover": "land_cover",
    "dialogs.layer_columns": "layers",
    "dialogs.layer_table": "add_layers",
    "dialogs.ledger": "ledger",
    "dialogs.mending_page": "mending",
    "dialogs.mending_window": "mending",
    "dialogs.new_plan": "plans",
    "dialogs.new_year": "year",
    "dialogs.notice": "fire",
    "dialogs.noticed_page": "add_layers",
    "dialogs.own_fit": "place",
    "dialogs.paper_check": "versions",
    "dialogs.paper_review": "papers",
    "dialogs.papers": "papers",
    "dialogs.parameters": "analysis",
    "dialogs.pdf_page": "scans",
    "dialogs.place_choice": "place",
    "dialogs.place_page": "place",
    "dialogs.place_picture": "place",
    "dialogs.plate": "plates",
    "dialogs.print_preview": "plates",
    "dialogs.register": "agreements",
    "dialogs.register_import": "agreements",
    "dialogs.salvage": "trouble",
    "dialogs.scenarios": "scenarios",
    "dialogs.search": "search",
    "dialogs.settings": "settings",
    "dialogs.side_by_side": "scenarios",
    "dialogs.spill_notice": "spill",
    "dialogs.text_page": "add_layers",
    "dialogs.unpacking": "exchange",
    "dialogs.version_act": "versions",
    "dialogs.version_text": "versions",
    "dialogs.versions": "versions",
    "dialogs.year": "year",
    "dialogs.year_export": "year",
    "dialogs.year_settings": "year",
    "dialogs.zone_edit": "zones_by_hand",
    # -- tools on the map
    "canvas.tools.blocks": "blocks",
    "canvas.tools.comment": "comments",
    "canvas.tools.corners": "drawing",
    "canvas.tools.directions": "directions",
    "canvas.tools.draw_agreed": "exchange",
    "canvas.tools.draw_patrol": "drawing",
    "canvas.tools.edit_vertices": "shapes",
    "canvas.tools.edit_zone": "zones_by_hand",
    "canvas.tools.exercise": "exercise",
    "canvas.tools.fire": "fire",
    "canvas.tools.identify": "identify",
    "canvas.tools.measure": "identify",
    "canvas.tools.navigate": "map",
    "canvas.tools.place_points": "scans",
    "canvas.tools.plate_frame": "plates",
    "canvas.tools.record": "record",
    "canvas.tools.record_lines": "record",
    "canvas.tools.release": "release",
    "canvas.tools.reshape": "shapes",
    "canvas.tools.spill": "spill",
    "canvas.tools.transform": "shapes",
}

#: Classes whose page is not their module's.
OF_CLASS: Mapping[str, str] = {
    "panels.registers.StraddlingPanel": "across",
    "panels.gaps.AgreementPages": "agreements",
    "canvas.tools.fire.OriginTool": "reach",
    "canvas.tools.fire.ResponseTool": "response",
    "dialogs.help.AboutDialog": "first_steps",
    "dialogs.counties.SpeaksForDialog": "layers",
}

#: Bases and parts that never stand by themselves: what is made of them has its own page.
WITHOUT_PAGE = frozenset(
    {
        *("cards.base", "cards.matrix", "cards.rows", "dialogs.layer_pages", "canvas.tools.base"),
    }
)


def page_of(kind: type) -> str:
    """Return the page about a class, by itself or what it is made from; "" when there is none."""
    for one in kind.__mro__:
        module = one.__module__.removeprefix("app.")
        page = OF_CLASS.get(f"{module}.{one.__name__}") or OF_MODULE.get(module)
        if page:
            return page
    return ""
