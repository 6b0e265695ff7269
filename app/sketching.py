"""The sketch in hand as the document keeps it: written without waiting, and along with the gestures."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from layers.errors import LianfangError

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

log = logging.getLogger(__name__)


class PlanSketching:
    """The half of :class:`~app.document.Document` that keeps what is half drawn."""

    sketch_kept: Any  # Signal: UTC time when the sketch was written; None when there is none any more
    sketch_failed: Any  # Signal: the error
    is_open: Any
    is_read_only: Any
    store: Any
    writer: ThreadPoolExecutor

    def __init__(self) -> None:
        #: Says what is half drawn; whoever keeps the sketches sets it.
        self.sketch_source: Callable[[], dict[str, Any]] | None = None
        self._sketch_on_disk: dict[str, Any] = {}  # only the writer thread changes it while a plan is open
        self._sketch_number = 0

    @property
    def has_sketch(self) -> bool:
        """Whether something is half drawn (a cancelled sketch does not count)."""
        tools = self._sketch_in_hand().get("tools", {})
        return any(not state.get("cancelled") for state in tools.values())

    def kept_sketch(self) -> dict[str, Any]:
        """Return the sketch the plan was opened with; {} for none."""
        return dict(self._sketch_on_disk)

    def keep_sketch(self, state: Mapping[str, Any]) -> None:
        """Have the sketch in hand written ({} takes it away) without waiting; of quick changes only the last."""
        if not self.is_open or self.is_read_only:
            return
        self._sketch_number += 1
        self.writer.submit(self._write_sketch, self.store, dict(state), self._sketch_number)

    def _write_sketch(self, store: PlanStore, state: dict[str, Any], number: int) -> None:
        if number != self._sketch_number or state == self._sketch_on_disk:
            return
        try:
            store.set_sketch_state(state)
        except LianfangError as error:
            self.sketch_failed.emit(error)
            return
        except Exception:
            log.exception("the sketch could not be kept")
            return
        self._sketch_on_disk = state
        self.sketch_kept.emit(datetime.now(UTC) if state else None)

    def _sketch_in_hand(self) -> dict[str, Any]:
        return self.sketch_source() if self.sketch_source is not None else {}
