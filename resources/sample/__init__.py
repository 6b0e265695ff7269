"""The built-in sample: data files, and the recipe that made them."""
