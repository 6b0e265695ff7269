"""Rivers as a network: which way the water runs, whom it comes to and when, and how well the banks are guarded.

What lies beside a line between counties is told in :mod:`layers.hazards` (``river*.py``); here its lines become
connected edges with a direction, on the same running measure.
"""
