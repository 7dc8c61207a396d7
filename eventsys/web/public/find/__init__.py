"""How citizens find events: what an address asks for, the filters that are shown, the months."""
