"""Small inventories made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from layers.inventory.gathering import Holder, Surroundings
from layers.inventory.model import StockRow
from layers.kinds import Role

A, B, C = "110116", "130826", "130732"
ON = date(2026, 5, 1)
NAMES = {A: "怀柔区", B: "丰宁满族自治县", C: "赤城县"}


def row(item: str, county: str, quantity: float | None, unit: str = "台", **more: Any) -> StockRow:
    return StockRow(uid=f"{item}-{county}-{quantity}-{more.get('holder', '')}", item=item, county=county,
                    quantity=quantity, unit=unit, **more)  # fmt: skip


def around(**bases: dict[str, float]) -> Surroundings:
    holders = (
        Holder("h1", "layer", Role.DEPOT, "怀柔库", A, 116.45, 40.65, "赵一", "1"),
        Holder("h2", "layer", Role.DEPOT, "丰宁库", B, 116.55, 40.65),
    )
    return Surroundings(NAMES, holders, (), bases)
