"""Questionnaires in their languages, and how each text stands beside the Danish."""
