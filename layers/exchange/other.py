"""Another plan opened for a look: a package, a plan file, or one from a stick; nothing in it is changed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from layers.exchange import journal
from layers.exchange.handing import HANDOVER
from layers.exchange.journal import Handover
from layers.plan.package import Manifest, inspect_package, is_package, unpack
from layers.plan.package_writing import SUFFIX
from layers.plan.store import PlanStore
from layers.progress import Progress, silent


class OtherPlan:
    """A plan of somebody else, open for reading; a context manager that closes it and removes what was unpacked."""

    def __init__(self, path: Path, store: PlanStore, manifest: Manifest | None, scratch: Path | None) -> None:
        self.path = path
        self.store = store
        self.manifest = manifest
        self._scratch = scratch

    @classmethod
    def open(cls, path: str | Path, *, progress: Progress = silent) -> OtherPlan:
        """Open a package or a plan.

        Raises
        ------
        NotAPackage, PackageFromFuture, PackageDamaged, PackageNotSaved
            A package that cannot be unpacked.
        NotAPlan, PlanFromFuture, PlanDamaged, PlanNotRead
            The plan cannot be read.
        """
        path = Path(path).absolute()
        if not is_package(path) and not path.name.endswith(SUFFIX):
            return cls(path, PlanStore.open(path, read_only=True), None, None)
        manifest = inspect_package(path)
        scratch = Path(tempfile.mkdtemp(prefix="lianfang-"))
        try:
            plan = unpack(path, scratch / "package", progress=progress)
            return cls(path, PlanStore.open(plan, read_only=True), manifest, scratch)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise

    @property
    def handover(self) -> Handover | None:
        """Who handed it over, when; None for a plan that nobody did."""
        value = None if self.manifest is None else self.manifest.extra.get(HANDOVER)
        if isinstance(value, dict):
            return Handover.from_dict(value)
        given = [one for one in journal.read(self.store._db) if one.what == journal.GIVEN]
        return given[-1] if given else None

    def detached(self) -> Callable[[], OtherPlan]:
        """Return a callable that opens the same unpacked plan once more, for another thread."""
        manifest, path, plan = self.manifest, self.path, self.store.path
        return lambda: OtherPlan(path, PlanStore.open(plan, read_only=True), manifest, None)

    def close(self) -> None:
        """Close it; what was unpacked is removed."""
        self.store.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def __enter__(self) -> OtherPlan:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
