"""The meeting: the plan on the wall of a room, led from the keyboard, with the numbers everybody cares about."""
