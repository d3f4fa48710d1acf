# shellcheck shell=bash disable=SC2034,SC2153 # POSTFIX and NETWORK_PROCESS are for others; FOLDER, NAME and CERTIFICATES are set by postfix.sh.
# A network of its own, in which ports 25, 53 and 443 are free and /etc/resolv.conf is another.
#
# It is made of namespaces for the network, the mounts and the processes: nothing outside changes, and whatever runs
# inside ends with the first process.

# shellcheck source=tests/interop/zones.sh
source "${BASH_SOURCE[0]%/*}/zones.sh"
# shellcheck source=tests/interop/dane.sh
source "${BASH_SOURCE[0]%/*}/dane.sh"
# shellcheck source=tests/interop/policy_hosts.sh
source "${BASH_SOURCE[0]%/*}/policy_hosts.sh"

install_network() {
    install_missing <<END
curl curl
ip iproute2
mount mount
nsenter util-linux
/usr/bin/python3 python3
unshare util-linux
/usr/lib/*/libevent-2.1.so.7 libevent-2.1-7
END
}

# Writes everything that the network needs into $FOLDER/network. Its Postfix is another than that of $FOLDER.
configure_network() {
    local NETWORK=$FOLDER/network
    local POSTFIX=$NETWORK/postfix
    mkdir -p "$NETWORK"
    unpack nsd unbound ldnsutils nginx libldns3 libfstrm0 libprotobuf-c1 libpython3.11 libnghttp2-14 \
        postfix-mta-sts-resolver libc-ares2 libyaml-0-2 \
        python3-{aiodns,aiohttp,aiosignal,async-timeout,attr,cffi-backend,charset-normalizer,frozenlist,idna,multidict} \
        python3-{pycares,typing-extensions,yaml,yarl}
    in_folder "$NETWORK" postfix_instance
    printf 'mydestination = %s, interop.test, routed.secure.test\n' "$NAME" >>"$POSTFIX/main.cf"
    begin_zones
    all_chains
    all_domains
    all_policies
    sign_zones
    forge_records
    configure_dns
}

in_folder() { # FOLDER COMMAND...
    local FOLDER=$1
    shift
    "$@"
}

# Sets NETWORK_PROCESS to the first process inside, as it is called outside.
start_network() {
    local inside=$FOLDER/network tries
    unshare --net --mount --pid --fork --kill-child=KILL \
        "$BASH" "${BASH_SOURCE[0]%/*}/inside_network" "$FOLDER" "$$" >"$inside/log" 2>&1 &
    NETWORK_STARTER=$!
    for ((tries = 0; tries < 600; tries++)); do
        [[ -e $inside/ready ]] && break
        kill -0 "$NETWORK_STARTER" 2>/dev/null || break
        sleep 0.1
    done
    [[ -e $inside/ready ]] || {
        tail -v -n 20 "$inside"/{,*.}log "$inside/maillog" >&2 2>/dev/null || true
        die 'the network for DANE and MTA-STS did not start: that needs the right to unshare network, mounts and processes'
    }
    NETWORK_PROCESS=$(<"$inside/process")
}

# When the first process is gone, the kernel has ended all the others.
stop_network() {
    [[ -n ${NETWORK_STARTER:-} ]] || return 0
    kill -KILL "$(cat "$FOLDER/network/process" 2>/dev/null || echo "$NETWORK_STARTER")" 2>/dev/null || true
    wait "$NETWORK_STARTER" 2>/dev/null || true
}

# Runs a program from a package that was unpacked, with the libraries that were unpacked beside it.
packaged() { # PROGRAM ARGUMENT...
    local program
    program=$(compgen -G "$FOLDER/packages/usr/*bin/$1")
    shift
    LD_LIBRARY_PATH=$(compgen -G "$FOLDER/packages/usr/lib/*-linux-gnu") "$program" "$@"
}

await() { # ADDRESS PORT
    local tries
    for ((tries = 0; tries < 300; tries++)); do
        answers "$1" "$2" && return
        sleep 0.1
    done
    die "nothing answers at $1 port $2"
}
