"""The chain of trust, and zone cuts that are not there."""

import dns.rcode
import dns.rdatatype as T
import dns.rrset
from dns.name import from_text as name_of

from attacks.tools import (
    attack,
    clear,
    deny,
    each_signature,
    insecure_ns,
    insecure_soa,
    is_delegation,
    is_user,
    kind,
    name,
    soa_of,
    unsign,
    zone,
)
from upstream import ask, records


@attack
def ds_bare(answer, question):
    if is_delegation(question):
        deny(answer, 0, soa_of("test."))
    elif is_user(question):
        unsign(answer)


@attack
def ds_other(answer, question):
    """No DS record, with the proof made for unsigned.test."""
    if is_delegation(question):
        deny(answer, 0, ask("unsigned.test.", "DS").authority)
    elif is_user(question):
        unsign(answer)


@attack
def ds_soa_insecure(answer, question):
    if is_delegation(question) and "unsigned" not in name(question).to_text():
        deny(answer, 0, insecure_soa())
    elif is_user(question):
        unsign(answer)


@attack
def ds_nx(answer, question):
    """No DS record, since the delegation is alleged not to exist."""
    if is_delegation(question):
        deny(answer, 3, ask("nope.test.", "A").authority)
    elif is_user(question):
        unsign(answer)


@attack
def ds_servfail(answer, question):
    if kind(question) == T.DS:
        clear(answer, dns.rcode.SERVFAIL)


@attack
def dropds(_answer, question):
    return "drop" if kind(question) == T.DS else None


@attack
def dnskey_drop(_answer, question):
    is_lost = kind(question) == T.DNSKEY and name(question) != name_of(".")
    return "drop" if is_lost else None


@attack
def dnskey_empty(answer, question):
    if kind(question) == T.DNSKEY and name(question) not in (name_of("."), name_of("test.")):
        deny(answer, 0, soa_of(name(question).to_text()))


@attack
def ds_algorithm(answer, question):
    """The DS record with an algorithm that nobody knows, so that the zone would count as insecure."""
    if is_delegation(question):
        change_ds(answer, algorithm=200)


@attack
def ds_digest(answer, question):
    if is_delegation(question):
        change_ds(answer, digest_type=200)


def change_ds(answer, **fields):
    for index, rrset in enumerate(answer.answer):
        if rrset.rdtype == T.DS:
            changed = [one.replace(**fields) for one in rrset]
            answer.answer[index] = dns.rrset.from_rdata_list(rrset.name, rrset.ttl, changed)


@attack
def dnskey_algorithm(answer, question):
    """Every key with an algorithm that nobody knows."""
    if kind(question) == T.DNSKEY and name(question) not in (name_of("."), name_of("test.")):
        for index, rrset in enumerate(answer.answer):
            if rrset.rdtype == T.DNSKEY:
                changed = [one.replace(algorithm=200) for one in rrset]
                answer.answer[index] = dns.rrset.from_rdata_list(rrset.name, rrset.ttl, changed)


@attack
def keytrap(answer, question):
    """Two hundred keys with one tag, and forty signatures."""
    if kind(question) == T.DNSKEY and name(question) == name_of("nsec.test."):
        for rrset in answer.answer:
            if rrset.rdtype == T.DNSKEY:
                for key in same_tag(rrset[0], 200):
                    rrset.add(key, rrset.ttl)
    elif is_user(question):
        junk = [bytes([number]) * 64 for number in range(1, 40)]
        each_signature(answer, lambda rrset: [*(rrset[0].replace(signature=x) for x in junk), *rrset])


def same_tag(key, count):
    """Other keys with the tag of this one: the sum over 16-bit words stays."""
    for number in range(1, count + 1):
        octets = bytearray(key.key)
        for offset, delta in ((4, number), (6, -number)):
            word = int.from_bytes(octets[offset : offset + 2], "big") + delta
            octets[offset : offset + 2] = (word % 65536).to_bytes(2, "big")
        yield key.replace(key=bytes(octets))


# False zone cuts, where the denials of DS are genuine.


def false_cut(answer, question, owner):
    if kind(question) == T.NS and name(question) == name_of(owner):
        clear(answer)
        answer.answer[:] = insecure_ns(owner)
    elif is_user(question):
        unsign(answer)


@attack
def nsinj_mx1(answer, question):
    """At a name that exists."""
    false_cut(answer, question, f"mx1.{zone(question)}")


@attack
def nsinj_self(answer, question):
    """At every name."""
    false_cut(answer, question, name(question).to_text())


@attack
def nsinj_ent(answer, question):
    """At an empty non-terminal."""
    false_cut(answer, question, f"_tcp.mx1.{zone(question)}")


@attack
def nsinj_nx(answer, question):
    """At a name that does not exist."""
    false_cut(answer, question, f"nope.{zone(question)}")


@attack
def nsinj_opt_out(answer, question):
    """At every name below a signed child, where the zone above it leaves out unsigned delegations (RFC 5155 section 6)."""
    above = zone(question)
    is_below = f".child.{above}" in name(question).to_text()
    if is_below and kind(question) == T.DS:
        deny(answer, 0, soa_of(above) + records(above, ("NSEC3",)))
    elif is_below:
        false_cut(answer, question, name(question).to_text())
