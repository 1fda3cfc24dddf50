"""The lines of Neo4j that can be started here, their jars, and a Java that runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from kg.errors import StoreError, UsageError
from kg.resources import toml

_KNOWN: dict[str, Any] = toml(Path(__file__).parent / "lines.toml")
_ARTIFACTS = (("org.neo4j", "neo4j"), ("org.neo4j.app", "neo4j-server"), ("org.neo4j.client", "neo4j-browser"))
_INSTALL = "on Debian: apt-get install maven openjdk-17-jre-headless; with Docker instead: docker compose up"
JAVA_OPTIONS: tuple[str, ...] = tuple(_KNOWN["java"]["options"])
SETTINGS: dict[str, str] = _KNOWN["settings"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of releases of Neo4j: `server` and `browser` are versions, `java` the oldest Java it runs on."""

    name: str
    server: str
    browser: str
    java: int
    main: str
    options: tuple[str, ...]


LINES: dict[str, Line] = {one["name"]: Line(**one | {"options": tuple(one["options"])}) for one in _KNOWN["line"]}


def line(name: str) -> Line:
    """The line of that name.

    Raises:
        UsageError: there is none.
    """
    if name not in LINES:
        raise UsageError(f"--line {name}: choose one of {', '.join(LINES)}")
    return LINES[name]


def java(of: Line) -> Path:
    """The first Java that is new enough: JAVA_HOME, the path, then where systems keep theirs.

    Raises:
        StoreError: there is none; the message says what to install.
    """
    homes = [Path(os.environ["JAVA_HOME"]) / "bin/java"] if os.environ.get("JAVA_HOME") else []
    on_path = shutil.which("java")
    homes += [Path(on_path)] if on_path else []
    for pattern in ("/usr/lib/jvm/*/bin/java", "/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java"):
        homes += sorted(Path("/").glob(pattern[1:]), reverse=True)
    for home in homes:
        if java_version(home) >= of.java:
            return home
    raise StoreError(f"Neo4j {of.name} needs Java {of.java} or newer, and none was found; set JAVA_HOME ({_INSTALL})")


def java_version(path: Path) -> int:
    """The major version of a Java, 0 where it does not run."""
    try:
        said = subprocess.run([path, "-version"], capture_output=True, text=True, timeout=30, check=False).stderr
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(found[1]) if found else 0


def jars(of: Line) -> Path:
    """The folder of the line's jars, in the user's cache, filled on first use.

    Raises:
        StoreError: Maven is missing or could not get them.
    """
    cache = Path(platformdirs.user_cache_dir("kg")) / "neo4j"
    folder = cache / f"{of.server}-browser-{of.browser}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if not maven:
        raise StoreError(f"Neo4j's jars come through Maven, and mvn was not found; {_INSTALL}")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as partial:
            _get(maven, of, Path(partial))
            if not folder.is_dir():  # another process may have been first
                (Path(partial) / "lib").rename(folder)
    except OSError as error:
        if not folder.is_dir():
            raise StoreError(f"{cache}: Neo4j's jars cannot be kept here: {error.strerror}") from None
    return folder


def _get(maven: str, of: Line, into: Path) -> None:
    versions = {"neo4j-browser": of.browser}
    wanted = "".join(
        f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId>"
        f"<version>{versions.get(name, of.server)}</version></dependency>"
        for group, name in _ARTIFACTS
    )
    (into / "pom.xml").write_text(
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>kg</groupId><artifactId>neo4j</artifactId><version>1</version>"
        f"<dependencies>{wanted}</dependencies></project>",
        encoding="utf-8",
    )
    command = [maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={into / 'lib'}"]
    done = subprocess.run(command, cwd=into, capture_output=True, text=True, check=False)
    if done.returncode:
        first = next((one for one in done.stdout.splitlines() if "ERROR" in one), done.stdout.strip() or "no reason")
        raise StoreError(f"Maven could not get Neo4j {of.server}: {' '.join(first.split())[:200]}")
