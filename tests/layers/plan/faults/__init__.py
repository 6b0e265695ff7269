"""Fault injection: sessions that are killed, starved of disk, cut off from power; see ``docs/fault-injection.md``."""
