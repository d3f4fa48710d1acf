# shellcheck shell=bash disable=SC2153 # What is set by postfix.sh, certificates.sh, sasl.sh and mail.sh.
# A private OpenSMTPD on loopback with one listener for each case.
#
# The users and folders that it insists on are made where they are absent, and removed again at the end.

OPENSMTPD_USERS=(opensmtpd opensmtpq)
OPENSMTPD_FOLDERS=(/var/lib/opensmtpd /var/lib/opensmtpd/empty /var/spool/smtpd)
OPENSMTPD_MADE=()

install_opensmtpd() {
    install_missing <<END
cc build-essential
/usr/lib/*/libevent-2.1.so.7 libevent-2.1-7
/usr/lib/*/libdb-5.3.so libdb5.3
useradd passwd
END
}

# Adds one listener.
listener() { # NAME true|false OPTION...
    local name=$1 wrapper=$2
    shift 2
    free_port
    printf 'listen on 127.0.0.1 port %s hostname %s %s\n' "$PORT" "$NAME" "$*" >>"$OPENSMTPD/smtpd.conf"
    record "opensmtpd-$name" 127.0.0.1 "$PORT" "$wrapper"
}

configure_opensmtpd() {
    OPENSMTPD=$FOLDER/opensmtpd
    mkdir -p "$OPENSMTPD"
    unpack opensmtpd
    printf '%s %s\n' "$SASL_USER" "$(openssl passwd -6 "$SASL_PASSWORD")" >"$OPENSMTPD/credentials"
    cat >"$OPENSMTPD/smtpd.conf" <<END
pki rsa cert "$CERTIFICATES/rsa.pem"
pki rsa key "$CERTIFICATES/rsa.key"
pki alone cert "$CERTIFICATES/rsa-alone.pem"
pki alone key "$CERTIFICATES/rsa.key"
pki ecdsa cert "$CERTIFICATES/ecdsa.pem"
pki ecdsa key "$CERTIFICATES/ecdsa.key"
pki expired cert "$CERTIFICATES/expired.pem"
pki expired key "$CERTIFICATES/expired.key"
ca root cert "$CERTIFICATES/root.pem"
table credentials file:$OPENSMTPD/credentials
action nowhere relay
match from any for domain "nowhere.interop.test" action nowhere
# Postfix stores what comes out of this server.
action sink relay host smtp://127.0.0.1:$SINK_PORT
match from any for domain "sink.interop.test" action sink
END
    listener good false tls pki rsa
    listener no-tls false
    listener wrapper true smtps pki rsa
    listener no-intermediate false tls pki alone
    listener expired false tls pki expired
    listener client-required false tls-require verify pki rsa ca root
    listener submission false tls-require auth '<credentials>' pki rsa
    listener submissions true smtps auth '<credentials>' pki rsa
    listener lost-key false tls pki ecdsa
}

start_opensmtpd() {
    local program=$FOLDER/packages/usr/sbin/smtpd user folder
    ! grep -q '/run/smtpd\.sock$' /proc/net/unix || die 'another OpenSMTPD runs on this machine'
    # The folder is made for root alone, and the server's processes give up root.
    for user in "${OPENSMTPD_USERS[@]}"; do
        getent passwd "$user" >/dev/null && continue
        useradd --system --no-create-home --user-group --home-dir "${OPENSMTPD_FOLDERS[1]}" \
            --shell /usr/sbin/nologin "$user"
        OPENSMTPD_MADE+=("$user")
    done
    for folder in "${OPENSMTPD_FOLDERS[@]}"; do
        [[ -e $folder ]] && continue
        install -d -m 711 "$folder"
        OPENSMTPD_MADE=("$folder" "${OPENSMTPD_MADE[@]}")
    done
    # The name of this machine need not be resolvable, and localhost always is.
    start_server localhost "$OPENSMTPD/log" "$program" -d -v -T smtp -f "$OPENSMTPD/smtpd.conf"
    OPENSMTPD_PROCESS=$STARTED
}

stop_opensmtpd() {
    local made
    [[ -n ${OPENSMTPD_PROCESS:-} ]] && end_server "$OPENSMTPD_PROCESS"
    # Folders come before users in the list, and inner ones before outer ones.
    for made in "${OPENSMTPD_MADE[@]}"; do
        case $made in
        /var/spool/smtpd) rm -rf "$made" /run/smtpd.sock ;;
        /*) rmdir "$made" || true ;;
        *) remove_user "$made" ;;
        esac
    done
    OPENSMTPD_MADE=()
}

# The last of the server's processes may end a little after the first.
remove_user() { # USER
    local tries
    for ((tries = 0; tries < 50; tries++)); do
        # In a trap `return` alone would return what came before the trap.
        userdel "$1" 2>/dev/null && return 0
        sleep 0.1
    done
    say "the user $1 is left over"
}
