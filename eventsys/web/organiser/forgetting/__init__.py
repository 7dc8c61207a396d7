"""Deleting what is known of people, as organisers do it."""
