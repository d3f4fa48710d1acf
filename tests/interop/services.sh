# shellcheck shell=bash
# What services.json tells the tests of the servers that were started.

SERVICES=()
SKIPPED=()

record() { # NAME ADDRESS PORT WRAPPER
    SERVICES+=("$(printf '"%s": {"address": "%s", "port": %s, "wrapper": %s}' "$1" "$2" "$3" "$4")")
}

write_services() {
    local separator=$',\n    ' services skipped=''
    services=$(printf "%s$separator" "${SERVICES[@]}")
    ((${#SKIPPED[@]})) && skipped=$(printf "%s$separator" "${SKIPPED[@]}")
    cat >"$FOLDER/services.json" <<END
{
  "folder": "$FOLDER",
  "name": "$NAME",
  "root": "$CERTIFICATES/root.pem",
  "stranger": "$CERTIFICATES/stranger.pem",
  "client_certificate": "$CERTIFICATES/client.pem",
  "client_key": "$CERTIFICATES/client.key",
  "postfix_configuration": "$POSTFIX",
  "openssl_configuration": "$FOLDER/openssl.cnf",
  "maillog": "$FOLDER/maillog",
  "network": {
    "process": $NETWORK_PROCESS,
    "resolver": "$UNBOUND_ADDRESS:53",
    "trust_anchor": "$FOLDER/network/zones/root.key",
    "postfix_configuration": "$FOLDER/network/postfix",
    "libraries": "$(compgen -G "$FOLDER/packages/usr/lib/*-linux-gnu")",
    "python_modules": "$FOLDER/packages/usr/lib/python3/dist-packages",
    "domains": [$(quoted "${DOMAINS[@]}")],
    "policy_domains": [$(quoted "${POLICY_DOMAINS[@]}")]
  },
  "services": {
    ${services%,*}
  },
  "skipped": {
    ${skipped%,*}
  }
}
END
}

# The items of an array of JSON.
quoted() { # WORD...
    local list
    list=$(printf '"%s", ' "$@")
    printf '%s' "${list%, }"
}

# Waits until something answers at each service that was recorded.
await_services() {
    local line address port tries
    for line in "${SERVICES[@]}"; do
        [[ $line =~ \"address\":\ \"([^\"]*)\",\ \"port\":\ ([0-9]+) ]]
        address=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]}
        for ((tries = 0; ; tries++)); do
            answers "$address" "$port" && break
            ((tries < 100)) || {
                tail -v -n 20 "$FOLDER"/maillog "$FOLDER"/*/log "$FOLDER"/*/*/{log,output} >&2 || true
                die "nothing answers at $address port $port: $line"
            }
            sleep 0.1
        done
    done
}
