"""Mail that came back: read from a mailbox, so that somebody calls instead."""
