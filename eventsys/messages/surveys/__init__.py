"""Questionnaires on their way to people, and what came of them on its way back."""
