"""Figures of years before this system: what they count, and where they come from."""
