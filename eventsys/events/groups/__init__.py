"""How large a group may be that a school or an association registers at once."""
