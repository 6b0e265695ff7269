"""Lookouts: what towers and cameras see of whose woods, what nobody sees, where one more would help.

``sight`` is the line of sight over terrain, ``study`` the questions about a plan's lookouts, ``book`` the workbook.
"""
