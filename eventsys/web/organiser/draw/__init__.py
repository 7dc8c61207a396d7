"""The draw, as organisers run it."""
