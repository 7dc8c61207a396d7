"""What an organiser has to decide about: where the facts of a gate do not go together."""
