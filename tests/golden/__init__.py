"""Golden pictures: the sample's map in every theme, compared with what it looked like when somebody last looked.

After a change that is meant to change the map: ``python -m tests.golden.update``, look at the pictures, commit them.
"""
