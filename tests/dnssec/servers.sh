# shellcheck shell=bash disable=SC2153 # FOLDER is set by the caller.
# NSD with the zones, and two resolvers before it: one that validates and one that does not.

SERVERS=()

write_nsd() { # PORT
    local file name
    cat <<END
server:
  server-count: 1
  ip-address: 127.0.0.1@$1
  username: ""
  zonesdir: "$FOLDER/zones"
  database: ""
  pidfile: "$FOLDER/nsd.pid"
  logfile: "$FOLDER/nsd.log"
  xfrdfile: "$FOLDER/xfrd.state"
  zonelistfile: "$FOLDER/zone.list"
  xfrdir: "$FOLDER"
  do-ip6: no
  rrl-ratelimit: 0
remote-control:
  control-enable: no
END
    for file in "$FOLDER"/zones/*signed "$FOLDER"/zones/.signed; do
        file=${file##*/}
        name=${file%signed}
        printf 'zone:\n  name: "%s"\n  zonefile: "%s"\n' "$name" "$file"
    done
}

write_unbound() { # PORT MODULES AUTHORITATIVE-PORT
    local file
    cat <<END
server:
  directory: "$FOLDER"
  chroot: ""
  username: ""
  pidfile: "$FOLDER/unbound-$1.pid"
  use-syslog: no
  interface: 127.0.0.1@$1
  access-control: 127.0.0.0/8 allow
  do-not-query-localhost: no
  do-ip6: no
  module-config: "$2"
  num-threads: 1
  ede: yes
  val-log-level: 2
  local-zone: "test." nodefault
  minimal-responses: no
  qname-minimisation: no
  target-fetch-policy: "0 0 0 0 0"
  trust-anchor-file: "$FOLDER/root.key"
remote-control:
  control-enable: no
END
    for file in "$FOLDER"/zones/*signed "$FOLDER"/zones/.signed; do
        file=${file##*/}
        printf 'stub-zone:\n  name: "%s"\n  stub-addr: 127.0.0.1@%s\n' "${file%signed}" "$3"
    done
}

# Starts a program in the foreground as a job of its own, and notes its process.
start() { # LOG PROGRAM ARGUMENT...
    local log=$1
    shift
    "$@" >"$log" 2>&1 &
    SERVERS+=("$!")
}

wait_for() { # PORT LOG
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        answers 127.0.0.1 "$1" && return
        sleep 0.1
    done
    cat "$2" >&2
    die "nothing answers at port $1"
}

start_servers() {
    local authoritative plain validating
    free_port && authoritative=$PORT
    free_port && plain=$PORT
    free_port && validating=$PORT
    write_nsd "$authoritative" >"$FOLDER/nsd.conf"
    write_unbound "$plain" iterator "$authoritative" >"$FOLDER/plain.conf"
    write_unbound "$validating" 'validator iterator' "$authoritative" >"$FOLDER/validating.conf"
    start "$FOLDER/nsd.out" nsd -d -c "$FOLDER/nsd.conf"
    start "$FOLDER/plain.log" unbound -d -c "$FOLDER/plain.conf"
    start "$FOLDER/validating.log" unbound -d -c "$FOLDER/validating.conf"
    wait_for "$authoritative" "$FOLDER/nsd.log"
    wait_for "$plain" "$FOLDER/plain.log"
    wait_for "$validating" "$FOLDER/validating.log"
    # The forwarders end when their standard input does.
    mkfifo "$FOLDER/life"
    python3 "$1/forwarder.py" "$plain" "$FOLDER/zones" <"$FOLDER/life" >"$FOLDER/forwarders" 2>"$FOLDER/forwarders.log" &
    SERVERS+=("$!")
    exec 9>"$FOLDER/life"
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        grep -q '^ready$' "$FOLDER/forwarders" && break
        sleep 0.1
    done
    {
        printf 'authoritative %s\nplain %s\nvalidating %s\n' "$authoritative" "$plain" "$validating"
        grep -v '^ready$' "$FOLDER/forwarders"
    } >"$FOLDER/services"
}

# Ends what start_servers started, by its processes.
stop_servers() {
    local process
    for process in "${SERVERS[@]}"; do
        end_server "$process"
    done
}
