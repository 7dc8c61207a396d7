"""Name badges: whoever has a place at an event."""
