"""The people of an event: narrowing their list down, and acting on several at once."""
