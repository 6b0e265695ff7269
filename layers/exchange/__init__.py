"""Two counties, one plan, a USB stick: hand over, compare, decide, take in.

:func:`~layers.exchange.handing.hand_over` writes a package; :class:`~layers.exchange.other.OtherPlan` opens one;
:func:`~layers.exchange.plans.compare_plans` compares it with ours; :mod:`~layers.exchange.resolving` makes decisions
into rows, and :func:`~layers.exchange.taking.take_in` writes them as one gesture.  ``docs/exchange.md`` explains all
of it to those who sit at the table.
"""
