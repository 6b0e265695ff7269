"""A whole country in pieces: cut by border segment, each from files to a file, put together to what one run gives."""
