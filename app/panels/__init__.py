"""What stands around the map: layers, zones, patrol areas, registers, findings, and the start page.

Each panel reads the document, asks it for edits, and says by signals what was chosen; none knows
another.
"""
