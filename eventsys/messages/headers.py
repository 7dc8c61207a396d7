"""How the headers of our mail are written."""

from email.header import Header
from email.policy import EmailPolicy

LONGEST_LINE = 76


class MailPolicy(EmailPolicy):
    """Writes a subject so that no space of it is lost.

    The library's own way drops a space where it parts two encoded words.
    """

    def fold(self, name: str, value: str) -> str:
        """Write a header."""
        if name.lower() != "subject":
            usual: str = super().fold(name, value)
            return usual
        charset = "us-ascii" if value.isascii() else "utf-8"
        subject = Header(str(value), charset, maxlinelen=LONGEST_LINE, header_name=name)
        return f"{name}: {subject.encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write a header in bytes."""
        if name.lower() != "subject":
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii")


MAIL = MailPolicy(linesep="\r\n")
