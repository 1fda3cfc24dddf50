"""Starting, stopping and asking after a Neo4j server whose data is a folder of the user's."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
import requests

from kg.errors import StoreError, UsageError
from kg.ports import free_port, is_free
from kg.server.jars import JAVA_OPTIONS, SETTINGS, Line, jars, java, line

READY = 180.0  # seconds until a server must answer
STOPPED = 60.0  # seconds until it must have ended


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: the line of Neo4j, its ports on this machine, its process."""

    line: str
    bolt: int
    http: int
    pid: int

    @property
    def uri(self) -> str:
        """What `--store` takes."""
        return f"bolt://127.0.0.1:{self.bolt}"

    @property
    def browser(self) -> str:
        """Where Neo4j Browser is served."""
        return f"http://127.0.0.1:{self.http}/browser/"


def status(home: Path) -> Server | None:
    """The server that runs on a folder, if one does."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        said = Server(**json.loads(_note(home).read_text("utf-8")))
        if str(home.resolve()) in _command(said.pid):
            return said
    return None


def start(
    home: Path,
    of: Line,
    *,
    bolt: int = 7687,
    http: int = 7474,
    heap: str = "1g",
    password: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> tuple[Server, str | None]:
    """A server on a folder, made if it is not there, once it answers; and the password, the first time only.

    A port of 0 is a free one. `settings` go into the new server's neo4j.conf.

    Raises:
        StoreError: no Java, no Maven, or the server ended; the message gives its last words and its log.
        UsageError: a port is taken, or the folder is of another line.
    """
    home = home.expanduser().resolve()
    running = status(home)
    if running:
        return running, None
    lib, jvm = jars(of), java(of)
    _claim(home, of)
    bolt, http = _port(bolt), _port(http)
    _configure(home, bolt, http, settings or {})
    first = not (home / "data" / "databases").exists()
    if first:
        password = password or secrets.token_urlsafe(12)
        _set_password(home, of, password)
    pid = _spawn([jvm, f"-Xmx{heap}", *JAVA_OPTIONS, *of.options, "-cp", f"{lib}/*", of.main,
                  f"--home-dir={home}", f"--config-dir={home / 'conf'}"], home)  # fmt: skip
    server = Server(of.name, bolt, http, pid)
    _write_note(home, server)
    try:
        _wait_until_ready(server, home)
    except BaseException:
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(pid).terminate()
        _note(home).unlink(missing_ok=True)
        raise
    return server, password if first else None


def stop(home: Path) -> bool:
    """Ends the server of a folder; False when none runs.

    Raises:
        StoreError: it does not end.
    """
    home = home.expanduser().resolve()
    server = status(home)
    if not server:
        return False
    process = psutil.Process(server.pid)
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOPPED)
    except psutil.TimeoutExpired:
        raise StoreError(f"{home}: the server (process {server.pid}) does not end; see {_log(home)}") from None
    _note(home).unlink(missing_ok=True)
    return True


def admin(home: Path, of: Line, arguments: Sequence[str | Path]) -> str:
    """What `neo4j-admin` printed, run with a line's jars on a folder.

    Raises:
        StoreError: it failed; the message is its own.
    """
    command = [java(of), "-cp", f"{jars(of)}/*", "org.neo4j.server.startup.Neo4jAdminCommand", *arguments]
    # An import runs in a Java of its own, which takes its options from there.
    where = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf"), "JAVA_OPTS": " ".join(JAVA_OPTIONS)}
    done = subprocess.run(command, env=os.environ | where, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [*done.stderr.splitlines(), *done.stdout.splitlines(), "no reason"]
        said = next(one for one in lines if one.strip(" -") and not one.startswith("WARNING"))
        raise StoreError(f"neo4j-admin {arguments[0]} failed: {re.sub(r'^[.a-zA-Z]+Exception: ', '', said)[:300]}")
    return done.stdout


def _note(home: Path) -> Path:
    return home.expanduser() / "server.json"


def _log(home: Path) -> Path:
    return home / "logs" / "console.log"


def _write_note(home: Path, server: Server) -> None:
    _note(home).write_text(json.dumps(asdict(server)), encoding="utf-8")


def _command(pid: int) -> str:
    try:
        return " ".join(psutil.Process(pid).cmdline())
    except psutil.Error:
        return ""


def _claim(home: Path, of: Line) -> None:
    """Makes the folder a server's; it stays of the line that it was made with."""
    made = home / "line"
    try:
        if home.exists() and any(home.iterdir()) and not made.exists():
            raise UsageError(f"{home}: holds other files; give a new or empty folder with --home")
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in ("conf", "logs"):
            (home / folder).mkdir(exist_ok=True)
        before = made.read_text("utf-8").strip() if made.exists() else of.name
        if before not in (of.name, ""):
            raise UsageError(
                f"{home}: is of Neo4j {before}; start it with --line {line(before).name}, or give another --home"
            )
        made.write_text(of.name + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{home}: cannot be used for a server: {error.strerror}") from None


def _port(asked: int) -> int:
    if asked and not is_free(asked):
        raise UsageError(f"port {asked} is taken; give another with --bolt-port or --http-port")
    return asked or free_port()


def _configure(home: Path, bolt: int, http: int, settings: Mapping[str, str]) -> None:
    path = home / "conf" / "neo4j.conf"
    kept = dict(SETTINGS) | dict(settings)
    if path.exists():
        lines = (one.partition("=") for one in path.read_text("utf-8").splitlines() if "=" in one and one[0] != "#")
        kept = {name.strip(): value.strip() for name, _, value in lines}
    kept |= {"server.bolt.listen_address": f":{bolt}", "server.bolt.advertised_address": f":{bolt}",
             "server.http.listen_address": f":{http}", "server.http.advertised_address": f":{http}"}  # fmt: skip
    path.write_text("".join(f"{name}={value}\n" for name, value in kept.items()), encoding="utf-8")


def _set_password(home: Path, of: Line, password: str) -> None:
    # In a file, as what stands on a command line can be read by everybody on the machine.
    words = home / "conf" / "password"
    with open(os.open(words, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        quoted = password.replace("\\", "\\\\").replace('"', '\\"')
        file.write(f'--\n"{quoted}"')
    try:
        admin(home, of, ["dbms", "set-initial-password", f"@{words}"])
    finally:
        words.unlink()


def _spawn(command: Sequence[str | Path], home: Path) -> int:
    # Through a shell that ends at once, so that the server is nobody's child and outlives us.
    script = 'log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & echo $!'
    with_log = ["sh", "-c", script, "sh", _log(home), *command]
    done = subprocess.run(with_log, cwd=home, start_new_session=True, capture_output=True, text=True, check=True)
    return int(done.stdout)


def _wait_until_ready(server: Server, home: Path) -> None:
    until = time.monotonic() + READY
    while time.monotonic() < until:
        if not psutil.pid_exists(server.pid):
            said = [one for one in _log(home).read_text("utf-8", "replace").splitlines() if one.strip()]
            errors = [one for one in said if "ERROR" in one or "Caused by" in one] or said or ["it said nothing"]
            raise StoreError(f"Neo4j ended while starting: {errors[-1].strip()[:200]} (see {_log(home)})")
        with contextlib.suppress(requests.RequestException, ValueError, OSError):
            if "neo4j_version" in requests.get(f"http://127.0.0.1:{server.http}/", timeout=2).json():
                _shake_hands(server.bolt)
                return
        time.sleep(0.2)
    raise StoreError(f"Neo4j did not answer in {READY:.0f} s; see {_log(home)}")


def _shake_hands(port: int) -> None:
    """Asks for Bolt 5.0 as a driver does before it says who it is, so that no failed login is counted.

    Raises:
        OSError: nobody answers, or not in Bolt.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=2) as talk:
        talk.sendall(bytes.fromhex("6060b017" + "00000005" + "00" * 12))
        if len(talk.recv(4)) != 4:
            raise ConnectionError
