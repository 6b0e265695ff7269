"""What the actions do: plans, work on layers and areas, and the hand on the map.  The window only connects."""
