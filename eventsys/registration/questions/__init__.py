"""What an event's organisers ask besides names, and what people answer."""
