"""Everything geographic: sources, borders, hazards, zones, plans, exports.

Nothing in this package imports Qt or pyqtgraph, so every analysis runs from a script, a test
or a notebook.  Coordinates are CGCS2000 longitude/latitude (EPSG:4490) wherever a function
does not say otherwise.
"""

from layers.offline import seal

seal()
