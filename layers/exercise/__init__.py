"""Exercises on a county line: sites and their rules, injects from physics, the script, how it was played, its papers.

``model`` is the rows, ``ground`` what is known about the land, ``checks`` each site against its rules, ``suitability``
where else a site could be, ``rings`` who stands too close, ``injects`` what the fire, flood or plume does when,
``evaluation`` how the players did, ``kit`` and ``book`` what is printed.  Nothing here reaches an agreement.
"""
