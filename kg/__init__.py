"""News in, a graph of talent flows out."""

__version__ = "0.1.0"
