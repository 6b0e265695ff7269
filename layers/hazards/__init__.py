"""What can cross a county line: one module per hazard, each returning a :class:`HazardResult`.

A new hazard is a module with ``assess`` and a line in :mod:`layers.hazards.registry`.
"""

from layers.hazards.model import HazardResult

__all__ = ["HazardResult"]
