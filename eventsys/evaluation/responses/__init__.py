"""What was answered, by nobody in particular."""
