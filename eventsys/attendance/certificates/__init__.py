"""Certificates of completed courses, which anybody can verify."""
