"""Tables as files of the kinds that people ask for; nothing in a cell is ever run."""
