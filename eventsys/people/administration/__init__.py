"""Who administers accounts: they are invited, given roles, deactivated and helped."""
