"""Edits of zones, patrol areas, verdicts, registers and the plan's own facts: one method, one gesture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from app.reading import PlanReading
from layers import workflow

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    import shapely

    from layers.agreements.books import Book
    from layers.agreements.duty_list import Filling
    from layers.agreements.settings import RegisterSettings
    from layers.export.words import Words
    from layers.hazards.lists import HazardLists
    from layers.patrol.area_checks import CheckRules
    from layers.plan.store import PlanStore
    from layers.rivers.settings import RiverSettings
    from layers.routes.rules import PatrolRules
    from layers.spread.choices import FireChoices
    from layers.zones.model import Parameters, ZoneResult

_T = TypeVar("_T")


class Editing(PlanReading):
    """What every edit needs; :class:`~app.document.Document` says how it reaches the store."""

    @property
    def store(self) -> PlanStore:
        """The open plan's store."""
        raise NotImplementedError

    def on_writer(self, step: Callable[[], _T]) -> _T:
        """Run a step on the writer thread and wait for it."""
        raise NotImplementedError

    def _edit(self, code: str, step: Callable[[PlanStore], _T], **facts: Any) -> _T:
        """Run a step as one gesture, told of by a code and its facts."""
        raise NotImplementedError

    def _wanted(self, store: PlanStore | None) -> PlanStore:
        """Return the open plan's store; that of a job only while its plan is open."""
        raise NotImplementedError


