"""The people of an event: who is meant, out of all that is known of them and of their coming."""
