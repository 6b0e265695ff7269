"""Windows that need an answer: import, new plan, counties, parameters, export, settings.

A dialog gathers and returns plain values; whoever opened it acts on them.
"""
