"""Many events counted at once, as each is counted alone."""
