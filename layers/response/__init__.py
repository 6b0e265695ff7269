"""Who gets there first: minutes by road and on foot from depots and teams to everywhere, and what follows from them.

``roads`` is the network that vehicles use, ``foot`` the ground that people walk over, ``land`` both with those who set
out; ``travel`` the times; ``measures`` coverage, order of arrival, mutual aid, the loss of a depot; ``sites`` and
``catchments`` where another depot would help, and how much there is for how many.
"""
