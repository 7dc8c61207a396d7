"""People counted without a ticket."""
