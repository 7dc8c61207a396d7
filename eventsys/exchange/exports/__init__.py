"""What leaves the house as a table: read in batches, so that a year of people takes no memory."""