class PlanEditing(Editing):
    """The half of :class:`~app.document.Document` that changes everything but layers."""

    def _numbered_area(self) -> str:
        """Return what a patrol area without a name is called, with ``{number}`` in it."""
        raise NotImplementedError

    def add_patrol_area(self, polygon: shapely.Polygon, name: str | None = None) -> str:
        """Add a joint-patrol area; it gets the next free name when it has none."""
        _check_outline(polygon)
        title = name or self.next_patrol_name()
        return self._edit("patrol_area_added", lambda store: store.add_patrol_area(title, polygon), name=title)

    def set_patrol_geometry(self, uid: str, polygon: shapely.Polygon) -> None:
        """Change the outline of a patrol area."""
        _check_outline(polygon)
        self._update_patrol("patrol_area_reshaped", uid, geometry=polygon)

    def rename_patrol_area(self, uid: str, name: str) -> None:
        """Rename a patrol area."""
        self._update_patrol("patrol_area_renamed", uid, name=name)

    def set_patrol_note(self, uid: str, note: str) -> None:
        """Write a remark on a patrol area."""
        self._update_patrol("patrol_area_noted", uid, note=note)

    def remove_patrol_area(self, uid: str) -> None:
        """Remove a patrol area."""
        name = self.patrol_name(uid)
        self._edit("patrol_area_removed", lambda store: store.remove_patrol_area(uid), name=name)

    def remove_patrol_areas(self, uids: Sequence[str]) -> None:
        """Remove patrol areas: one gesture, however many."""
        if len(uids) == 1:
            self.remove_patrol_area(uids[0])
        elif uids:
            titles = [self.patrol_name(uid) for uid in uids]
            remove = lambda store: [store.remove_patrol_area(uid) for uid in uids]  # noqa: E731
            self._edit("patrol_areas_removed", remove, titles=titles)

    def import_patrol_areas(self, areas: gpd.GeoDataFrame, *, into: PlanStore | None = None) -> list[str]:
        """Add polygons of a file as patrol areas; a job names the plan it read them for."""
        unnamed = self._numbered_area()
        return self.on_writer(lambda: workflow.add_patrol_areas(self._wanted(into), areas, unnamed=unnamed))

    def judge_slivers(self, verdicts: gpd.GeoDataFrame, *, instead_of: Sequence[str] = ()) -> None:
        """Record verdicts on gaps and overlaps, columns ``VERDICT_COLUMNS``: one gesture, however many.

        ``instead_of``: uids of verdicts on the same strips as they were before a line was drawn anew.
        """
        pairs = list(dict.fromkeys("|".join(counties) for counties in verdicts["counties"]))
        where = "–".join(map(self.short_county_name, pairs[0].split("|"))) if len(pairs) == 1 else ""
        code = "sliver_judged" if len(verdicts) == 1 else "slivers_judged_pair" if where else "slivers_judged"

        def put(store: PlanStore) -> None:
            if instead_of:
                store.remove_border_verdicts(instead_of)
            store.put_border_verdicts(verdicts)

        self._edit(code, put, count=len(verdicts), counties=where)

    def unjudge_slivers(self, uids: Sequence[str]) -> None:
        """Take verdicts back."""
        self._edit("slivers_unjudged", lambda store: store.remove_border_verdicts(uids), count=len(uids))

    def remove_blocks(self) -> None:
        """Take the blocks away."""
        self._edit("blocks_removed", lambda store: store.remove_blocks())

    def set_agreements(self, agreements: pd.DataFrame) -> None:
        """Replace the agreement register, columns ``AGREEMENT_COLUMNS``."""
        count = len(agreements)
        self._edit("agreements_changed", lambda store: store.put_agreements(agreements), count=count)

    def set_contacts(self, contacts: pd.DataFrame) -> None:
        """Replace the contacts of the counties."""
        self._edit("contacts_changed", lambda store: store.put_contacts(contacts), count=len(contacts))

    def set_book(self, code: str, book: Book, rows: pd.DataFrame, **facts: Any) -> None:
        """Replace a table of the register; ``code`` says what was done to it."""
        self._edit(code, lambda store: store.put_book(book.table, rows), **facts)

    def put_rows(self, code: str, book: Book, rows: Sequence[Mapping[str, Any]], **facts: Any) -> None:
        """Add rows to a table of the register, or change those of the same uid, and touch no other."""
        from layers.agreements.books import normal

        frame = normal(book, rows)
        self._edit(code, lambda store: store.put_book_rows(book.table, frame), **facts)

    def remove_rows(self, code: str, book: Book, uids: Sequence[str], **facts: Any) -> None:
        """Take rows out of a table of the register."""
        self._edit(code, lambda store: store.remove_book_rows(book.table, uids), **facts)

    def fill_duties(self, words: Words) -> Filling:
        """Bring what the zones say into the responsibility list; one gesture, so that no edit comes in between."""
        from layers.register_workflow import duties_from_zones

        def fill(store: PlanStore) -> Filling:
            filling = duties_from_zones(store, words)
            store.put_book_rows("lf_duty", filling.rows)
            return filling

        return self._edit("duties_filled", fill)

    def keep_account(self, row: Mapping[str, Any], **facts: Any) -> None:
        """Keep what the ledger said of a pair: columns of :meth:`accounts`."""
        import pandas as pd

        frame = pd.DataFrame([dict(row)], dtype=object)
        self._edit("account_kept", lambda store: store.put_book_rows("lf_account", frame), **facts)

    def remove_accounts(self, uids: Sequence[str], **facts: Any) -> None:
        """Take accounts away that were kept."""
        self._edit("account_removed", lambda store: store.remove_book_rows("lf_account", uids), **facts)

    def set_register_settings(self, settings: RegisterSettings) -> None:
        """Change what the register is judged by."""
        if settings != self.register_settings():
            values = settings.as_dict()
            self._edit("register_settings_set", lambda store: store.set_register_settings(values))

    def set_books(self, books: Mapping[Book, pd.DataFrame], **facts: Any) -> None:
        """Replace several tables of the register, as a file that was read gives them: one gesture."""

        def put(store: PlanStore) -> None:
            for book, rows in books.items():
                store.put_book(book.table, rows)

        self._edit("register_imported", put, **facts)

    def set_parameters(self, parameters: Parameters) -> None:
        """Change the numbers of the analysis."""
        if parameters != self.parameters():
            self._edit("parameters_set", lambda store: store.set_parameters(parameters))

    def set_river_settings(self, code: str, settings: RiverSettings, **facts: Any) -> None:
        """Change what rivers are worked out with, or which way one runs; ``code`` says which it was."""
        values = settings.as_dict()
        if values != self.stored_river_settings():
            self._edit(code, lambda store: store.set_river_settings(values), **facts)

    def set_everything_worked_with(self, parameters: Parameters, fires: FireChoices, rivers: RiverSettings) -> None:
        """Change the numbers of the analysis, of fires and of rivers, as one step: one form asked for them."""
        from layers.rivers.settings import RiverSettings

        before, flows = self.parameters(), rivers.as_dict()
        steps: list[tuple[str, Callable[[PlanStore], object]]] = []
        if fires.kept() != self.fire_choices().kept():
            steps.append(("fire_choices_set", lambda store: store.set_fire_choices(fires.kept())))
        if flows != RiverSettings.from_dict(self.stored_river_settings()).as_dict():
            steps.append(("river_settings_set", lambda store: store.set_river_settings(flows)))
        if parameters != before:
            if replace(parameters, weights=before.weights) == before:  # ranks follow from what is stored
                steps.append(("weights_set", lambda store: store.set_weights(parameters.weights)))
            else:
                steps.append(("parameters_set", lambda store: store.set_parameters(parameters)))
        if steps:
            code = steps[0][0] if len(steps) == 1 else "parameters_set"
            self._edit(code, lambda store: [step(store) for _code, step in steps])

    def set_patrol_rules(self, rules: PatrolRules) -> None:
        """Change what was agreed on for patrols."""
        values = rules.as_dict()
        if values != self.stored_patrol_rules():
            self._edit("patrol_rules_set", lambda store: store.set_patrol_rules(values))

    def set_weights(self, weights: Mapping[str, float]) -> None:
        """Change the weights of the score; the zones are ranked by them at once."""
        if dict(weights) != dict(self.parameters().weights):
            self._edit("weights_set", lambda store: store.set_weights(weights))

    def set_check_rules(self, code: str, rules: CheckRules, **facts: Any) -> None:
        """Change the limits of the checks of patrol areas, or what the plan lets stand; ``code`` says which it was."""
        if rules != self.check_rules():
            self._edit(code, lambda store: store.set_check_rules(rules.as_dict()), **facts)

    def set_hazard_lists(self, code: str, lists: HazardLists, **facts: Any) -> None:
        """Change what is kept about hazards; ``code`` says which of it."""
        if lists != self.hazard_lists():
            self._edit(code, lambda store: store.set_hazard_lists(lists.as_dict()), **facts)

    def set_fire_choices(self, code: str, choices: FireChoices, **facts: Any) -> None:
        """Change what fires need beside the parameters; ``code`` says which of it."""
        if choices.kept() != self.fire_choices().kept():
            self._edit(code, lambda store: store.set_fire_choices(choices.kept()), **facts)

    def set_limits(self, uid: str, text: str) -> None:
        """Keep the limits in words (四至) of a patrol area."""
        kept = self.paper_facts()
        values = {**kept, "limits": {**kept.get("limits", {}), uid: text}}
        if values != kept:
            self._edit("limits_set", lambda store: store.set_paper_facts(values), name=self.patrol_name(uid))

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Keep the answers to the checks before export."""
        kept = self.paper_facts()
        values = {**kept, "answers": {**kept.get("answers", {}), **answers}}
        if values != kept:
            self._edit("answers_set", lambda store: store.set_paper_facts(values), count=len(answers))

    def set_title(self, title: str) -> None:
        """Rename the plan."""
        self._edit_info(title=title)

    def set_reference_date(self, day: date) -> None:
        """Set the reference date that documents, expiry and staleness use."""
        self._edit_info(reference_date=day)

    def set_facts(self, title: str, reference_date: date) -> None:
        """Change title and reference date in one gesture."""
        info = self.info()
        if (title, reference_date) != (info.title, info.reference_date):
            self._edit_info(title=title, reference_date=reference_date)

    def store_result(
        self, result: ZoneResult, *, input_stamp: str | None = None, into: PlanStore | None = None
    ) -> ZoneResult:
        """Store an analysis with the stamp of what it read; a job names the plan it analysed.  Returns it as stored."""
        return self.on_writer(lambda: workflow.save_analysis(self._wanted(into), result, input_stamp=input_stamp))

    def _update_patrol(self, code: str, uid: str, **fields: Any) -> None:
        name = fields.get("name", self.patrol_name(uid))
        self._edit(code, lambda store: store.update_patrol_area(uid, **fields), name=name)

    def next_patrol_name(self) -> str:
        """Return the next free name for a patrol area."""
        taken = set(self.patrol_areas()["name"])
        number = len(taken) + 1
        while (name := self._numbered_area().format(number=number)) in taken:
            number += 1
        return name

    def _edit_info(self, **fields: Any) -> None:
        self.on_writer(lambda: self.store.set_info(**fields))


def _check_outline(polygon: shapely.Polygon) -> None:
    if polygon is None or polygon.is_empty:
        raise ValueError("a patrol area needs an outline")
