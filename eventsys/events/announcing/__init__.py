"""Telling everybody who is registered that an event moved, is off, or is on again."""
