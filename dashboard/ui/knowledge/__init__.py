"""The page of the knowledge records: search and choose, read one, print it, see where none is written yet."""
