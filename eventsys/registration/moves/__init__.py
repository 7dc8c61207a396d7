"""How everybody of a registration goes to another date of the event."""
