"""Places: capacity and what is taken of it."""
