"""Who assists with an event: named and dismissed by organisers."""
