"""Hours of use, scripted: does the program grow?  ``python -m tests.soak``; see ``docs/soak.md``."""
