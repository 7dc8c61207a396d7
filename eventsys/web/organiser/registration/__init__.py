"""Who is registered."""
