"""Unknown files are read in a process of their own, which can be killed: nothing in them can stop the window.

``Reader`` has ``inspect``, ``read``, ``read_patrol_areas`` and ``preview_tables`` with the arguments and results of
:mod:`layers.sources`; ``shared()`` is the one that a program keeps warm for file after file.  A file that takes too
long, too much memory, or brings the reader down ends in an error of its own; cancelling kills at once.

What comes back is JSON and buffers, never pickled objects (:mod:`layers.sources.child.values`).  The trust ends
there: a file that takes over the reader can return false data, and shapes whose WKB GEOS then parses in the program.
It has no network on Linux (:mod:`layers.sources.child.confine`), but the rights of the user on the disk.
"""

import logging

from layers.sources.child.limits import Limits
from layers.sources.child.process import ENTRY
from layers.sources.child.reader import Reader, end_shared, shared

__all__ = ["ENTRY", "Limits", "Reader", "end_shared", "shared"]

# What a reader said before it broke down is for the log of the window; commands have none, and say one sentence.
logging.getLogger(__name__).addHandler(logging.NullHandler())
