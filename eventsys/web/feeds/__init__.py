"""Calendars to subscribe to."""
