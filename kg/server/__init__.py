"""A Neo4j server of one's own, for people without Docker: its jars through Maven, its data in a folder."""

from kg.server.jars import LINES, Line, jars, java, line
from kg.server.process import Server, admin, start, status, stop

__all__ = ["LINES", "Line", "Server", "admin", "jars", "java", "line", "start", "status", "stop"]
