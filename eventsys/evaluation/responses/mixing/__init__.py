"""What makes the database forget in which order answers came, and together with whose sign."""
