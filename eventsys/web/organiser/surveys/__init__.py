"""Questionnaires as organisers build them."""
