"""The demonstration: the team's own world, with real districts and invented people."""
