"""Pictures of events: drawn anew from what was uploaded, described in each language."""
