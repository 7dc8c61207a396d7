"""Parties that wait, and the places that are offered to them."""
