"""The law a document quotes, as it is in force on its date.

森林草原防灭火条例 (State Council decree 822) has been in force since 2026-01-01 in place of 森林防火条例 (541);
突发事件应对法 as revised on 2024-06-28 since 2024-11-01.
"""

from __future__ import annotations

from datetime import date

from layers.export.words import Words

FOREST_REGULATION_FROM = date(2026, 1, 1)
EMERGENCY_LAW_FROM = date(2024, 11, 1)


def law_fields(on: date, words: Words) -> dict[str, str]:
    """Return field → citation, as the law stood on a date."""
    is_new_forest, is_new_emergency = on >= FOREST_REGULATION_FROM, on >= EMERGENCY_LAW_FROM
    return {
        "forest": words["basis_text.forest_regulation_7" if is_new_forest else "law.forest_2008"],
        "emergency": words["basis_text.emergency_law_18" if is_new_emergency else "law.emergency_before"],
        "boundary": words["law.boundary_14"],
        "inspection": words["law.boundary_12"],
        "water": words["law.water"],
        "supplies": words["law.supplies"] if is_new_emergency else words["law.emergency_before"],
    }
