"""The organisers' list of events: searched and narrowed down, drafts and archive too."""
