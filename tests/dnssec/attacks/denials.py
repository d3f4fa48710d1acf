"""Denials of what exists."""

from attacks.tools import (
    attack,
    clear,
    deny,
    insecure_ns,
    insecure_soa,
    is_delegation,
    is_user,
    name,
    soa_of,
    unprove,
    unsign,
    zone,
)
from upstream import ask, records


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
