"""Which column of a source is which of the program's own, for any role: proposed with reasons, or as the planner said.

The choice is made on some rows spread over the table, the same when a file is looked at and when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from layers.errors import UnreadableSource
from layers.kinds import ROLE_SHAPES, Role, Shape
from layers.sources import census
from layers.sources.aliases import NEEDED, NUMBERS, PER_AREA, PLAIN_NAMES, canonical_columns, is_per_area, key, named
from layers.sources.codes import code_share, division_code
from layers.sources.converting import convert, text_of, texts

#: Rows that are looked at.
SAMPLE_ROWS = 500
_SAMPLES = 3
_CODE_SHARE, _NUMBER_SHARE = 0.8, 0.5
#: A column that nobody would call a code is one when nearly all its cells are codes of real counties.
_SURE_SHARE = 0.95
#: Two columns differ when more than this share of their common rows does.
_DIFFERENT = 0.05
#: Names in another language or form: they fill what the best one leaves empty.
_FILLERS = PLAIN_NAMES | {"nameen", "nameeng", "engname", "namezhhans", "zhname", "cname", "chname", "linechin"}


@dataclass(frozen=True)
class FieldChoice:
    """One canonical column and where it comes from.

    ``how``: ``given`` by the planner; ``name``, ``like``, ``cut`` as in :func:`layers.sources.aliases.named`;
    ``values``: its cells say so; ``none``: nothing fits.  ``rival`` is a column that fits as well and says
    something else.  ``samples`` are cells before and after; "" after stands for unknown.
    """

    canonical: str
    column: str | None
    how: str
    alternatives: tuple[str, ...] = ()
    rival: str | None = None
    is_needed: bool = False
    samples: tuple[tuple[str, str], ...] = ()

    @property
    def asks(self) -> str:
        """What the planner should look at: ``missing``, ``rival`` or ""."""
        if self.how == "given":
            return ""
        if self.is_needed and not any(after for _, after in self.samples):
            return "missing"
        return "rival" if self.rival is not None else ""


def sample_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return at most :data:`SAMPLE_ROWS` rows, evenly spread."""
    if len(frame) <= SAMPLE_ROWS:
        return frame
    return frame.iloc[np.linspace(0, len(frame) - 1, SAMPLE_ROWS).astype(int)]


def choices_by_role(frame: pd.DataFrame, shape: Shape) -> dict[str, tuple[FieldChoice, ...]]:
    """Return the proposed columns for every role that a shape may have, by the role's code."""
    sample = sample_rows(frame)
    made: dict[tuple[object, ...], tuple[FieldChoice, ...]] = {}  # most roles want no more than a name
    found = {}
    for role in (role for role in Role if shape in ROLE_SHAPES[role]):
        wants = (canonical_columns(role), NEEDED.get(role), digits_of_code(role), role is Role.COUNTY)
        if wants not in made:
            made[wants] = choose(sample, role)
        found[role.value] = made[wants]
    return found


def choose(frame: pd.DataFrame, role: Role, given: Mapping[str, str | None] | None = None) -> tuple[FieldChoice, ...]:
    """Return where each canonical column of a role comes from.

    Parameters
    ----------
    frame : DataFrame
        Attributes of the source, all rows or some.
    role : Role
    given : mapping, optional
        Canonical column → column of the source, None for none on purpose.  A column that is not there is passed over.
    """
    sample = sample_rows(frame)
    columns = [str(column) for column in sample.columns]
    sample = sample.set_axis(columns, axis=1)
    wanted = canonical_columns(role)
    said = {
        name: column
        for name, column in (given or {}).items()
        if name in wanted and (column is None or column in columns)
    }
    taken = {column for column in said.values() if column is not None}
    choices = []
    for name in wanted:
        if name in said:
            column = said[name]
            others = tuple(other for other, _ in named(columns, name) if other != column)
            samples = samples_of(sample, role, name, column)
            choices.append(FieldChoice(name, column, "given", others, None, name in NEEDED.get(role, ()), samples))
            continue
        free = [column for column in columns if column not in taken]
        choice = _proposed(sample, free, name, role)
        choices.append(choice)
        if choice.column is not None:
            taken.add(choice.column)
    order = (given or {}).get(census.ORDER)
    return tuple(
        replace(one, samples=samples_of(sample, role, one.canonical, one.column, order))
        if order is not None and one.canonical == "hazard_class"
        else one
        for one in choices
    )


def is_undirected(frame: pd.DataFrame, choices: Iterable[FieldChoice]) -> bool:
    """Tell whether the column chosen for the class of hazard has bare digits, which only the planner can order."""
    column = next((one.column for one in choices if one.canonical == "hazard_class"), None)
    return column is not None and census.is_undirected(frame, column, texts(frame[column]))


def fillers(frame: pd.DataFrame, choice: FieldChoice) -> list[str]:
    """Return the name columns that fill what the proposed one leaves empty; none beside what the planner chose."""
    if choice.canonical != "name" or choice.column is None or choice.how == "given":
        return []
    return [column for column in choice.alternatives if key(column) in _FILLERS and column in frame.columns]


def samples_of(
    frame: pd.DataFrame, role: Role, canonical: str, column: str | None, order: str | None = None
) -> tuple[tuple[str, str], ...]:
    """Return up to three cells of a column before and after, among them one that cannot be read if there is any."""
    if column is None or column not in frame.columns:
        return ()
    before = texts(frame[column])
    distinct = ~before.duplicated() & (before != "")
    cells = frame.loc[distinct, column]
    after = convert(cells, canonical, source=column, digits=digits_of_code(role), beside=frame, order=order).values
    pairs = [(text, shown(value)) for text, value in zip(before[distinct], after, strict=True)]
    best = pairs[:_SAMPLES]
    lost = next((pair for pair in pairs if not pair[1]), None)
    if lost is not None and lost not in best:
        best[-1] = lost
    return tuple(best)


