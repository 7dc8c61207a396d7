"""What people need at an event, and whose pictures may be shown."""
