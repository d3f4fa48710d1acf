"""Signatures of others, of other times, or none."""

import dns.rrset
from dns.name import from_text as name_of

from attacks.tools import (
    attack,
    is_user,
    name,
    resign,
    unprove,
    unsign,
    zone,
)


@attack
def signer_unsigned(answer, question):
    if is_user(question):
        resign(answer, signer=name_of("unsigned.test."))


@attack
def signer_foreign(answer, question):
    if is_user(question):
        resign(answer, signer=name_of("nsec3.test."))


@attack
def signer_parent(answer, question):
    if is_user(question):
        resign(answer, signer=name_of("test."))


@attack
def signer_root(answer, question):
    if is_user(question):
        resign(answer, signer=name_of("."))


@attack
def signer_below(answer, question):
    if is_user(question):
        resign(answer, signer=name_of("sub.nsec.test."))


@attack
def signer_self(answer, question):
    """The name itself, as if it were a zone."""
    if is_user(question):
        resign(answer, signer=name(question))


@attack
def alg253(answer, question):
    if is_user(question):
        resign(answer, algorithm=253)


@attack
def dropsig(answer, question):
    if is_user(question):
        unsign(answer)


@attack
def strip(answer, question):
    """Everything of DNSSEC, but where the canary looks."""
    if name(question) != name_of("."):
        unsign(answer)
        unprove(answer)
        answer.use_edns(-1)


@attack
def oldsig(answer, question):
    """Signatures that were good once."""
    if is_user(question):
        resign(answer, inception=1735689600, expiration=1738368000)


@attack
def latersig(answer, question):
    """Signatures stretched beyond what was signed."""
    if is_user(question):
        resign(answer, expiration=4000000000)


@attack
def otherclass(answer, question):
    """Unsigned data of another class in front."""
    if is_user(question):
        fake = dns.rrset.from_text(name(question), 300, "CH", "TXT", "forged")
        answer.answer.insert(0, fake)
