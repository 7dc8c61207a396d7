"""Schools and associations: the people of one registration, with or without names."""
