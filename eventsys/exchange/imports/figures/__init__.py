"""Lists of figures of earlier years."""
