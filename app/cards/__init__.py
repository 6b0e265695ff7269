"""Cards over the map: what was identified, what was measured, the values of a change of shape."""
