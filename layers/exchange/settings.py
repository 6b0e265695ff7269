"""What a plan keeps beside its tables, built as the program builds it: a stranger's is told before it is used."""

from __future__ import annotations

from layers.plan.contents import PlanContents


def require_settings(store: PlanContents) -> None:
    """Build the settings of every field of which the plan keeps some; what is not kept costs nothing.

    Raises
    ------
    Exception
        Of any kind: something kept is not what the program writes.
    """
    if kept := store.check_rules():
        from layers.patrol.area_checks import CheckRules

        CheckRules.from_dict(kept)
    if kept := store.river_settings():
        from layers.rivers.settings import RiverSettings

        RiverSettings.from_dict(kept)
    if kept := store.patrol_rules():
        from layers.routes.rules import PatrolRules

        PatrolRules.from_dict(kept)
    if kept := store.hazard_lists():
        from layers.hazards.lists import HazardLists

        HazardLists.from_dict(kept)
    if kept := store.year_settings():
        from layers.year.settings import YearSettings

        YearSettings.from_dict(kept)
    if kept := store.inventory_settings():
        from layers.inventory.model import InventorySettings

        InventorySettings.from_dict(kept)
    if kept := store.register_settings():
        from layers.agreements.settings import RegisterSettings

        RegisterSettings.of(kept)
    if choices := store.fire_choices():
        from layers.spread.choices import FireChoices

        FireChoices.of(store.parameters(), choices)
