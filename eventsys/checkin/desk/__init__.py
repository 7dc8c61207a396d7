"""The desk on the day: finding people, and checking in by hand who has no ticket there."""
