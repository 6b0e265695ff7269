"""The inventory of both sides: what is held and by whom, what is needed, how complete and how old the data are.

``model`` has the rows, ``catalogue`` the items, ``reading`` brings workbooks in, ``scoring``, ``needs`` and
``searching`` say what follows from the rows, ``hazards`` lists hazard sources near the line, ``gathering`` brings all
of a plan together.
"""
