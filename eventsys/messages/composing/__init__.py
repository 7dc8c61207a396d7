"""Notices become messages: one for each person who is reached."""
