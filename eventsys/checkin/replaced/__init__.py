"""Codes that were replaced: whose they were, for the gate."""
