"""What people need at an event: kept apart, for a short time, for those who arrange it."""
