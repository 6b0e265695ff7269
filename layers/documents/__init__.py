"""Agreements on paper: templates an office can edit, filled from the plan.

``kinds`` says what there is, ``gather`` reads a plan, ``fields`` makes the facts, ``template`` fills them in,
``joining`` and ``writing`` make files, ``reading`` takes a filled document apart for its PDF, ``preflight`` says what
the law asks.
"""
