"""Two open plans compared: lineage, ancestor, matching, and the features of layers that differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import apsw

from layers.errors import PlanDamaged
from layers.exchange import journal, matching
from layers.exchange.ancestors import Party, common_ancestor
from layers.exchange.cells import parsed
from layers.exchange.comparing import compare
from layers.exchange.lineage import Lineage, read_lineage
from layers.exchange.model import FEATURES, Comparison, Finding, Rows, State
from layers.exchange.sound import require_sound
from layers.exchange.state import add_features, layer_columns, read_state
from layers.plan.content_hash import content_hash
from layers.plan.schema import Table
from layers.plan.store import PlanStore
from layers.progress import Progress, silent


@dataclass(frozen=True)
class PlanComparison:
    """Two plans compared, and what a take-in has to write down.

    Attributes
    ----------
    comparison : Comparison
    ancestor : states the plans parted at; () where they have nothing in common
    ours_state, their_state : uid of the last change of each
    their_known : states that come with theirs and that we did not know
    their_hash, our_hash : content hashes
    epsg : the plan's metric CRS, in which shapes are put together; 0 when there are no counties yet
    pairs : table → their uid → ours, of rows that were matched now or in an earlier take-in
    """

    comparison: Comparison
    ancestor: tuple[str, ...] = ()
    ours_state: str = ""
    their_state: str = ""
    their_known: frozenset[str] = frozenset()
    their_hash: str = ""
    our_hash: str = ""
    epsg: int = 0
    pairs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_related(self) -> bool:
        """Whether there is a common ancestor."""
        return self.comparison.base is not None


def compare_plans(
    ours: PlanStore, theirs: PlanStore, *, base: PlanStore | None = None, progress: Progress = silent
) -> PlanComparison:
    """Compare two plans with their common ancestor.

    Parameters
    ----------
    ours, theirs : PlanStore
        Each in the thread that opened it, which is this one.
    base : PlanStore, optional
        The ancestor, where somebody names it; else it is worked out from the histories.

    Raises
    ------
    PlanDamaged
        Rows of one of them cannot be read; the error names which.
    """
    progress(0.0, "comparing")
    require_sound(theirs, ours)
    mine, other = Party(ours._db, _lineage(ours)), Party(theirs._db, _lineage(theirs))
    ours_state = _read(ours, is_foreign=False)
    progress(0.25, "comparing")
    their_state = _read(theirs, is_foreign=True)
    progress(0.5, "comparing")
    known = _known_pairs(mine.db, other.db)
    layers = {own: uid for uid, own in known.get(Table.LAYER, {}).items()}
    wanted = _differing(ours_state, matching.with_known_uids(their_state, known), mine.db, other.db, layers)
    theirs_wanted = [layers.get(uid, uid) for uid in wanted]
    if base is not None:
        ancestor: State | None = read_state(base._db, features_of={*wanted, *theirs_wanted})
        states: tuple[str, ...] = (_lineage(base).head,)
    else:
        hashes = journal.hashes_of([*journal.read_all(mine.db), *journal.read_all(other.db)])
        found = common_ancestor(mine, other, features_of={*wanted, *theirs_wanted}, hashes=hashes)
        ancestor, states = found.state, found.states
    progress(0.75, "comparing")
    if ancestor is None:
        comparison = _unrelated(ours_state, their_state, mine.db, other.db)
    else:
        ancestor = matching.with_known_uids(ancestor, known)
        ours_state = add_features(ours_state, mine.db, wanted)
        their_state = matching.with_known_uids(add_features(their_state, other.db, theirs_wanted), known)
        comparison = compare(ancestor, ours_state, matching.with_lost_uids(ancestor, their_state))
        renamed = {(table, uid): own for table, pairs in known.items() for uid, own in pairs.items()}
        comparison = replace(comparison, renamed=renamed)
    return PlanComparison(
        comparison,
        states,
        mine.lineage.head,
        other.lineage.head,
        other.lineage.known - mine.lineage.known,
        content_hash(theirs),
        content_hash(ours),
        ours.info().metric_epsg or theirs.info().metric_epsg,
        _as_pairs(comparison.renamed),
    )


def _known_pairs(mine: apsw.Connection, other: apsw.Connection) -> dict[str, dict[str, str]]:
    """Return which of their rows are which of ours, as earlier take-ins on either side found it."""
    found: dict[str, dict[str, str]] = {}
    for db, is_own in ((other, False), (mine, True)):
        for (text,) in db.execute(f"SELECT renamed FROM {Table.TAKEN} ORDER BY fid"):
            value = parsed(text)
            for table, pairs in value.items() if isinstance(value, dict) else ():
                for uid, own in pairs.items() if isinstance(pairs, dict) else ():
                    # In their plan it is written the other way round: our uid → theirs.
                    found.setdefault(table, {})[uid if is_own else own] = own if is_own else uid
    return found


def _as_pairs(renamed: Mapping[tuple[str, str], str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (table, uid), own in renamed.items():
        found.setdefault(table, {})[uid] = own
    return found


def _lineage(store: PlanStore) -> Lineage:
    try:
        return read_lineage(store._db)
    except (apsw.Error, ValueError) as error:
        raise PlanDamaged(path=str(store.path), reason=str(error), reason_code="history") from error


def _read(store: PlanStore, *, is_foreign: bool) -> State:
    try:
        return read_state(store._db, is_foreign=is_foreign)
    except (apsw.Error, ValueError) as error:
        raise PlanDamaged(path=str(store.path), reason=str(error), reason_code="sqlite") from error


def _differing(
    ours: State, theirs: State, mine: apsw.Connection, other: apsw.Connection, their_uids: Mapping[str, str]
) -> list[str]:
    """Return the layers both have whose features differ and are kept in the same columns.

    ``their_uids``: our uid → theirs, where it is another one.
    """
    one, two = ours.table(Table.LAYER), theirs.table(Table.LAYER)
    found = []
    for uid in one.rows:
        if uid not in two.rows or one.value(uid, "features") == two.value(uid, "features"):
            continue
        kept, their = layer_columns(mine, uid), layer_columns(other, their_uids.get(uid, uid))
        if kept is not None and their is not None and _same_columns(kept[1], their[1]):
            found.append(uid)
    return found


def _same_columns(one: Collection[object], other: Collection[object]) -> bool:
    return list(one) == list(other)


def _unrelated(ours: State, theirs: State, mine: apsw.Connection, other: apsw.Connection) -> Comparison:
    """Compare plans with nothing in common: rows matched by code, name or overlap, every difference asked."""
    pairs = matching.match_rows(ours.table(Table.LAYER), theirs.table(Table.LAYER)).ours_of
    one, two = ours.table(Table.LAYER), theirs.table(Table.LAYER)
    for their_uid, our_uid in pairs.items():
        if one.value(our_uid, "features") == two.value(their_uid, "features"):
            continue
        ours, theirs = add_features(ours, mine, [our_uid]), add_features(theirs, other, [their_uid])
        kept = _in_common(ours.table(FEATURES + our_uid), theirs.table(FEATURES + their_uid))
        if kept is None:
            continue
        ours = replace(ours, tables={**ours.tables, FEATURES + our_uid: kept[0]})
        theirs = replace(theirs, tables={**theirs.tables, FEATURES + their_uid: kept[1]})
    found = matching.in_our_uids(ours, _with_our_layers(theirs, pairs))
    comparison = compare(None, ours, found.state, matched=found.how, their_uids=found.their_uids)
    renamed = {(table, uid): own for (table, own), uid in found.their_uids.items()}
    told = Finding("nothing_in_common", {"matched": len(found.how)})
    return replace(comparison, findings=(told, *comparison.findings), renamed=renamed)


def _with_our_layers(theirs: State, pairs: Mapping[str, str]) -> State:
    """Return their plan with the features of matched layers under our uid: they are matched among themselves."""
    tables = {}
    for name, rows in theirs.tables.items():
        own = pairs.get(name.removeprefix(FEATURES), "") if name.startswith(FEATURES) else ""
        tables[FEATURES + own if own else name] = replace(rows, table=FEATURES + own) if own else rows
    return replace(theirs, tables=tables)


def _in_common(ours: Rows, theirs: Rows) -> tuple[Rows, Rows] | None:
    """Return two versions of a layer with the columns that both have; None where they share none."""
    names = [column.name for column in ours.columns if column.name in theirs.place]
    if not names:
        return None
    return _with_columns(ours, names), _with_columns(theirs, names)


def _with_columns(rows: Rows, names: Collection[str]) -> Rows:
    places = [rows.place[name] for name in names]
    kept = {uid: tuple(values[place] for place in places) for uid, values in rows.rows.items()}
    return replace(rows, columns=tuple(rows.columns[place] for place in places), rows=kept)
