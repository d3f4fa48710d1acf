"""What mta-sts-query of postfix-mta-sts-resolver says of each domain, asked of the library that it is made of.

One process for all domains, because most of the time goes into starting one. The program itself prints the same, and ends with 0
whatever it says.
"""

import asyncio
import sys

from postfix_mta_sts_resolver.resolver import STSResolver


async def say(resolver, domain):
    result, policy = await resolver.resolve(domain)
    version, fields = policy or ("-", {})
    mode, patterns = fields.get("mode", "-"), ",".join(fields.get("mx", [])) or "-"
    print(domain, result.name, version, mode, fields.get("max_age", "-"), patterns)


async def main(domains):
    resolver = STSResolver(timeout=30, loop=asyncio.get_running_loop())
    await asyncio.gather(*(say(resolver, domain) for domain in domains))


asyncio.run(main(sys.argv[1:]))
