"""Who may manage which event: assistants are named for theirs, other roles reach all."""
