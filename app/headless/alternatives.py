"""``alternatives PLAN [--area NAME] [--out FILE]``: what is proposed for patrol areas, in one table each."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

from app.headless.console import Exit, say, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    from pathlib import Path

    from layers.patrol.alternative_book import BookRow
    from layers.patrol.alternative_land import AlternativeLand
    from layers.plan.store import PlanStore


def run(arguments: argparse.Namespace) -> int:
    """Measure the alternatives of one patrol area, or of all that have some; the plan is only read."""
    start_qt(arguments.lang)
    from layers import workflow
    from layers.patrol.alternative_land import alternative_land
    from layers.plan.store import PlanStore

    if arguments.out is not None and arguments.out.suffix.lower() != ".xlsx":
        warn(tr("{value}: no such format; use some of {known}").format(value=arguments.out, known=".xlsx"))
        return Exit.USAGE
    with closing(PlanStore.open(arguments.plan, read_only=True)) as store:
        areas = {str(row.uid): str(row.name) for row in store.patrol_areas()[["uid", "name"]].itertuples(index=False)}
        wanted = [uid for uid, name in areas.items() if arguments.area in ("", uid, name)]
        if arguments.area and not wanted:
            warn(tr("{value}: no such patrol area").format(value=arguments.area))
            return Exit.USAGE
        if not arguments.area:
            wanted = [uid for uid in wanted if store.alternatives(uid)]
        if arguments.out is not None and len(wanted) != 1:
            warn(tr("Name one patrol area with --area: a workbook holds one"))
            return Exit.USAGE
        land, names = alternative_land(store), workflow.county_names(store)
        told = [_Told(store, land, uid, areas[uid], names, arguments.lang) for uid in wanted]
    if arguments.json:
        say(json.dumps([one.data() for one in told], ensure_ascii=False, indent=2, allow_nan=False))
    else:
        for one in told:
            one.say()
        if not told:
            say(tr("Nothing is proposed for any patrol area."))
    if arguments.out is not None:
        warn(str(told[0].write(arguments.out)))
    return Exit.OK


class _Told:
    """One area with its table."""

    def __init__(
        self, store: PlanStore, land: AlternativeLand, uid: str, name: str, names: dict[str, str], language: str
    ) -> None:
        from app.sheets.words import load_words
        from layers.patrol.alternative_book import book_rows, column_titles
        from layers.patrol.alternative_table import alternative_table
        from layers.plan.alternatives import chosen_of, titles

        self.words = load_words(language).group("alternatives")
        areas = store.patrol_areas().set_index("uid")
        every, outline = store.alternatives(uid), areas.geometry[uid]
        choice = chosen_of(every, outline)
        now = {} if choice.is_in_force else {"": outline}
        table = alternative_table(land, {**now, **{one.uid: one.outline for one in every}})
        self.area, self.name, self.uids = uid, name, table.columns
        self.columns = column_titles(table.columns, titles(every), {one.uid: one for one in every}, names, self.words)
        self.chosen = table.columns.index(choice.uid) if choice.is_in_force else 0
        self.rows: list[BookRow] = book_rows(table, self.chosen, names, self.words)

    def say(self) -> None:
        """Print the table with tabs."""
        say(self.name)
        say("\t".join([self.words["measure"], self.words["unit"], *self.columns]))
        for row in self.rows:
            title = f"{row.title} · {row.county}" if row.county else row.title
            figures = ["—" if value is None else f"{value:.{row.decimals}f}" for value in row.values]
            say("\t".join([title, row.unit, *figures]))

    def data(self) -> dict[str, Any]:
        """Return the table as plain data."""
        return {
            "area": self.area,
            "name": self.name,
            "chosen": self.uids[self.chosen],
            "columns": [{"uid": uid, "title": title} for uid, title in zip(self.uids, self.columns, strict=True)],
            "rows": [
                {"measure": row.measure, "county": row.county, "unit": row.unit, "values": list(row.values)}
                for row in self.rows
            ],
        }

    def write(self, target: Path) -> Path:
        """Write the workbook."""
        from layers.patrol.alternative_book import write_alternatives

        return write_alternatives(target, self.name, self.columns, self.chosen, self.rows, self.words)
