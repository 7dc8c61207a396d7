"""Where the people of a registration stand."""
