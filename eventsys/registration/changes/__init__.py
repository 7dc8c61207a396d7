"""What people, or the service desk for them, change about a registration."""
