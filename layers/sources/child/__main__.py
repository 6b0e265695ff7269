"""``python -m layers.sources.child``: started by :class:`layers.sources.child.Reader`, never by hand."""

import sys

from layers.sources.child.worker import main

sys.exit(main(sys.argv[1:]))
