"""The phones of an event."""
