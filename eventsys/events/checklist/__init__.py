"""What an event lacks before it is shown to the public."""
