"""Approval: registrations that wait for the organisers' yes, and what was decided."""
