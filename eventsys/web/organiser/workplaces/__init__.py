"""Where the participants of an event come from."""
