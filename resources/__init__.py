"""What the program carries with it: icons, styles, words, templates and the sample."""
