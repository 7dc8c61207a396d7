"""What organisers write to chosen people of an event: written, looked at, sent once, followed."""
