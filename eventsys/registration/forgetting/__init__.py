"""How people become nobody in the registrations, and nobody becomes somebody again."""
