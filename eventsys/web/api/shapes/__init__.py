"""What goes over the wire, as msgspec structs: they check it, and they describe it."""
