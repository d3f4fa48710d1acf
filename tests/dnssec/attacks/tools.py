"""What the attacks have in common."""

import dns.flags
import dns.message
import dns.rdatatype as T
import dns.rrset
from dns.name import from_text as name_of

from upstream import ask, forward

ALL = {}


def attack(change):
    ALL[change.__name__] = change
    return change


def handler(change):
    def handle(octets, _tcp):
        question = dns.message.from_wire(octets)
        asked = dns.message.from_wire(octets)
        if asked.edns < 0:
            asked.use_edns(0, dns.flags.DO)
        asked.flags |= dns.flags.CD
        answer = forward(asked)
        if change(answer, question) == "drop":
            return None
        answer.id = question.id
        answer.flags &= ~dns.flags.AD
        return answer

    return handle


# What was asked.


def name(question):
    return question.question[0].name


def kind(question):
    return question.question[0].rdtype


def zone(question):
    return ".".join(name(question).to_text().split(".")[-3:])


def is_user(question):
    """A question of the user's, and not of the chain of trust or the canary."""
    return kind(question) not in (T.DNSKEY, T.DS, T.NS) and name(question) != name_of(".")


def is_delegation(question):
    return kind(question) == T.DS and name(question) != name_of("test.")


# What is done to answers.


def sections(answer):
    return (answer.answer, answer.authority, answer.additional)


def clear(answer, rcode=0):
    for section in sections(answer):
        section[:] = []
    answer.set_rcode(rcode)


def unsign(answer):
    for section in sections(answer):
        section[:] = [rrset for rrset in section if rrset.rdtype != T.RRSIG]


def unprove(answer):
    denials = (T.NSEC, T.NSEC3)
    for section in sections(answer):
        section[:] = [x for x in section if x.rdtype not in denials and x.covers not in denials]


def resign(answer, **fields):
    """Other fields in every signature."""
    each_signature(answer, lambda rrset: [one.replace(**fields) for one in rrset])


def each_signature(answer, change):
    for section in sections(answer):
        for index, rrset in enumerate(section):
            if rrset.rdtype == T.RRSIG:
                section[index] = dns.rrset.from_rdata_list(rrset.name, rrset.ttl, change(rrset))


def each_rrset(answer, change):
    for section in sections(answer):
        section[:] = [change(rrset) for rrset in section]


def moved(rrset, owner):
    return dns.rrset.from_rdata_list(owner, rrset.ttl, list(rrset))


def is_soa(rrset):
    return T.SOA in (rrset.rdtype, rrset.covers)


def soa_of(zone_name):
    return [rrset for rrset in ask(f"nope-at-all.{zone_name}", "A").authority if is_soa(rrset)]


def deny(answer, rcode, authority):
    clear(answer, rcode)
    answer.authority[:] = authority


def insecure_soa(owner="unsigned.test."):
    text = "ns.unsigned.test. host.unsigned.test. 1 3600 600 86400 60"
    return [dns.rrset.from_text(owner, 300, "IN", "SOA", text)]


def insecure_ns(owner="unsigned.test."):
    return [dns.rrset.from_text(owner, 300, "IN", "NS", "ns.unsigned.test.")]
