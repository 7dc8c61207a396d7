"""Which actor a participant comes from."""
