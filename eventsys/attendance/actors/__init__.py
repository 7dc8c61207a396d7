"""Which organisations and units were present, each counted once."""
