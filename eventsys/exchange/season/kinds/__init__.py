"""Where each type of fact lies in the database; a table, and no code for one of them alone."""
