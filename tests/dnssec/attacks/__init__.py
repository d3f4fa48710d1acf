"""Attackers between smtls and its resolver. Each changes honest answers where that serves its end."""

from attacks import chain, data, denials, harmless, signatures, wildcards
from attacks.tools import ALL, handler

__all__ = ["ALL", "chain", "data", "denials", "handler", "harmless", "signatures", "wildcards"]
