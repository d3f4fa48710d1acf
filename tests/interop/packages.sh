# shellcheck shell=bash
# Mail servers whose packages would remove Postfix: fetched from Debian and unpacked into a folder, never installed.

# Unpacks packages below FOLDER/packages.
unpack() { # PACKAGE...
    local store=$FOLDER/packages
    mkdir -p "$store"
    say "unpacking $*"
    (
        cd "$store" || exit
        # As root also while fetching: the user that apt would take cannot write here.
        local -a fetch=(apt-get -qq -o DPkg::Lock::Timeout=300 -o APT::Sandbox::User=root download "$@")
        "${fetch[@]}" 2>/dev/null || {
            apt-get -qq -o DPkg::Lock::Timeout=300 update
            "${fetch[@]}"
        }
        local archive
        for archive in *.deb; do
            dpkg -x "$archive" .
            rm "$archive"
        done
    ) >&2
}

# Builds what is loaded into the servers before their own libraries: see preload.c.
build_preload() {
    cc -shared -fPIC -o "$FOLDER/preload.so" "${BASH_SOURCE[0]%/*}/preload.c" -ldl
}

# Starts a program that stays in the foreground, as a job of its own; sets STARTED to its process id.
start_server() { # HOSTNAME LOG PROGRAM ARGUMENT...
    local hostname=$1 log=$2
    shift 2
    INTEROP_HOSTNAME=$hostname LD_PRELOAD=$FOLDER/preload.so "$@" >"$log" 2>&1 &
    # shellcheck disable=SC2034 # For the caller.
    STARTED=$!
}

# Ends one process that start_server started, and waits for its end.
end_server() { # PROCESS
    local tries
    kill "$1" 2>/dev/null || return 0
    for ((tries = 0; tries < 50; tries++)); do
        kill -0 "$1" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}
