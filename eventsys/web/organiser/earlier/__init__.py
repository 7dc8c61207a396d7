"""Figures of earlier years, with where each comes from."""
