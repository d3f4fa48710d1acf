"""Attackers between smtls and its resolver. Each changes honest answers where that serves its end."""

import time

import dns.dnssec
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype as T
import dns.rrset
from dns.name import from_text as name_of

from upstream import ask, forward, records

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


# Nothing, or what must not matter.


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


# Signatures of others, or none.


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


# Data that were changed.


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


# Denials.


@attack
def dropnsec(answer, question):
    if is_user(question):
        unprove(answer)


@attack
def nodata_other(answer, question):
    """NODATA with the proof made for www."""
    if is_user(question):
        deny(answer, 0, ask(f"www.{zone(question)}", "TXT").authority)


@attack
def nxdomain_other(answer, question):
    """NXDOMAIN with the proof made for nope."""
    if is_user(question):
        deny(answer, 3, ask(f"nope.{zone(question)}", "A").authority)


@attack
def nodata_bare(answer, question):
    """NODATA with the SOA record alone."""
    if is_user(question):
        deny(answer, 0, soa_of(zone(question)))


@attack
def nodata_empty(answer, question):
    if is_user(question):
        clear(answer)


@attack
def nodata_parent(answer, question):
    """NODATA at an apex with the parent's NSEC, which names NS and DS only (RFC 6840 section 4.1)."""
    if is_user(question):
        deny(answer, 0, soa_of("test.") + records("test.", ("NSEC",), "nsec.test."))


@attack
def nx_parent(answer, question):
    """NXDOMAIN below a delegation with the parent's NSEC records."""
    if is_user(question):
        deny(answer, 3, soa_of("test.") + records("test.", ("NSEC",)))


@attack
def nodata_child(answer, question):
    """No DS record, with the child's NSEC at its apex."""
    if is_delegation(question):
        deny(answer, 0, soa_of("nsec.test.") + records("nsec.test.", ("NSEC",), "nsec.test."))
    elif is_user(question):
        unsign(answer)


@attack
def nx2nodata(answer, question):
    if is_user(question) and answer.rcode() == 3:
        answer.set_rcode(0)


@attack
def nodata2nx(answer, question):
    if is_user(question) and answer.rcode() == 0 and not answer.answer:
        answer.set_rcode(3)


@attack
def nsec3_alias(answer, question):
    """NODATA at an alias with its own NSEC, which names CNAME (RFC 6840 section 4.3)."""
    if is_user(question):
        own = ask(name(question), "NSEC").answer
        deny(answer, 0, soa_of(zone(question)) + list(own))


@attack
def nxall(answer, question):
    """NXDOMAIN with every NSEC and NSEC3 record of the zone."""
    if is_user(question):
        proof = records(zone(question), ("NSEC", "NSEC3"))
        deny(answer, 3, soa_of(zone(question)) + proof)


@attack
def nodataall(answer, question):
    if is_user(question):
        proof = records(zone(question), ("NSEC", "NSEC3"))
        deny(answer, 0, soa_of(zone(question)) + proof)


@attack
def soa_insecure(answer, question):
    if is_user(question):
        deny(answer, 0, insecure_soa())


@attack
def nx_soa_insecure(answer, question):
    if is_user(question):
        deny(answer, 3, insecure_soa())


@attack
def soa_insecure2(answer, question):
    """The same with the signed records of an island that no DS record leads to."""
    if is_user(question):
        deny(answer, 0, ask("nope.sub.nsec3opt.test.", "A").authority)


@attack
def soa_self(answer, question):
    """NODATA with an unsigned SOA record at the name itself."""
    if is_user(question):
        deny(answer, 0, insecure_soa(name(question).to_text()))


@attack
def ns_insecure(answer, question):
    if is_user(question):
        deny(answer, 0, insecure_ns())


@attack
def pos_auth_insecure(answer, question):
    if is_user(question):
        unsign(answer)
        answer.authority[:] = insecure_soa()


# Wildcards.


def expanded(answer, question, source):
    """The records of a wildcard under the name that was asked for."""
    clear(answer)
    answer.answer[:] = [moved(rrset, name(question)) for rrset in source.answer]


@attack
def wildreplay(answer, question):
    if is_user(question):
        source = ask(f"a.wild.{zone(question)}", kind(question))
        expanded(answer, question, source)
        answer.authority[:] = source.authority


@attack
def wildreplay2(answer, question):
    """A wildcard for any name, with every NSEC and NSEC3 record of the zone as the alleged proof."""
    if is_user(question):
        expanded(answer, question, ask(f"aa.w2.{zone(question)}", kind(question)))
        answer.authority[:] = records(zone(question), ("NSEC", "NSEC3"))


@attack
def wild_insecure(answer, question):
    """A wildcard for any name, with the records of an island as the alleged proof."""
    if is_user(question):
        expanded(answer, question, ask(f"aa.w2.{zone(question)}", kind(question)))
        answer.authority[:] = ask("nope.sub.nsec3opt.test.", "A").authority


@attack
def wild_soa_insecure(answer, question):
    if is_user(question):
        expanded(answer, question, ask(f"aa.w2.{zone(question)}", kind(question)))
        answer.authority[:] = insecure_soa()


# The chain of trust.


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
