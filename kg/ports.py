"""Free ports of this machine for servers that cannot be handed a socket."""

from __future__ import annotations

import random
import socket

# Below what Linux, macOS and Windows give to outgoing connections: such a port may go to one before a server binds it.
_FIRST, _LAST = 15_000, 32_767
_CHANCE = random.SystemRandom()  # a seed that two processes share must not send them to one port


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    for _ in range(100):
        port = _CHANCE.randint(_FIRST, _LAST)
        if is_free(port):
            return port
    return _given_by_the_system()


def is_free(port: int) -> bool:
    """Whether a server could listen on a port of the loopback address now."""
    with socket.socket() as probe:
        # A port that a server has just left is free, though the system waits a while before it says so.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _given_by_the_system() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
