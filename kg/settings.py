"""What a user may set: each setting is an environment variable with the prefix KG_ (KG_STORE, KG_PASSWORD, …)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import platformdirs
from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg import __version__
from kg.errors import UsageError


class Settings(BaseSettings):
    """The settings and their defaults; the password shows as stars wherever it is printed."""

    model_config = SettingsConfigDict(env_prefix="KG_", frozen=True, extra="ignore")

    store: str = "graph.db"  # a folder (embedded store) or bolt://, neo4j://, neo4j+s://
    user: str = "neo4j"
    password: SecretStr = SecretStr("")
    database: str | None = None  # of a server; None is its default one, neo4j
    to_user: str | None = None  # of the second store of kg copy, where they differ
    to_password: SecretStr | None = None
    to_database: str | None = None
    patience: float = 60.0  # seconds to wait for a server that stops while it is used
    server_home: Path = Path(platformdirs.user_data_dir("kg")) / "neo4j"  # of kg neo4j
    model_en: str | None = None  # another installed spaCy model instead of the default one
    model_ru: str | None = None
    contact: str = ""  # an address or page a site's owner can write to; part of the user agent
    max_bytes: int = 10_000_000  # of one source, unpacked
    max_chars: int = 500_000  # of one article's text
    connect_timeout: float = 10.0  # seconds
    read_timeout: float = 30.0  # seconds without a byte
    total_timeout: float = 120.0  # seconds for one page
    max_redirects: int = 5
    max_list_bytes: int = 50_000_000  # of a feed or sitemap, unpacked: what sitemaps.org allows
    archive: str = ""  # the folder of fetched pages; empty: beside the store (graph.db has graph.pages)
    delay: float = 1.0  # seconds between two requests to one host; a longer Crawl-delay wins
    max_wait: float = 300.0  # seconds; a host that asks for a longer pause is left for the next run
    max_pages: int = 2_000  # requests to one host in one run
    max_tries: int = 4  # requests for one page in one run
    backoff: float = 2.0  # seconds, doubled with every try; the pause is a random part of it
    workers: int = 8  # hosts that are asked at the same time
    hosts: str = ""  # of WARC files only the pages of these hosts and those under them, with commas; empty: of all
    allow_private: bool = False  # fetch from loopback and private addresses: a site of your own, tests
    color: bool | None = None  # None: only on a terminal

    def user_agent(self) -> str:
        """How we name ourselves to a server."""
        return f"kg/{__version__}" + (f" (+{self.contact})" if self.contact else "")

    def product(self) -> str:
        """The name robots.txt knows us by."""
        return "kg"

    def models(self) -> dict[str, str]:
        """The spaCy model chosen for a language, for those where one was."""
        return {code: name for code, name in (("en", self.model_en), ("ru", self.model_ru)) if name}


@cache
def settings() -> Settings:
    """The settings of this process.

    Raises:
        UsageError: a KG_ variable has a value that cannot be; the message names the variable and never the value.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = "KG_" + str(first["loc"][0]).upper()
        raise UsageError(f"{name}: {first['msg'].lower()}; change or unset it") from None
