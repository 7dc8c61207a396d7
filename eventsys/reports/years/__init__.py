"""A year's events added up."""
