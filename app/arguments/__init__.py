"""Arguments of the commands, by what they are about; words and types only, for help must not wait."""
