"""How layers look, as data: styles as a plan stores them, classes of numbers, colours and how eyes see them.  No Qt."""
