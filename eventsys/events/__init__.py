"""What people are invited to: events, their occasions, gates and places."""
