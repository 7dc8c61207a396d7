"""Saying beforehand that one cannot come to an occasion."""
