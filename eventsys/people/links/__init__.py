"""Links in mails with which somebody chooses a passphrase, once."""
