"""Need against holding, item by item: each county by itself, and the parties together (储备短板).

Holdings add up: the joint holding is the sum of the counties'.  So do needs.  The joint shortfall is never more than
the sum of the single ones, and the difference is what sharing saves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from layers.inventory.catalogue import Catalogue, in_unit
from layers.inventory.model import InventorySettings, Need, StockRow
from layers.inventory.rules import Bases, quantity_of


@dataclass(frozen=True)
class Cell:
    """One item in one county, or in all parties together; amounts in the unit of the item.

    Attributes
    ----------
    need, held : float or None
        None is unknown.
    uncounted : int
        Rows whose quantity or unit nobody knows: ``held`` is at least what it says, a shortfall at most.
    waits_for : tuple of str
        Counties whose need or holding is unknown; only of joint cells.
    """

    need: float | None
    held: float | None
    uncounted: int = 0
    waits_for: tuple[str, ...] = ()

    @property
    def ratio(self) -> float | None:
        """Holding to need; None when either is unknown or nothing is needed."""
        if self.need is None or self.held is None or self.need <= 0:
            return None
        return self.held / self.need

    @property
    def short(self) -> float | None:
        """What is missing; 0 where there is enough, None when need or holding is unknown."""
        return None if self.need is None or self.held is None else max(self.need - self.held, 0.0)

    @property
    def is_short(self) -> bool:
        """Whether something is known to be missing."""
        return bool(self.short)


@dataclass(frozen=True)
class Balance:
    """One item: a cell for each county, and one for all of them."""

    item: str
    unit: str
    cells: Mapping[str, Cell]
    joint: Cell

    @property
    def saved(self) -> float | None:
        """Return by how much the joint shortfall is less than the sum of the single ones; None when one is unknown."""
        singles = [cell.short for cell in self.cells.values()]
        if self.joint.short is None or any(one is None for one in singles):
            return None
        return sum(one for one in singles if one is not None) - self.joint.short


def item_of(row: StockRow) -> str:
    """Return the key a row is added up under: its item, or its own name where it is none of the catalogue."""
    return row.item or row.name


def balances(
    rows: Sequence[StockRow],
    needs: Sequence[Need],
    parties: Sequence[str],
    catalogue: Catalogue,
    settings: InventorySettings,
    bases: Bases,
) -> list[Balance]:
    """Return need and holding of every item that one of the parties needs or holds.

    Parameters
    ----------
    parties : sequence of str
        County codes.
    settings : InventorySettings
        A county with at least one row speaks: what its list does not name it holds 0 of, unless it is in ``partial``.
        One without any row is unknown.
    bases : county → basis → amount

    Returns
    -------
    list of Balance
        Items with a need first, the lowest joint ratio first; then by name.
    """
    codes = list(dict.fromkeys(parties))
    speaks = {row.county for row in rows if row.county} - settings.partial
    wanted: dict[tuple[str, str], list[Need]] = {}
    held: dict[tuple[str, str], list[StockRow]] = {}
    for need in needs:
        if need.county in codes and need.item:
            wanted.setdefault((need.item, need.county), []).append(need)
    for row in rows:
        if row.county in codes and item_of(row):
            held.setdefault((item_of(row), row.county), []).append(row)
    found = []
    for item in dict.fromkeys(item for item, _county in (*wanted, *held)):
        unit = _unit(item, catalogue, [row for code in codes for row in held.get((item, code), [])])
        cells = {
            code: Cell(
                _needed(wanted.get((item, code), []), bases),
                *_held(held.get((item, code), []), unit, code in speaks),
            )
            for code in codes
        }
        found.append(Balance(item, unit, cells, joint(cells)))
    return sorted(found, key=lambda one: _order(one, catalogue))


def joint(cells: Mapping[str, Cell]) -> Cell:
    """Return the parties' cells added up; unknown where one of them is."""
    waits = tuple(code for code, cell in cells.items() if cell.need is None or cell.held is None)
    return Cell(
        _sum(cell.need for cell in cells.values()),
        _sum(cell.held for cell in cells.values()),
        sum(cell.uncounted for cell in cells.values()),
        waits,
    )


def _sum(values: Iterable[float | None]) -> float | None:
    known = list(values)
    return None if any(one is None for one in known) else sum(one for one in known if one is not None)


def _unit(item: str, catalogue: Catalogue, rows: Iterable[StockRow]) -> str:
    known = catalogue.get(item)
    if known is not None:
        return known.unit
    return next((row.unit for row in rows if row.unit), "")


def _needed(needs: Sequence[Need], bases: Bases) -> float | None:
    """Several needs of one item, say for fire and for flood, add up."""
    return _sum(quantity_of(one, bases) for one in needs) if needs else None


def _held(rows: Sequence[StockRow], unit: str, speaks: bool) -> tuple[float | None, int]:
    if not rows:
        return (0.0 if speaks else None), 0
    amounts = [None if row.quantity is None else in_unit(row.quantity, row.unit, unit) for row in rows]
    known = [one for one in amounts if one is not None]
    return (sum(known) if known else None), len(amounts) - len(known)


def _order(one: Balance, catalogue: Catalogue) -> tuple[bool, float, str]:
    has_need = any(cell.need is not None for cell in one.cells.values())
    ratios = [cell.ratio for cell in (one.joint, *one.cells.values()) if cell.ratio is not None]
    first = one.joint.ratio if one.joint.ratio is not None else min(ratios, default=float("inf"))
    return (not has_need, first, catalogue.name_of(one.item))
