"""Changes that must not matter."""

import time

from dns.name import from_text as name_of

from attacks.tools import (
    attack,
    each_rrset,
    each_signature,
    is_user,
    moved,
    name,
    sections,
    zone,
)


@attack
def none(_answer, _question):
    pass


@attack
def case(answer, question):
    if is_user(question):
        each_rrset(answer, lambda rrset: moved(rrset, name_of(rrset.name.to_text().upper())))


@attack
def ttl(answer, _question):
    for section in sections(answer):
        for rrset in section:
            rrset.ttl = max(0, rrset.ttl - 17)


@attack
def minimal(answer, _question):
    answer.additional[:] = []


@attack
def fakesig(answer, question):
    """A signature of an insecure zone before the true one."""
    if is_user(question):
        signer = name_of("unsigned.test.")
        each_signature(answer, lambda rrset: [rrset[0].replace(signer=signer), *rrset])


@attack
def fakesig2(answer, question):
    """Two junk signatures with the right key tag before the true one."""
    if is_user(question):
        junk = [b"\1" * 64, b"\2" * 64]
        each_signature(answer, lambda rrset: [*(rrset[0].replace(signature=x) for x in junk), *rrset])


SEEN = {}


@attack
def lossy(_answer, question):
    """The first copy of every question is lost."""
    key = str(question.question[0])
    if time.time() - SEEN.get(key, 0) > 3:
        SEEN[key] = time.time()
        return "drop"
    return None
