"""What an event asks in order to look after those who come: needs, pictures, companions."""
