"""Hints that somebody has read and wants to see no more."""
