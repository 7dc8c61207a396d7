"""What is told of the year, and of an event as a whole."""
