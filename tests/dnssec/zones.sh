# shellcheck shell=bash
# Signed zones under a private root, most of them broken in one way each, made with BIND's tools.

ZONES_OF_TEST=()

# What every zone holds, to be appended to.
body() { # ZONE
    cat <<END
\$TTL 300
\$ORIGIN $1
@ SOA ns.$1 host.$1 1 3600 600 86400 60
@ NS ns.$1
ns A 127.0.0.1
@ MX 10 mx1
@ MX 20 mx2
@ A 192.0.2.1
@ TXT "v=spf1 -all"
mx1 A 127.0.0.1
mx1 AAAA ::1
mx2 A 127.0.0.2
www A 192.0.2.80
_25._tcp.mx1 TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
_25._tcp.mx1 TLSA 2 0 1 1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
*.wild A 192.0.2.99
*.wild MX 5 mx1
*.w2 A 192.0.2.98
*.w2 MX 5 mx1
closer.w2 TXT "closer"
*.w2 TLSA 3 1 1 4423456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
*._tcp.wmx TLSA 3 1 1 2223456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
wmx A 127.0.0.3
ent.deep A 192.0.2.55
nullmx MX 0 .
alias CNAME www
alias2 CNAME alias
xalias CNAME www.nsec3.test.
ualias CNAME www.unsigned.test.
balias CNAME www.bogussig.test.
dangling CNAME nope
loop1 CNAME loop2
loop2 CNAME loop1
odd2 CNAME *.odd3
*.odd3 CNAME www.nsec.test.
_25._tcp.mx2 CNAME _25._tcp.mx1
sub NS ns.sub
ns.sub A 127.0.0.1
END
}

# More than fits into a datagram.
big() {
    local number
    for number in {10..60}; do
        printf '_25._tcp.big TLSA 3 0 2 %064x%064x\n' "$number" "$number"
    done
}

# What names can do besides.
odd_names() {
    cat <<'END'
Upper MX 10 MX1.KsKzSk.Test.
upper A 192.0.2.70
*.a.b.c.deepwild A 192.0.2.71
x.a.b.c.deepwild TXT "closer"
_25._tcp.wcn0 CNAME _25._tcp.mx1
*._tcp.wcn CNAME _25._tcp.mx1
wcn A 127.0.0.4
*.wcd CNAME nope
dn DNAME target
a.target A 192.0.2.72
Dnx DNAME NSEC.Test.
dnu DNAME unsigned.test.
odd CNAME odd\\032one.unsigned.test.
x.y.ent3 A 192.0.2.73
END
}

key() { # ZONE ALGORITHM [OPTION...]
    local zone=$1 algorithm=$2
    shift 2
    dnssec-keygen -q -K . -a "$algorithm" "$@" "$zone" >/dev/null
}

sign() { # ZONE OPTION...
    local zone=$1
    shift
    dnssec-signzone -q -P -S -K . -o "$zone" -f "${zone}signed" -O full "$@" "${zone}db" >"$zone.log" 2>&1 || {
        cat "$zone.log" >&2
        return 1
    }
}

# A zone with one key.
zone() { # NAME ALGORITHM BITS OPTION...
    local zone=$1 algorithm=$2 bits=$3
    shift 3
    {
        body "$zone"
        big
    } >"${zone}db"
    key "$zone" "$algorithm" ${bits:+-b "$bits"} -f KSK
    sign "$zone" -z "$@"
}

# A zone with a key-signing and a zone-signing key; further records on standard input.
split_zone() { # NAME ALGORITHM OPTION...
    local zone=$1 algorithm=$2
    shift 2
    {
        body "$zone"
        cat
    } >"${zone}db"
    key "$zone" "$algorithm" -f KSK
    key "$zone" "$algorithm"
    sign "$zone" "$@"
}

ds() { # ZONE OPTION...
    local zone=$1 file
    shift
    for file in "K$zone"+*.key; do
        if grep -q 'DNSKEY 257' "$file"; then
            dnssec-dsfromkey "$@" "$file"
        fi
    done
}

unsigned_zone() { # NAME
    body "$1" >"${1}signed"
}

# The 22 zones below test. of the first measurement.
first_zones() {
    local -a past=(-s 20250101000000 -e 20250201000000) future=(-s 20300101000000 -e 20310101000000)
    zone nsec.test. ECDSAP256SHA256 ''
    zone nsec3.test. ECDSAP256SHA256 '' -3 -
    zone nsec3opt.test. ECDSAP256SHA256 '' -3 - -A
    zone nsec3it50.test. ECDSAP256SHA256 '' -3 aabb -H 50
    zone nsec3it150.test. ECDSAP256SHA256 '' -3 aabb -H 150
    zone rsasha256.test. RSASHA256 2048
    zone rsa1024.test. RSASHA256 1024
    zone rsasha512.test. RSASHA512 2048
    zone rsasha1.test. NSEC3RSASHA1 2048
    zone p384.test. ECDSAP384SHA384 ''
    zone ed25519.test. ED25519 ''
    zone ed448.test. ED448 ''
    zone dssha1.test. ECDSAP256SHA256 ''
    zone dssha384.test. ECDSAP256SHA256 ''
    zone bogussig.test. ECDSAP256SHA256 ''
    zone expired.test. ECDSAP256SHA256 '' "${past[@]}"
    zone notyet.test. ECDSAP256SHA256 '' "${future[@]}"
    zone missingsig.test. ECDSAP256SHA256 ''
    zone nonsec.test. ECDSAP256SHA256 ''
    zone wrongds.test. ECDSAP256SHA256 ''
    # Signed, but no DS record leads there.
    zone sub.nsec3opt.test. ECDSAP256SHA256 ''
    local name
    for name in unsigned.test. nodnskey.test. sub.nsec.test. sub.nsec3.test.; do
        unsigned_zone "$name"
    done
    sed -i -E 's/^(www\.bogussig\.test\.\s.*\sA\s+)192\.0\.2\.80/\1192.0.2.81/; s/^(mx1\.bogussig\.test\.\s.*\sA\s+)127\.0\.0\.1/\1127.0.0.9/' bogussig.test.signed
    sed -i -E '/^(_25\._tcp\.mx1|mx1)\.missingsig\.test\.\s.*RRSIG\s+(TLSA|A)\s/d' missingsig.test.signed
    sed -i -E '/\sNSEC\s|RRSIG\s+NSEC\s/d' nonsec.test.signed
}

