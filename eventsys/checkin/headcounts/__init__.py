"""Numbers of people counted at a post."""
