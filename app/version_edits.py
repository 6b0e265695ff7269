"""Versions, agreements and signatures: one method, one gesture; ``layers.version_workflow`` settles what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.editing import Editing
from layers import version_workflow
from layers.version_workflow import Person

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.versions.model import Consent, Thing, Version


class VersionEditing(Editing):
    """The part of :class:`~app.document.Document` that the window of versions talks to."""

    def versions(self) -> list[Version]:
        """Return all versions, by thing and number."""
        return self._get("versions")  # type: ignore[no-any-return]

    def consents(self) -> list[Consent]:
        """Return who said what, oldest first."""
        return self._get("consents")  # type: ignore[no-any-return]

    def begin_version(self, thing: Thing, note: str) -> None:
        """Begin the next version: the first draft, or an amendment."""
        self._version("version_begun", thing, lambda store: version_workflow.begin(store, thing, note=note))

    def describe_version(self, thing: Thing, annex: Sequence[str], clauses: Sequence[str]) -> None:
        """Say which areas belong to an agreement and what its text is."""
        self._version(
            "version_described",
            thing,
            lambda store: version_workflow.describe(store, thing, annex=annex, clauses=clauses),
        )

    def negotiate(self, thing: Thing, who: Person, on: str, note: str) -> None:
        """Write down that a thing is negotiated as it is now."""
        self._version(
            "version_negotiated",
            thing,
            lambda store: version_workflow.negotiate(store, thing, who, on=on, note=note),
        )

    def agree(self, thing: Thing, who: Person, on: str, note: str, *, declines: bool = False) -> None:
        """Write down that a party agrees, or declines."""
        self._version(
            "version_declined" if declines else "version_agreed",
            thing,
            lambda store: version_workflow.agree(store, thing, who, on=on, note=note, declines=declines),
        )

    def sign(self, thing: Thing, who: Sequence[Person], on: str, note: str) -> None:
        """Write down signatures; from the first one on the thing is frozen."""
        self._version("version_signed", thing, lambda store: version_workflow.sign(store, thing, who, on=on, note=note))

    def withdraw(self, thing: Thing, who: Person, on: str, note: str) -> None:
        """Write down that a signed version is no longer in force."""
        self._version(
            "version_withdrawn",
            thing,
            lambda store: version_workflow.withdraw(store, thing, who, on=on, note=note),
        )

    def _version(self, code: str, thing: Thing, step: Callable[[PlanStore], Version]) -> None:
        numbers = [one.number for one in self.versions() if one.key == thing.key]
        number = max(numbers, default=0) + (1 if code == "version_begun" or not numbers else 0)
        self._edit(code, step, name=thing.title, number=number)
