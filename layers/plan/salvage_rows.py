"""Tables found among the pages of a damaged file.

A table's rows are what its tree holds.  Where the tree is broken, leaf pages that no tree owns are given
to the table they fit: by its index, which names every live row, by the gap they fill, by the kinds of
their values.  Pages on the freelist hold what was deleted: they are left alone while the list is whole;
without it, rows of unowned pages are live only as far as an index says so, and doubtful in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from layers.plan.salvage_check import Form
from layers.plan.salvage_pages import INDEX_INTERIOR, INDEX_LEAF, INTERIOR, LEAF, Pages, RawRow, Tree
from layers.plan.salvage_source import Completeness, columns_of
from layers.plan.schema import SINCE

_SCHEMA = "sqlite_schema"
_ALL_ROWIDS = (-(1 << 63), (1 << 63) - 1)


@dataclass(frozen=True)
class Entry:
    """One row of ``sqlite_schema``."""

    kind: str
    name: str
    table: str
    root: int
    sql: str


@dataclass
class _Table:
    """A table on its way: its tree, its index, and the leaves given to it."""

    name: str
    tree: Tree | None
    index: Tree | None = None
    given: list[tuple[int, bool]] = field(default_factory=list)  # leaf page, certainly live
    keys: Mapping[int, str] | None = None
    is_whole: bool = False


class PageSource:
    """The tables of a damaged file by its pages.

    Parameters
    ----------
    pages : Pages
    usual : mapping of name to Entry
        Where the program puts its own tables and indexes in a new plan: for a file whose list of tables is lost.
    """

    how = "pages"

    def __init__(self, pages: Pages, usual: Mapping[str, Entry]) -> None:
        self._pages = pages
        self._kinds = bytes(pages.kind(page) for page in range(1, pages.count + 1))
        self.free, self.free_is_whole = pages.free_pages()
        self._owner: dict[int, str] = {}
        self._entries = self._read_schema(usual)
        self._tables: dict[str, _Table] = {}
        for entry in self._entries.values():
            if entry.kind == "table":
                self._tables[entry.name] = _Table(entry.name, self._claim(entry))
        for entry in self._entries.values():
            if entry.kind == "index" and entry.name == f"sqlite_autoindex_{entry.table}_1":
                table = self._tables.get(entry.table)
                if table is not None:
                    table.index = pages.tree(entry.root, index=True)
        self._settled: set[str] = set()
        self._stated: dict[str, int] = {}  # table → columns in its definition

    def kind(self, page: int) -> int:
        """Return the type of a page; 0 for one that is no b-tree page."""
        return self._kinds[page - 1] if 1 <= page <= len(self._kinds) else 0

    @property
    def damaged_pages(self) -> int:
        """How many pages of the known tables and indexes cannot be read."""
        broken: set[int] = set()
        for table in self._tables.values():
            for tree in (table.tree, table.index):
                broken |= set(tree.broken) if tree else set()
        return len(broken)

    # --- the list of tables -------------------------------------------------------------------------------

    def _read_schema(self, usual: Mapping[str, Entry]) -> dict[str, Entry]:
        tree = self._pages.tree(1) if self._pages.count else Tree(1, broken=[1])
        leaves = [page for page, _, _ in tree.leaves]
        found: dict[str, Entry] = {}
        if self._take_entries(leaves, found) or tree.broken or not found:
            owned = set(leaves)
            others = (page for page in self._pages_of(LEAF) if page not in owned and not self._is_free(page))
            self._take_entries(others, found)
        for page in leaves:
            self._owner[page] = _SCHEMA
        missing = {name for name, entry in usual.items() if entry.kind == "table" and name not in found} - set(SINCE)
        self.schema_is_whole = not tree.broken and not missing
        for name, entry in usual.items():
            known = found.get(name)
            if (known is None and not self.schema_is_whole) or (known is not None and not self._is_possible(known)):
                found[name] = entry
        return {name: entry for name, entry in found.items() if entry.root}

    def _take_entries(self, leaves: Iterator[int] | Sequence[int], found: dict[str, Entry]) -> bool:
        """Take up what rows of the list of tables say; return whether some could not be read."""
        broken = False
        for page in leaves:
            for row in self._pages.rows(page):
                entry = _entry(row)
                if entry is None:
                    broken = True
                    if row.values is not None or not row.head:
                        break  # a page of another table
                elif entry.name not in found:
                    found[entry.name] = entry
        return broken

    def _is_possible(self, entry: Entry) -> bool:
        kinds = (LEAF, INTERIOR) if entry.kind == "table" else (INDEX_LEAF, INDEX_INTERIOR)
        return entry.root == 0 or self.kind(entry.root) in kinds

    def _pages_of(self, kind: int) -> Iterator[int]:
        wanted, at = bytes([kind]), self._kinds.find(bytes([kind]))
        while at >= 0:
            yield at + 1
            at = self._kinds.find(wanted, at + 1)

    def _is_free(self, page: int) -> bool:
        return self.free_is_whole and page in self.free

    def _claim(self, entry: Entry) -> Tree:
        return self._pages.tree(entry.root)

    # --- what readers ask -----------------------------------------------------------------------------------

    def tables(self) -> Mapping[str, str]:
        """See :class:`layers.plan.salvage_source.Source`."""
        return {name: self._entries[name].sql for name in self._tables}

    def expect(self, forms: Sequence[Form]) -> None:
        """Settle which pages belong to which of these tables; the first call is for the small ones.

        Tables of read layers are known only once the list of layers was read, so this comes twice.
        """
        fresh = [form for form in forms if form.table not in self._settled]
        for form in fresh:
            self._settled.add(form.table)
            self._stated[form.table] = len(columns_of(self.tables().get(form.table, "")))
            table = self._tables.setdefault(form.table, _Table(form.table, None))
            if form.table not in self._entries:
                self._entries[form.table] = Entry("table", form.table, form.table, 0, "")
            self._settle(table, form)
        self._share_out(fresh)
        for form in fresh:
            self._close(self._tables[form.table], form)

    def completeness(self, form: Form) -> Completeness:
        """See :class:`layers.plan.salvage_source.Source`."""
        table = self._tables.get(form.table)
        if table is None:
            return Completeness(is_whole=False, keys=None)
        return Completeness(table.is_whole, table.keys)

    def rows(self, form: Form) -> Iterator[tuple[RawRow, bool]]:
        """See :class:`layers.plan.salvage_source.Source`."""
        table = self._tables.get(form.table)
        if table is None:
            return
        seen: set[int] = set()
        if table.tree is not None:
            for page, _, _ in table.tree.leaves:
                for row in self._rows(page, form):
                    if table.given and row.values is not None:
                        seen.add(row.rowid)
                    yield row, True
        for page, is_certain in table.given:
            for row in self._rows(page, form):
                if row.rowid in seen or not _is_known(row, table.keys, form):
                    continue
                if row.values is not None:
                    seen.add(row.rowid)
                yield row, is_certain

    def _rows(self, page: int, form: Form) -> Iterator[RawRow]:
        """Yield the rows of a page, without columns that a newer or another program added at the end."""
        known = len(form.names)
        stated = self._stated.get(form.table, 0)
        for row in self._pages.rows(page):
            if row.values is not None and known < len(row.values) <= stated:
                yield replace(row, values=row.values[:known])
            else:
                yield row

    # --- which page belongs where ------------------------------------------------------------------------------

    def _settle(self, table: _Table, form: Form) -> None:
        """Keep the leaves that hold rows of this table and are not another's."""
        tree = table.tree
        if tree is None:
            return
        kept = []
        for page, lowest, highest in tree.leaves:
            other = self._owner.get(page)
            if (other is None or other == form.table) and self._holds(page, form):
                kept.append((page, lowest, highest))
                self._owner[page] = form.table
            else:
                tree.lose(page, lowest, highest)
        tree.leaves = kept

    def _holds(self, page: int, form: Form) -> bool:
        """Return whether the rows of a leaf look like those of a table; an empty leaf is anybody's."""
        looked = False
        for row in islice(self._rows(page, form), 8):
            looked = looked or row.values is not None
            if row.values is not None and form.fits(row.values):
                return True
        return not looked

    def _share_out(self, forms: Sequence[Form]) -> None:
        """Give leaves that nobody owns to the tables among ``forms`` that miss some."""
        needy = [form for form in forms if self._is_needy(form.table)]
        if not needy:
            return
        for form in needy:
            table = self._tables[form.table]
            table.keys = self._keys(table)
        groups = self._groups()
        for group in list(groups):  # first those that are a whole table by themselves
            match = self._whole(group, needy)
            if match is not None:
                self._give(group, match, is_sure=True)
                needy.remove(match)
                groups.remove(group)
        for group in groups:
            best = self._best(group, needy)
            if best is not None:
                self._give(group, best[0], is_sure=best[1])

    def _give(self, group: Sequence[int], form: Form, *, is_sure: bool) -> None:
        for page in group:
            self._owner[page] = form.table
            self._tables[form.table].given.append((page, is_sure and self.free_is_whole))

    def _whole(self, group: Sequence[int], needy: Sequence[Form]) -> Form | None:
        """Return the one table of which nothing was found yet and whose rows are exactly these."""
        lost = [form for form in needy if form.rows > 0 and self._tables[form.table].tree is None]
        rows = [row for page in group for row in self._pages.rows(page)] if lost else []
        lost = [form for form in lost if form.rows == len(rows)]
        lost = [form for form in lost if all(row.values is not None and form.fits(row.values) for row in rows)]
        lost = [form for form in lost if all(form.holds(row.values or ()) for row in rows)]
        return lost[0] if len(lost) == 1 else None

    def _is_needy(self, name: str) -> bool:
        tree = self._tables[name].tree
        return (tree is None and not self.schema_is_whole) or (tree is not None and bool(tree.broken))

    def _groups(self) -> list[list[int]]:
        """Return leaves without an owner, those under one interior page together."""
        free = [page for page in self._pages_of(LEAF) if page not in self._owner and not self._is_free(page)]
        unsettled = [table.tree for name, table in self._tables.items() if table.tree and name not in self._settled]
        left = set(free) - {1} - {page for tree in unsettled for page, _, _ in tree.leaves}
        owned = {page for table in self._tables.values() if table.tree for page in table.tree.interiors}
        groups = []
        trees = []
        inner: set[int] = set()
        for page in self._pages_of(INTERIOR):
            if page in owned or self._is_free(page) or page == 1:
                continue
            tree = self._pages.tree(page)
            inner |= tree.interiors - {page}
            trees.append(tree)
        for tree in trees:
            if tree.root in inner:
                continue
            group = [page for page, _, _ in tree.leaves if page in left]
            left -= set(group)
            if group:
                groups.append(group)
        groups += [[page] for page in sorted(left)]
        return groups

    def _best(self, group: Sequence[int], needy: Sequence[Form]) -> tuple[Form, bool] | None:
        rows = [row for page in group[:3] for row in islice(self._pages.rows(page), 20) if row.values is not None]
        if not rows:
            return None
        fitting = [form for form in needy if all(form.fits(row.values or ()) for row in rows)]
        if not fitting:
            fitting = [form for form in needy if sum(form.fits(row.values or ()) for row in rows) * 2 > len(rows)]
        if not fitting:
            return None
        number = sum(1 for page in group for _row in self._pages.rows(page)) if len(fitting) > 1 else 0
        ranked = sorted(((self._score(form, rows, number), form.table, form) for form in fitting), reverse=True)
        score, _name, best = ranked[0]
        if self._tables[best.table].keys is not None and score[0] == 0:
            return None  # its index is whole and knows none of these rows
        is_alone = len(ranked) == 1 or ranked[1][0] < score
        return best, is_alone

    def _score(self, form: Form, rows: Sequence[RawRow], number: int) -> tuple[int, int, int, int]:
        """Return what speaks for rows being a table's, the strongest first.

        How many its index knows, whether they are just as many as it should have, how many fall into the
        gaps of its tree, and how many lie where its shapes lie.
        """
        table = self._tables[form.table]
        keys = table.keys or {}
        gaps = table.tree.gaps if table.tree is not None else [_ALL_ROWIDS]
        known = sum(keys.get(row.rowid) == (row.values or ())[form.key] for row in rows)
        filling = sum(any(low < row.rowid <= high for low, high in gaps) for row in rows)
        lying = sum(form.holds(row.values or ()) for row in rows)
        return known, int(number == form.rows), filling, lying

    def _close(self, table: _Table, form: Form) -> None:
        """Decide what is known of the rows the table should have."""
        if table.keys is None:
            table.keys = self._keys(table)
        tree = table.tree
        if table.keys is not None and tree is not None and tree.leaves and not self._agrees(table, form):
            table.keys = None
        table.is_whole = self.schema_is_whole if tree is None else not tree.broken

    def _keys(self, table: _Table) -> Mapping[int, str] | None:
        """Return rowid → key of the live rows, when the table's index is whole."""
        tree = table.index
        if tree is None or tree.broken:
            return None
        keys: dict[int, str] = {}
        for entry in self._pages.index_entries(tree):
            if len(entry) < 2 or not isinstance(entry[0], str) or not isinstance(entry[-1], int):
                return None
            keys[entry[-1]] = entry[0]
        return None if tree.broken else keys

    def _agrees(self, table: _Table, form: Form) -> bool:
        """Return whether an index is this table's: it knows most of the first rows in the table's tree."""
        assert table.tree is not None
        keys = table.keys or {}
        looked = known = 0
        for page, _, _ in table.tree.leaves[:4]:
            for row in self._rows(page, form):
                if row.values is not None and form.fits(row.values):
                    looked += 1
                    known += keys.get(row.rowid) == row.values[form.key]
        return known * 2 >= looked


def _is_known(row: RawRow, keys: Mapping[int, str] | None, form: Form) -> bool:
    """Return whether a table's index lists a row, as far as there is an index and a key to compare."""
    if keys is None:
        return True
    if row.rowid not in keys:
        return False
    return row.values is None or row.problem == "text" or row.values[form.key : form.key + 1] == (keys[row.rowid],)


def _entry(row: RawRow) -> Entry | None:
    """Return a row of the list of tables, or None when it is something else."""
    if row.values is None or len(row.values) != 5:
        return None
    kind, name, table, root, sql = row.values
    if kind not in ("table", "index", "trigger", "view") or not isinstance(name, str) or not isinstance(table, str):
        return None
    if not isinstance(root, int) or not isinstance(sql, str | None):
        return None
    return Entry(str(kind), name, table, root, sql or "")
