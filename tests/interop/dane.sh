# shellcheck shell=bash disable=SC2153 # CERTIFICATES is set by postfix.sh.
# Mail domains with and without DANE: what their zones say, and which certificate their MX hosts present.
#
# The tests hold what posttls-finger and smtls say of each; a domain here without a row there fails them.

# What an MX host presents, and the address of the smtpd that does so.
declare -A CHAIN_ADDRESSES=()
DOMAINS=()

# One smtpd for each; Postfix gets its files in this order.
all_chains() {
    leaf mx '*.mx.secure.test' '*.mx.insecure.test' '*.mx.bogus.test'
    leaf next '*.mx.secure.test'
    leaf old '*.mx.secure.test' '*.mx.insecure.test' -startdate 20250101000000Z -enddate 20250401000000Z
    leaf elsewhere elsewhere.test
    leaf next-hop ta-next-hop.secure.test ta-next-hop.insecure.test
    leaf two-labels '*.secure.test'
    SUBJECT=ta-common-name.mx.secure.test leaf common-name
    more_intermediate below
    ISSUER=below leaf deep '*.mx.secure.test'
    more_root lapsed -startdate 20240101000000Z -enddate 20250101000000Z
    ISSUER=lapsed leaf lapsed-issuer '*.mx.secure.test'
    ISSUER=root leaf below-root '*.mx.secure.test'
    chain_service mx mx intermediate
    chain_service with-root mx intermediate root
    chain_service old old intermediate root
    chain_service elsewhere elsewhere intermediate root
    chain_service next-hop next-hop intermediate root
    chain_service two-labels two-labels intermediate root
    chain_service common-name common-name intermediate root
    chain_service deep deep below intermediate root
    chain_service lapsed lapsed-issuer lapsed
    chain_service rsa rsa intermediate
    chain_service below-root below-root root
    chain_service self-signed stranger
    chain_service no-tls
    # For swaks and smtls alone: they count on its log.
    chain_service routed
}

