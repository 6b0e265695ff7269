"""Patrols: how long routes take and what they watch, what was walked of them, how often, by how many, and checkpoints.

``measuring`` is one route, ``watching`` the woods along all of them, ``effort`` tracks against plans, ``forces`` how
often and by how many at each danger level, ``checkpoints`` where roads enter, ``breaks`` gaps of firebreaks.
"""
