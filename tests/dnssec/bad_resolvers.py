"""Resolvers that are bad without malice."""

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype as T

import upstream

ALL = (
    "strip",  # knows nothing of DNSSEC
    "strip-denials",  # lets signatures through, but no NSEC or NSEC3
    "strip-do",  # knows EDNS, but not DO
    "tc",  # cuts every datagram short
    "notcp",  # has no TCP
    "drop",  # never answers
    "formerr-edns",  # does not know EDNS
    "servfail",
    "refused",
    "vouches",  # hands out data without signatures, and calls everything authentic
)
SIGNED = {T.RRSIG, T.NSEC, T.NSEC3, T.NSEC3PARAM}
DENIALS = {T.NSEC, T.NSEC3}


def without(answer, types, asked):
    for section in (answer.answer, answer.authority, answer.additional):
        section[:] = [
            rrset
            for rrset in section
            if rrset.rdtype == asked or (rrset.rdtype not in types and rrset.covers not in types)
        ]


def handler(name):
    def handle(octets, tcp):
        question = dns.message.from_wire(octets)
        asked = question.question[0].rdtype
        if name == "drop":
            return None
        if name in ("servfail", "refused") or (name == "formerr-edns" and question.edns >= 0):
            answer = dns.message.make_response(question)
            answer.use_edns(-1)
            answer.set_rcode(dns.rcode.from_text(name.split("-")[0]))
            return answer
        if name == "tc" and not tcp:
            answer = dns.message.make_response(question)
            answer.flags |= dns.flags.TC
            return answer
        if name == "strip":
            question.use_edns(-1)
        elif name == "strip-do":
            question.want_dnssec(False)
        answer = upstream.forward(question)
        if name == "vouches":
            if question.question[0].name.to_text() == "www.nsec.test.":
                without(answer, {T.RRSIG}, asked)
            answer.flags |= dns.flags.AD
        if name in ("strip", "strip-do"):
            without(answer, SIGNED, asked)
            answer.flags &= ~dns.flags.AD
        if name == "strip":
            answer.use_edns(-1)
        elif name == "strip-denials":
            without(answer, DENIALS, asked)
        answer.id = question.id
        return answer

    return handle
