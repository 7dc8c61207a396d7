"""The places in which events are, and how accessible they are."""
