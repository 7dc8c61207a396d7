"""Registrations that wait for a yes."""
