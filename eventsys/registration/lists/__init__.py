"""Registrations that come as a list: all of them in one go, and taken back in one go."""
