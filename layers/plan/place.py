"""Whether an open plan still lies where it was opened, under its own name.

A stick is pulled out, a file manager deletes or renames the file, a cloud client puts another one in its
place: SQLite would go on writing to a file that nobody finds again.  One ``stat`` before each gesture tells.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from layers.errors import PlanNameTooLong, PlanNotSaved

#: The longest of the endings that SQLite and the lock add to a plan's name.
_SIDE_BYTES = len("-journal")

#: Reason codes of a plan that is no longer in its place.
REASONS = {
    "moved_away": "its file was deleted or renamed, or its drive was taken out",
    "folder_gone": "its folder is no longer there, or its drive was taken out",
    "replaced": "another file lies under its name",
    "drive_fails": "its drive does not answer",
}


@dataclass(frozen=True)
class Place:
    """A file as it was when it was opened: path, and device and inode as the system numbers them."""

    path: Path
    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> Place | None:
        """Return the place of a file; None where the system does not say."""
        try:
            found = path.stat()
        except OSError:
            return None
        return cls(path, found.st_dev, found.st_ino)

    def problem(self) -> str:
        """Return a key of :data:`REASONS`, or "" while all is well; takes a few microseconds."""
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return "moved_away" if self.path.parent.is_dir() else "folder_gone"
        except OSError:
            return "drive_fails"
        # Some file systems number their files anew or not at all: then the name has to do.
        is_same = not self.inode or (found.st_dev, found.st_ino) == (self.device, self.inode)
        return "" if is_same else "replaced"

    def lost(self, code: str) -> PlanNotSaved:
        """Return the error for a problem."""
        return PlanNotSaved(path=str(self.path), folder=str(self.path.parent), reason=REASONS[code], reason_code=code)


def behind_link(path: Path) -> Path:
    """Return the absolute path of a plan, or of what a link in its place leads to.

    Lock, log, relative paths of rasters and what an upgrade replaces belong beside the file itself: through two
    names two programs would write one plan.
    """
    path = path.absolute()
    try:
        return path.resolve(strict=True) if path.is_symlink() else path
    except (OSError, RuntimeError):  # it leads nowhere, or round in a circle: opening says so
        return path


def name_excess_bytes(path: Path) -> int:
    """Return by how many bytes a plan's name is too long for its file system, its side files' names included."""
    try:
        limit = os.pathconf(path.parent, "PC_NAME_MAX") if hasattr(os, "pathconf") else 255
    except (OSError, ValueError):
        limit = 255
    return len(os.fsencode(path.name)) + _SIDE_BYTES - limit


def require_name(path: Path) -> None:
    """Make sure that a plan can have a name, before anything is written under it.

    Raises
    ------
    PlanNameTooLong
        The file system cannot take it; ``facts`` say how long it is, how long it may be, and by how many
        bytes and Chinese characters (three bytes each) it must be shortened.
    """
    excess = name_excess_bytes(path)
    if excess > 0:
        length = len(os.fsencode(path.name))
        raise PlanNameTooLong(
            path=str(path), length=length, limit=length - excess, excess=excess, characters=-(-excess // 3)
        )
