"""The honest resolver that the forwarders ask, and the zones as files."""

import os

import dns.flags
import dns.message
import dns.query
import dns.rrset

PORT = None
ZONES = None


def forward(question):
    """The answer to a message, over TCP so that it is whole."""
    return dns.query.tcp(question, "127.0.0.1", port=PORT, timeout=3)


def ask(name, record_type):
    """The answer to a question, with all that DNSSEC needs."""
    question = dns.message.make_query(name, record_type, want_dnssec=True)
    question.flags |= dns.flags.CD
    return forward(question)


def records(zone, types, owner=None):
    """The RRsets of these types in a signed zone, with their signatures, as its file has them."""
    found = {}
    with open(os.path.join(ZONES, f"{zone}signed"), encoding="ascii") as file:
        for line in file:
            words = line.split()
            if len(words) < 6 or not words[0].endswith(".") or words[2] != "IN":
                continue
            is_signature = words[3] == "RRSIG" and words[4] in types
            if (words[3] in types or is_signature) and owner in (None, words[0]):
                key = (words[0], words[3], words[4] if is_signature else "")
                found.setdefault(key, []).append((int(words[1]), " ".join(words[4:])))
    return [
        dns.rrset.from_text_list(owner, lines[0][0], "IN", record_type, [text for _, text in lines])
        for (owner, record_type, _), lines in found.items()
    ]
