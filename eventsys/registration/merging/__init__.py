"""Registrations that are one: which look like it, and how organisers bring them together."""