all_domains() {
    domain ee-key-sha256 mx '3 1 1 mx'
    domain ee-certificate-sha256 mx '3 0 1 mx'
    domain ee-key-sha512 mx '3 1 2 mx'
    domain ee-certificate-full mx '3 0 0 mx'
    domain ee-self-signed self-signed '3 1 1 stranger'
    domain ee-expired old '3 1 1 old'
    domain ee-other-name elsewhere '3 1 1 elsewhere'
    domain ee-mismatch mx '3 1 1 next'
    domain ta-key-sha256 with-root '2 1 1 root'
    domain ta-certificate-sha256 with-root '2 0 1 root'
    domain ta-intermediate mx '2 1 1 intermediate'
    domain ta-not-sent mx '2 1 1 root'
    domain ta-full-not-sent mx '2 0 0 root'
    domain ta-expired old '2 1 1 root'
    domain ta-other-name elsewhere '2 1 1 root'
    domain ta-key-full with-root '2 1 0 root'
    domain ta-key-full-not-sent mx '2 1 0 root'
    domain ta-is-end-entity mx '2 1 1 mx'
    domain ta-itself-expired lapsed '2 0 1 lapsed'
    domain ta-path-length deep '2 0 1 root'
    domain ta-common-name common-name '2 1 1 root'
    # RFC 7672 §3.2.2: the certificate may also be for the domain, instead of for its MX host.
    domain ta-next-hop next-hop '2 1 1 root'
    in_zone insecure.test 'ta-next-hop MX 10 ta-next-hop.mx.secure.test.'
    # A wildcard of secure.test would cover a domain of that zone.
    in_zone secure.test "ta-two-labels.mx A ${CHAIN_ADDRESSES[two-labels]}" \
        "_25._tcp.ta-two-labels.mx TLSA $(tlsa 2 1 1 root)"
    in_zone insecure.test 'ta-two-labels MX 10 ta-two-labels.mx.secure.test.'
    DOMAINS+=(ta-next-hop.insecure.test ta-two-labels.insecure.test)
    domain ta-mismatch with-root '2 1 1 stranger'
    domain rollover-keys mx '3 1 1 next' '3 1 1 mx'
    domain rollover-issuer mx '3 1 1 next' '2 1 1 intermediate'
    # RFC 7671 §9: of the digests for one usage and selector only the strongest counts.
    domain agility mx '3 1 1 mx' '3 1 2 next'
    domain unusable-usage mx '1 1 1 mx'
    domain unusable-matching mx '3 1 9 mx'
    domain unusable-numbers mx '4 1 1 mx' '3 2 1 mx' '255 255 255 mx'
    domain unusable-data mx
    in_zone secure.test '_25._tcp.unusable-data.mx TLSA 3 0 0 3003020100'
    domain unusable-length mx
    in_zone secure.test '_25._tcp.unusable-length.mx TLSA 3 1 1 0123456789'
    domain unusable-and-match mx '3 1 9 mx' '3 1 1 mx'
    domain unusable-and-mismatch mx '1 1 1 mx' '3 1 1 next'
    domain no-tlsa mx
    domain no-starttls no-tls '3 1 1 mx'
    domain no-starttls-no-tlsa no-tls
    domain no-starttls-unusable no-tls '1 1 1 mx'

    # The records are elsewhere in the zone.
    domain wildcard-tlsa mx
    in_zone secure.test "*._tcp.wildcard-tlsa.mx TLSA $(tlsa 3 1 1 mx)"
    domain wildcard-host mx
    in_zone secure.test "*.wildcard-host.mx TLSA $(tlsa 3 1 1 mx)"
    domain cname-tlsa mx
    in_zone secure.test "_25._tcp.cname-tlsa.mx CNAME _dane" "_dane TLSA $(tlsa 3 1 1 mx)"
    domain cname-tlsa-mismatch mx
    in_zone secure.test "_25._tcp.cname-tlsa-mismatch.mx CNAME _old" "_old TLSA $(tlsa 3 1 1 next)"
    domain cname-tlsa-insecure mx
    in_zone secure.test '_25._tcp.cname-tlsa-insecure.mx CNAME _old.insecure.test.'
    in_zone insecure.test "_old TLSA $(tlsa 3 1 1 next)"

    # RFC 7672 §2.2.2: the name that the alias leads to comes first, and the MX host's own is the second.
    aliased cname-mx 'real.mx'
    in_zone secure.test "real.mx A ${CHAIN_ADDRESSES[mx]}" "_25._tcp.real.mx TLSA $(tlsa 3 1 1 mx)"
    aliased cname-mx-own-tlsa 'plain.mx'
    in_zone secure.test "plain.mx A ${CHAIN_ADDRESSES[mx]}" \
        "_25._tcp.cname-mx-own-tlsa.mx TLSA $(tlsa 3 1 1 mx)"
    aliased cname-mx-insecure 'real.mx.insecure.test.'
    in_zone insecure.test "real.mx A ${CHAIN_ADDRESSES[mx]}" "_25._tcp.real.mx TLSA $(tlsa 3 1 1 next)"
    in_zone secure.test "_25._tcp.cname-mx-insecure.mx TLSA $(tlsa 3 1 1 mx)"
    aliased cname-mx-middle 'middle.mx'
    in_zone secure.test 'middle.mx CNAME end.mx' "end.mx A ${CHAIN_ADDRESSES[mx]}" \
        "_25._tcp.middle.mx TLSA $(tlsa 3 1 1 next)"

    # Without MX records the domain is the host.
    in_zone secure.test "implicit.mx A ${CHAIN_ADDRESSES[mx]}" "_25._tcp.implicit.mx TLSA $(tlsa 3 1 1 mx)"
    DOMAINS+=(implicit.mx.secure.test)

    # The first host fails, and the second is as it should be.
    domain two-hosts mx '3 1 1 next'
    in_zone secure.test 'two-hosts MX 20 ee-key-sha256.mx'
    # The first host has no records, and the second has.
    domain partial mx
    in_zone secure.test 'partial MX 20 ee-key-sha256.mx'

    # Signed in part.
    in_zone insecure.test 'half MX 10 ee-key-sha256.mx.secure.test.'
    in_zone insecure.test 'half-mismatch MX 10 ee-mismatch.mx.secure.test.'
    in_zone insecure.test 'unsigned MX 10 unsigned.mx' "unsigned.mx A ${CHAIN_ADDRESSES[mx]}" \
        "_25._tcp.unsigned.mx TLSA $(tlsa 3 1 1 next)"
    in_zone secure.test 'insecure-host MX 10 unsigned.mx.insecure.test.'
    DOMAINS+=({half,half-mismatch,unsigned}.insecure.test insecure-host.secure.test)

    # What `smtls tlsa` prints of the files goes into the zone as it is, comments and all.
    printed printed-ecdsa mx
    printed printed-rsa rsa
    printed printed-certificate rsa --selector 0
    printed printed-sha512 rsa --matching 2
    printed printed-issuer mx --issuer
    printed printed-issuer-rsa below-root --issuer
    printed printed-all below-root --all-combinations

    # Nobody looks at the DANE of this one, and its mail is taken.
    in_zone secure.test 'routed MX 10 routed.mx' "routed.mx A ${CHAIN_ADDRESSES[routed]}"

    # What was signed is not what is served.
    domain bogus-tlsa mx '3 1 1 mx'
    domain bogus-address mx '3 1 1 mx'
    domain bogus-mx mx '3 1 1 mx'
    in_zone bogus.test 'all MX 10 all.mx' "all.mx A ${CHAIN_ADDRESSES[mx]}" "_25._tcp.all.mx TLSA $(tlsa 3 1 1 mx)"
    in_zone insecure.test 'bogus-host MX 10 all.mx.bogus.test.'
    DOMAINS+=(all.bogus.test bogus-host.insecure.test)
}

