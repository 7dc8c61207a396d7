"""Messages to phones: short, through a gateway or as files."""
