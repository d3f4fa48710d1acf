"""Wildcards for names that they are not for."""

from attacks.tools import (
    attack,
    clear,
    each_signature,
    insecure_soa,
    is_user,
    kind,
    moved,
    name,
    zone,
)
from upstream import ask, records


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


@attack
def wild_label(answer, question):
    """A wildcard for any name, and beside its signature a forged one that names a wildcard above the zone."""
    if is_user(question):
        expanded(answer, question, ask(f"aa.w2.{zone(question)}", kind(question)))
        each_signature(answer, lambda rrset: [*rrset, *(one.replace(labels=0) for one in rrset)])
        answer.authority[:] = records(zone(question), ("NSEC", "NSEC3"))
