"""Who is asked what, when: right after an event, and once more months later."""
