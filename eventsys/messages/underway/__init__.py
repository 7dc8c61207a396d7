"""What is being sent now, at all events."""
