# shellcheck shell=bash
# A DNS of its own: four zones on NSD, signed below a private root key, and a validating Unbound before them.

# The addresses inside the network; outside of it nothing listens there.
NSD_ADDRESS=127.0.0.2
UNBOUND_ADDRESS=127.0.0.1

# Begins the zone files. What a zone holds is added with `in_zone`, what signs it is decided in `sign_zones`.
begin_zones() {
    ZONES=$NETWORK/zones
    mkdir -p "$ZONES"
    local zone
    for zone in secure insecure bogus; do
        begin_zone "$zone.test" "ns.$zone.test."
    done
    begin_zone root ns.
    for zone in secure insecure bogus; do
        in_zone root "$zone.test. NS ns.$zone.test." "ns.$zone.test. A $NSD_ADDRESS"
    done
}

begin_zone() { # FILE NAME-SERVER
    local origin=$1.
    [[ $1 == root ]] && origin=.
    in_zone "$1" "\$ORIGIN $origin" "\$TTL 300" "@ SOA $2 hostmaster.test. 1 3600 600 86400 60" "@ NS $2" \
        "$2 A $NSD_ADDRESS"
}

in_zone() { # FILE LINE...
    local file=$1
    shift
    printf '%s\n' "$@" >>"$ZONES/$file"
}

# One key for each zone. `insecure.test` has none, and the DS record of `bogus.test` is that of another key.
sign_zones() {
    (
        cd "$ZONES" || exit
        {
            sign secure.test -n -t 0
            in_zone root "$(<secure.test.ds)"
            sign bogus.test
            key_of bogus.test. >stranger
            in_zone root "$(<"$(<stranger).ds")"
            sign root
        } >ldns.log 2>&1 || {
            cat ldns.log >&2
            die 'the zones could not be signed'
        }
        cp insecure.test insecure.test.signed
    )
}

# Makes FILE.signed, FILE.key and FILE.ds.
sign() { # FILE [OPTION...]
    local file=$1 origin=$1. name
    shift
    [[ $file == root ]] && origin=.
    name=$(key_of "$origin")
    cp "$name.key" "$file.key"
    cp "$name.ds" "$file.ds"
    packaged ldns-signzone "$@" -f "$file.signed" "$file" "$name"
}

# Prints the name that the key's files have in common.
key_of() { # ORIGIN
    packaged ldns-keygen -k -a ECDSAP256SHA256 -r /dev/urandom "$1"
}

# Puts another record into the signed zone, whose signature then does not cover it.
forge() { # ZONE OWNER TYPE DATA
    local signed=$ZONES/$1.signed
    awk -v owner="$2.$1." -v type="$3" -v data="$4" 'BEGIN { OFS = "\t" }
        $1 == owner && $4 == type { print $1, $2, $3, $4, data; found = 1; next }
        { print }
        END { exit !found }' "$signed" >"$signed.forged" || die "nothing to forge at $2.$1"
    mv "$signed.forged" "$signed"
}

configure_dns() {
    local zone
    {
        cat <<END
server:
  server-count: 1
  ip-address: $NSD_ADDRESS
  username: ""
  zonesdir: "$ZONES"
  database: ""
  pidfile: ""
  xfrdfile: "$NETWORK/xfrd.state"
  zonelistfile: "$NETWORK/zone.list"
  xfrdir: "$NETWORK"
  rrl-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: "."
  zonefile: "root.signed"
END
        for zone in secure.test insecure.test bogus.test; do
            printf 'zone:\n  name: "%s"\n  zonefile: "%s.signed"\n' "$zone" "$zone"
        done
    } >"$NETWORK/nsd.conf"
    printf '. NS ns.\nns. A %s\n' "$NSD_ADDRESS" >"$NETWORK/hints"
    cat >"$NETWORK/unbound.conf" <<END
server:
  directory: "$NETWORK"
  chroot: ""
  username: ""
  pidfile: ""
  logfile: ""
  use-syslog: no
  interface: $UNBOUND_ADDRESS
  do-ip6: no
  do-not-query-localhost: no
  num-threads: 1
  module-config: "validator iterator"
  val-log-level: 2
  root-hints: "$NETWORK/hints"
  trust-anchor-file: "$ZONES/root.key"
  local-zone: "test." nodefault
remote-control:
  control-enable: no
END
    printf 'nameserver %s\noptions edns0 trust-ad\n' "$UNBOUND_ADDRESS" >"$NETWORK/resolv.conf"
}

start_dns() {
    packaged nsd -d -c "$NETWORK/nsd.conf" >"$NETWORK/nsd.log" 2>&1 &
    packaged unbound -d -c "$NETWORK/unbound.conf" >"$NETWORK/unbound.log" 2>&1 &
    await "$NSD_ADDRESS" 53
    await "$UNBOUND_ADDRESS" 53
}