forge_records() {
    forge secure.test _25._tcp.bogus-tlsa.mx TLSA "$(tlsa 3 1 1 next)"
    forge secure.test bogus-address.mx A "${CHAIN_ADDRESSES[with-root]}"
    forge secure.test bogus-mx MX '10 ee-key-sha256.mx.secure.test.'
}

# NAME.secure.test, whose MX host presents that chain and has these TLSA records.
domain() { # NAME CHAIN [RECORD...]
    local name=$1 address=${CHAIN_ADDRESSES[$2]} record
    shift 2
    in_zone secure.test "$name MX 10 $name.mx" "$name.mx A $address"
    for record in "$@"; do
        # shellcheck disable=SC2086 # Four words.
        in_zone secure.test "_25._tcp.$name.mx TLSA $(tlsa $record)"
    done
    DOMAINS+=("$name.secure.test")
}

# NAME.secure.test, whose MX host presents that chain and has the records that smtls prints of its file.
printed() { # NAME CHAIN [OPTION...]
    local name=$1 chain=$2
    shift 2
    domain "$name" "$chain"
    cargo run --locked --quiet --features interop --manifest-path "${BASH_SOURCE[0]%/*}/../../Cargo.toml" -- \
        tlsa --host "$name.mx.secure.test" "$NETWORK/$chain.chain" "$@" >>"$ZONES/secure.test" ||
        die "smtls printed no records for $name"
}

# NAME.secure.test, whose MX host is an alias.
aliased() { # NAME TARGET
    in_zone secure.test "$1 MX 10 $1.mx" "$1.mx CNAME $2"
    DOMAINS+=("$1.secure.test")
}

# The data of a TLSA record for a certificate. What the matching type 9 is, nobody knows.
tlsa() { # USAGE SELECTOR MATCHING-TYPE CERTIFICATE
    local -a octets=(openssl x509 -in "$CERTIFICATES/$4.pem" -outform DER) digest=(openssl dgst -r)
    [[ $2 == 0 ]] || octets=(public_key "$CERTIFICATES/$4.pem")
    case $3 in
    0) digest=(od -v -A n -t x1) ;;
    2) digest+=(-sha512) ;;
    *) digest+=(-sha256) ;;
    esac
    printf '%s %s %s %s\n' "$1" "$2" "$3" "$("${octets[@]}" | "${digest[@]}" | sed 's/ \*stdin$//' | tr -d ' \n')"
}

public_key() { # FILE
    openssl x509 -in "$1" -noout -pubkey | openssl pkey -pubin -outform DER
}

# Starts what a smtpd with these certificates needs: none of them is a server without TLS.
chain_service() { # NAME [CERTIFICATE...]
    local name=$1 address=127.0.1.$((${#CHAIN_ADDRESSES[@]} + 1)) certificate
    local file=$NETWORK/$1.chain tls='smtpd_tls_security_level = none'
    shift
    CHAIN_ADDRESSES[$name]=$address
    if (($#)); then
        cat "$CERTIFICATES/$1.key" >"$file"
        for certificate in "$@"; do
            openssl x509 -in "$CERTIFICATES/$certificate.pem" >>"$file"
        done
        tls="smtpd_tls_chain_files = $file"
    fi
    smtpd_service "$name" "$address" 25 "$tls"
}
