"""Fire that runs over the land: rates, moves, travel times, and what counties send each other."""
