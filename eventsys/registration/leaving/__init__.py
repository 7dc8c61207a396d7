"""Leaving: places given back, offers declined, the waiting list left."""
