"""Whom people may ask about an event."""
