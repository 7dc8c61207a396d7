"""Reminders and thank-yous: found by time, without any schedule."""
