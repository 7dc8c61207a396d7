"""The first steps of a new installation, from nothing to a published event."""
