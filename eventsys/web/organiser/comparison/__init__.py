"""Waves compared over years, districts, events and time gone by; who answered at all."""
