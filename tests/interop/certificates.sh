# shellcheck shell=bash
# A small private PKI, made with openssl: a root, an intermediate, the servers' certificates and a client's.

NAME=mx.interop.test
# The authorities are older than the certificate that has expired, and outlive all that they sign.
LONG=(-startdate 20240101000000Z -enddate 20440101000000Z)

# Makes FOLDER/root.pem, stranger.pem (a root that signed none of them), and for each server NAME.key
# and NAME.pem (its certificate, then the intermediate).
make_certificates() { # FOLDER
    local folder=$1
    mkdir -p "$folder"
    (
        cd "$folder" || exit
        cat >openssl.cnf <<END
[req]
distinguished_name = dn
prompt = no
[dn]
CN = placeholder
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[intermediate]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:$NAME, DNS:mail.interop.test
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca]
default_ca = ledger
[ledger]
database = ledger.txt
serial = serial.txt
new_certs_dir = .
default_md = sha256
policy = anything
unique_subject = no
[anything]
organizationName = optional
commonName = supplied
END
        : >ledger.txt
        echo 1001 >serial.txt
        {
            key root.key rsa
            issue_itself root '/O=Interop/CN=Interop Root'
            key stranger.key ec
            issue_itself stranger '/O=Interop/CN=A Root That Signed Nothing'
            key intermediate.key ec
            issue intermediate '/O=Interop/CN=Interop Intermediate' root intermediate \
                "${LONG[@]}"
            key rsa.key rsa
            issue rsa "/O=Interop/CN=$NAME" intermediate server
            key ecdsa.key ec
            issue ecdsa "/O=Interop/CN=$NAME" intermediate server
            key expired.key rsa
            issue expired "/O=Interop/CN=$NAME" intermediate server \
                -startdate 20250101000000Z -enddate 20250401000000Z
            key client.key ec
            issue client '/O=Interop/CN=client.interop.test' intermediate client
        } 2>openssl.log || {
            cat openssl.log >&2
            die 'openssl could not make the certificates'
        }
        cp rsa.pem rsa-alone.pem
        local leaf
        for leaf in rsa ecdsa expired client; do
            cat intermediate.pem >>"$leaf.pem"
        done
    )
}

# Makes one more root, after `make_certificates`.
more_root() { # NAME DATES...
    in_certificates "$1" more_root_here "$@"
}

more_root_here() { # NAME DATES...
    key "$1.key" ec && issue_itself "$1" "/O=Interop/CN=Interop $1" "${@:2}"
}

# One more intermediate, below the intermediate; which allows none.
more_intermediate() { # NAME
    in_certificates "$1" more_intermediate_here "$1"
}

more_intermediate_here() { # NAME
    key "$1.key" ec && issue "$1" "/O=Interop/CN=Interop $1" intermediate intermediate "${LONG[@]}"
}

# Makes one more certificate for a server, with these names, after `make_certificates`. ISSUER may be another than the
# intermediate, and SUBJECT another common name than the first name.
leaf() { # NAME DNS-NAME... [DATES...]
    local name=$1 issuer=${ISSUER:-intermediate} names=()
    shift
    while (($#)) && [[ $1 != -* ]]; do
        names+=("DNS:$1")
        shift
    done
    {
        cat <<END
[$name]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
END
        ((${#names[@]})) && (IFS=, && printf 'subjectAltName = %s\n' "${names[*]}")
    } >>"$CERTIFICATES/openssl.cnf"
    in_certificates "$name" leaf_here "$name" "${SUBJECT:-${names[0]#DNS:}}" "$issuer" "$@"
}

leaf_here() { # NAME SUBJECT ISSUER [DATES...]
    local name=$1 subject=$2 issuer=$3
    shift 3
    key "$name.key" ec && issue "$name" "/O=Interop/CN=$subject" "$issuer" "$name" "$@" && cat "$issuer.pem" >>"$name.pem"
}

in_certificates() { # NAME COMMAND...
    local name=$1
    shift
    (cd "$CERTIFICATES" && "$@") 2>>"$CERTIFICATES/openssl.log" || {
        tail -n 20 "$CERTIFICATES/openssl.log" >&2
        die "openssl could not make the certificate $name"
    }
}

key() { # FILE rsa|ec
    case $2 in
    rsa) openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1" ;;
    ec) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" ;;
    esac
}

# All are issued with `openssl ca`, which alone can put dates into the past.
issue_itself() { # ROOT SUBJECT [DATES...]
    local -a dates=("${@:3}")
    ((${#dates[@]})) || dates=("${LONG[@]}")
    openssl req -new -config openssl.cnf -key "$1.key" -subj "$2" -out "$1.csr"
    openssl ca -batch -notext -config openssl.cnf -selfsign -keyfile "$1.key" \
        -extensions root "${dates[@]}" -in "$1.csr" -out "$1.pem"
}

issue() { # LEAF SUBJECT ISSUER EXTENSIONS [DATES...]
    local leaf=$1 subject=$2 issuer=$3 extensions=$4
    shift 4
    openssl req -new -config openssl.cnf -key "$leaf.key" -subj "$subject" -out "$leaf.csr"
    openssl ca -batch -notext -config openssl.cnf -cert "$issuer.pem" -keyfile "$issuer.key" \
        -extensions "$extensions" -days 90 "$@" -in "$leaf.csr" -out "$leaf.pem"
}