def shown(value: object) -> str:
    """Return a converted value as text, "" for unknown."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        if not np.isfinite(value):
            return ""
        return str(int(value)) if value == int(value) else f"{value:.6g}"
    return text_of(value)


def digits_of_code(role: Role) -> int:
    """Return how many digits a code of a role's features has."""
    return 9 if role is Role.TOWNSHIP else 6


def _proposed(sample: pd.DataFrame, free: list[str], name: str, role: Role) -> FieldChoice:
    needed = name in NEEDED.get(role, ())
    options = _options(sample, free, name, role)
    if not options:
        return FieldChoice(name, None, "none", (), None, needed)
    (best, how), *others = options
    rival = next((other for other, its_how in others if _is_rival(sample, name, role, best, other, its_how)), None)
    alternatives = tuple(other for other, _ in others)
    return FieldChoice(name, best, how, alternatives, rival, needed, samples_of(sample, role, name, best))


def _options(sample: pd.DataFrame, free: list[str], name: str, role: Role) -> list[tuple[str, str]]:
    """Return the columns that may be a canonical one, best first, by their names and by what is in them."""
    options = named(free, name)
    if name == "code":
        digits = digits_of_code(role)
        good = [(column, how) for column, how in options if code_share(sample[column], digits) >= _CODE_SHARE]
        return good or [(column, "values") for column in free if _holds_codes(sample[column], digits)][:1]
    if name == "name" and role is Role.COUNTY and not options:
        options = [(column, "values") for column in free if _holds_county_names(sample[column])][:1]
    filled = {column: texts(sample[column]) for column, _ in options}

    def burden(option: tuple[str, str]) -> int:
        cells = filled[option[0]][filled[option[0]] != ""]
        if len(sample) and len(cells) == 0:
            return 2
        if name in NUMBERS and len(cells):
            read = convert(cells, name, source=option[0], beside=sample).values.notna().mean()
            return int(read < _NUMBER_SHARE)
        if name == "name" and len(cells):
            return int(code_share(cells) >= _CODE_SHARE)
        return 0

    options = sorted(options, key=burden)
    return _chinese_first(options, filled) if name == "name" else options


def _chinese_first(options: list[tuple[str, str]], filled: Mapping[str, pd.Series]) -> list[tuple[str, str]]:
    """Put the Chinese one first among names that differ only in their language."""
    if not options or key(options[0][0]) not in _FILLERS or _is_chinese(filled[options[0][0]]):
        return options
    chinese = [one for one in options if key(one[0]) in _FILLERS and _is_chinese(filled[one[0]])]
    return [*chinese[:1], *(one for one in options if one not in chinese[:1])]


def _is_chinese(cells: pd.Series) -> bool:
    cells = cells[cells != ""]
    return len(cells) > 0 and float(cells.str.contains("[\u4e00-\u9fff]").mean()) >= 0.5


def _holds_codes(cells: pd.Series, digits: int) -> bool:
    """Return True when a column is full of the codes of real counties, whatever it is called."""
    if len(cells) == 0 or code_share(cells, digits) < _SURE_SHARE:
        return False
    from layers.sources import gazetteer

    try:
        listed = gazetteer.county_names()
    except UnreadableSource:
        return False
    codes = [code for value in cells.tolist() if (code := division_code(value, digits))]
    real = sum(code[:6] in listed for code in codes)
    return real >= _CODE_SHARE * len(codes) and len(codes) >= _NUMBER_SHARE * len(cells)


def _holds_county_names(cells: pd.Series) -> bool:
    """Return True when a column is full of names of real counties that differ, whatever it is called."""
    filled = texts(cells)
    filled = filled[filled != ""]
    if len(filled) == 0 or filled.nunique() < _NUMBER_SHARE * len(filled) or not _is_chinese(filled):
        return False
    from layers.sources import gazetteer

    try:
        listed = set(gazetteer.county_names().values())
    except UnreadableSource:
        return False
    return float(filled.isin(listed).mean()) >= _CODE_SHARE


def _is_rival(sample: pd.DataFrame, name: str, role: Role, best: str, other: str, how: str) -> bool:
    """Return True when another column fits as well, is filled, and says something else where it matters."""
    if name not in ("code", "name", "people") or how == "cut" or (name == "people" and how == "like"):
        return False
    if name == "name" and not {_plain(best), _plain(other)} <= PLAIN_NAMES:
        return False
    digits = digits_of_code(role)
    one = convert(sample[best], name, source=best, digits=digits).values
    two = convert(sample[other], name, source=other, digits=digits).values
    if name == "people":
        both = one.notna() & two.notna()
        differ = (one[both] - two[both]).abs() > 0.01 * one[both].abs()
    else:
        both = (one != "") & (two != "")
        differ = pd.Series([not _same(a, b) for a, b in zip(one[both], two[both], strict=True)], dtype=bool)
    if name == "name" and (_is_chinese(one) != _is_chinese(two) or two[both].nunique() < 0.8 * one[both].nunique()):
        return False  # another language, or the name of something larger
    return bool(both.any()) and float(differ.mean()) > _DIFFERENT


def _same(one: str, two: str) -> bool:
    return one in two or two in one


def _plain(column: str) -> str:
    return key(column).rstrip("0123456789")


def per_area_column(frame: pd.DataFrame) -> str | None:
    """Return a column that holds the stock of one hectare or mu, which is no stock of a patch."""
    columns = [str(column) for column in frame.columns]
    return next((one for one in columns if key(one) in PER_AREA or ("蓄积" in one and is_per_area(one))), None)
