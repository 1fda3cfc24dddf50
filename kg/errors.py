"""Everything that can go wrong for a reader, as one tree. Each message is one line that says what to do.

KGError
├── UsageError         the command was given something that cannot be (a wrong parameter, an unknown query)
├── SourceError        a source could not be had: missing, unreadable, too large, refused by its server
│   ├── ReadError      it was had, but there is no article in it we can read
│   └── LaterError     its server did not give it this time; it may another time
├── KnowledgeError     a file under data/ or queries/, or a file that describes a site or language, is not well formed
└── StoreError         the store could not be opened, is not ours, or refused a statement
"""


class KGError(Exception):
    """The root. `str(error)` is one line a reader can act on; the command line prints it and leaves with `exit_code`."""

    exit_code = 2


class UsageError(KGError):
    """The command was given something that cannot be."""


class SourceError(KGError):
    """A source could not be had."""


class ReadError(SourceError):
    """A source was had, but holds no article we can read."""


class LaterError(SourceError):
    """A server did not give a source this time (no answer, 429, 5xx); `wait` is how many seconds it asks for."""

    def __init__(self, line: str, wait: float | None = None) -> None:
        super().__init__(line)
        self.wait = wait


class KnowledgeError(KGError):
    """A file of knowledge (TOML, Cypher) is not well formed: the message gives the file and the cure."""


class StoreError(KGError):
    """The store could not be opened, is not ours, or refused a statement."""
