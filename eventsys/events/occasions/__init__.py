"""The dated, placed taking-places of an event."""
