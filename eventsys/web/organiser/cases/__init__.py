"""What an organiser has to decide about at a gate."""
