# shellcheck shell=bash
# Tools for the scripts that need programs from Debian and ports on loopback.

say() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
    say "$*"
    exit 1
}

# Reads lines "PROGRAM PACKAGE", or "/FILE PACKAGE" where the file may be a pattern; installs the
# packages of those that are missing.
install_missing() {
    local program package
    local -a packages=()
    while read -r program package; do
        [[ -z $program ]] && continue
        if [[ $program == /* ]]; then
            compgen -G "$program" >/dev/null || packages+=("$package")
        else
            command -v "$program" >/dev/null || packages+=("$package")
        fi
    done
    ((${#packages[@]})) || return 0

    local running=no
    system_postfix_runs && running=yes
    say "installing ${packages[*]}"
    {
        apt-get -o DPkg::Lock::Timeout=300 update
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${packages[@]}"
    } >&2
    # The package may have started the system's own instance, which nobody asked for.
    if [[ $running == no ]] && system_postfix_runs; then
        say 'stopping the Postfix instance that its package has just started'
        postfix stop >&2 || true
    fi
}

system_postfix_runs() {
    command -v postfix >/dev/null && postfix status >/dev/null 2>&1
}

answers() { # ADDRESS PORT
    (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

has_ipv6_loopback() {
    grep -q '^00000000000000000000000000000001 ' /proc/net/if_inet6 2>/dev/null
}

# Sets PORT to one that nothing listens on and that was not given out before; below the range from
# which the kernel takes the ports of clients.
declare -A GIVEN_PORTS=()
free_port() {
    local tries
    for ((tries = 0; tries < 200; tries++)); do
        PORT=$((20000 + RANDOM % 10000))
        [[ -n ${GIVEN_PORTS[$PORT]:-} ]] && continue
        answers 127.0.0.1 "$PORT" && continue
        has_ipv6_loopback && answers ::1 "$PORT" && continue
        GIVEN_PORTS[$PORT]=yes
        return 0
    done
    die 'no free port between 20000 and 29999'
}
