"""Data that were changed."""

import dns.rdatatype as T
import dns.rrset
from dns.name import from_text as name_of

from attacks.tools import (
    attack,
    clear,
    each_rrset,
    is_user,
    kind,
    moved,
    name,
    zone,
)
from upstream import ask


@attack
def rdata(answer, question):
    changed = {
        T.TLSA: "3 1 1 " + "ff" * 32,
        T.A: "203.0.113.66",
        T.MX: "1 evil.unsigned.test.",
    }
    if is_user(question):
        each_rrset(
            answer,
            lambda rrset: dns.rrset.from_text(
                rrset.name, rrset.ttl, "IN", T.to_text(rrset.rdtype), changed[rrset.rdtype]
            )
            if rrset.rdtype in changed
            else rrset,
        )


@attack
def addrr(answer, question):
    added = {T.TLSA: "3 1 1 " + "ff" * 32, T.A: "203.0.113.66"}
    if is_user(question):
        each_rrset(
            answer,
            lambda rrset: dns.rrset.from_text_list(
                rrset.name,
                rrset.ttl,
                "IN",
                T.to_text(rrset.rdtype),
                [one.to_text() for one in rrset] + [added[rrset.rdtype]],
            )
            if rrset.rdtype in added
            else rrset,
        )


@attack
def droprr(answer, question):
    """One record less than was signed."""
    if is_user(question):
        for rrset in answer.answer:
            if rrset.rdtype != T.RRSIG and len(rrset) > 1:
                rrset.pop()


@attack
def swapped(answer, question):
    """The address of another host of the zone, with its signature, under this owner."""
    if is_user(question):
        other = ask(f"www.{zone(question)}", kind(question))
        clear(answer)
        answer.answer[:] = [moved(rrset, name(question)) for rrset in other.answer]


@attack
def cnameinject(answer, question):
    if is_user(question):
        other = ask("www.unsigned.test.", T.to_text(kind(question)))
        alias = dns.rrset.from_text(name(question), 300, "IN", "CNAME", "www.unsigned.test.")
        clear(answer, other.rcode())
        answer.answer[:] = [alias, *other.answer]
        answer.authority[:] = other.authority


@attack
def dnameinject(answer, question):
    """A DNAME at the zone's apex into an insecure zone, with the CNAME that it makes."""
    if is_user(question) and name(question) != name_of(zone(question)):
        relative = name(question).relativize(name_of(zone(question)))
        target = relative.derelativize(name_of("unsigned.test."))
        clear(answer)
        answer.answer[:] = [
            dns.rrset.from_text(zone(question), 300, "IN", "DNAME", "unsigned.test."),
            dns.rrset.from_text(name(question), 300, "IN", "CNAME", target.to_text()),
        ]


@attack
def dnametwist(answer, question):
    """A genuine DNAME with another CNAME than the one that it makes."""
    if is_user(question):
        for index, rrset in enumerate(answer.answer):
            if rrset.rdtype == T.CNAME and rrset.name == name(question):
                answer.answer[index] = dns.rrset.from_text(
                    rrset.name, rrset.ttl, "IN", "CNAME", "www.unsigned.test."
                )