# Key-signing and zone-signing keys, rollovers, delegations inside, and more.
more_zones() {
    local -a old_keys=(-s 20250101000000 -X 20250201000000)
    zone child.kskzsk.test. ECDSAP256SHA256 ''
    unsigned_zone plain.ent2.kskzsk.test.
    split_zone kskzsk.test. ECDSAP256SHA256 < <(
        odd_names
        printf 'child NS ns.child\nns.child A 127.0.0.1\n'
        ds child.kskzsk.test.
        printf 'plain.ent2 NS ns.plain.ent2\nns.plain.ent2 A 127.0.0.1\n'
    )
    zone child.n3split.test. ECDSAP256SHA256 ''
    unsigned_zone plain.ent2.n3split.test.
    split_zone n3split.test. ECDSAP256SHA256 -3 c0ffee -H 3 -A < <(
        odd_names
        printf 'child NS ns.child\nns.child A 127.0.0.1\n'
        ds child.n3split.test.
        printf 'plain.ent2 NS ns.plain.ent2\nns.plain.ent2 A 127.0.0.1\n'
    )
    split_zone wildtop.test. ECDSAP256SHA256 < <(printf '* A 192.0.2.74\n* TXT "top"\n')
    # Both algorithms sign everything, as in the middle of a rollover.
    body roll.test. >roll.test.db
    key roll.test. RSASHA256 -b 2048 -f KSK
    key roll.test. RSASHA256 -b 2048
    key roll.test. ECDSAP256SHA256 -f KSK
    key roll.test. ECDSAP256SHA256
    sign roll.test.
    body rollds.test. >rollds.test.db
    key rollds.test. RSASHA256 -b 2048 -f KSK
    key rollds.test. RSASHA256 -b 2048
    key rollds.test. ECDSAP256SHA256 -f KSK
    key rollds.test. ECDSAP256SHA256
    sign rollds.test.
    split_zone twods.test. ECDSAP256SHA256 </dev/null
    split_zone newalg.test. ECDSAP256SHA256 </dev/null
    split_zone onlynewalg.test. ECDSAP256SHA256 </dev/null
    split_zone newdigest.test. ECDSAP256SHA256 </dev/null
    split_zone expiredksk.test. ECDSAP256SHA256 "${old_keys[@]}" </dev/null
    zone expiredcsk.test. ECDSAP256SHA256 '' "${old_keys[@]}"
}

# The delegation of a zone below test., with its DS records.
delegation() { # ZONE
    local name=${1%.test.} broken
    printf '%s NS ns.%s\nns.%s A 127.0.0.1\n' "$name" "$1" "$name"
    broken=$(printf '%064x' 7)
    case $name in
    unsigned) ;;
    dssha1) ds "$1" -1 ;;
    dssha384) ds "$1" -a SHA-384 ;;
    nodnskey) printf '%s DS 12345 13 2 %s\n' "$name" "$broken" ;;
    wrongds) ds "$1" -2 | sed -E "s/[0-9A-F]{40,}.*/$broken/" ;;
    rollds) ds "$1" -2 | grep ' 8 2 ' ;;
    twods)
        # One key stands by and is not there yet.
        ds "$1" -1 -2
        printf '%s DS 12345 13 2 %s\n' "$name" "$broken"
        ;;
    newalg)
        ds "$1" -2
        printf '%s DS 12345 200 2 %s\n' "$name" "$broken"
        ;;
    onlynewalg) printf '%s DS 12345 200 2 %s\n' "$name" "$broken" ;;
    newdigest) printf '%s DS 12345 13 200 %s\n' "$name" "$broken" ;;
    *) ds "$1" -2 ;;
    esac
}

# Everything, below FOLDER/zones; the root's keys are in FOLDER/root.key and FOLDER/root.ds.
make_zones() { # FOLDER
    local file
    mkdir "$1/zones"
    cd "$1/zones" || return
    first_zones
    more_zones
    for file in *.signed; do
        file=${file%signed}
        [[ $file =~ ^[^.]+\.test\.$ ]] && ZONES_OF_TEST+=("$file")
    done
    {
        printf '\044TTL 300\n\044ORIGIN test.\n@ SOA ns.test. host.test. 1 3600 600 86400 60\n@ NS ns.test.\nns A 127.0.0.1\n'
        for file in "${ZONES_OF_TEST[@]}"; do
            delegation "$file"
        done
    } >test.db
    key test. ECDSAP256SHA256 -f KSK
    sign test. -z
    {
        printf '\044TTL 300\n. SOA ns.root. host.root. 1 3600 600 86400 60\n. NS ns.root.\nns.root. A 127.0.0.1\n'
        printf 'test. NS ns.test.\nns.test. A 127.0.0.1\n'
        ds test. -2
    } >.db
    key . ECDSAP256SHA256 -f KSK
    sign . -z
    grep -h DNSKEY K.+*.key >../root.key
    dnssec-dsfromkey -2 K.+*.key >../root.ds
    cd - >/dev/null || return
}
