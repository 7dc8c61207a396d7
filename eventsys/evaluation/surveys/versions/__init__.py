"""Versions of a questionnaire: what was answered once stays as it was asked."""
