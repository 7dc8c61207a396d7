"""Questionnaires in forms and in words, for those who answer and those who type in or read."""
