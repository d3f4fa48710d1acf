# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_smtls_global_optspecs
    string join \n h/help V/version
end

function __fish_smtls_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_smtls_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_smtls_using_subcommand
    set -l cmd (__fish_smtls_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c smtls -n "__fish_smtls_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smtls -n "__fish_smtls_needs_command" -s V -l version -d 'Print version'
complete -c smtls -n "__fish_smtls_needs_command" -f -a "probe" -d 'Probe a domain\'s MX hosts, a host or an address'
complete -c smtls -n "__fish_smtls_needs_command" -f -a "shell" -d 'Speak SMTP with a server by hand, inside TLS, on a terminal or by a script'
complete -c smtls -n "__fish_smtls_needs_command" -f -a "audit" -d 'List everything that a server\'s TLS accepts, and hold it against a profile'
complete -c smtls -n "__fish_smtls_needs_command" -f -a "lab" -d 'Try smtls on mail servers of its own, good and bad, on this machine'
complete -c smtls -n "__fish_smtls_needs_command" -f -a "generate" -d 'Write the manual pages, the shell completions or the JSON Schema'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l connect-to -d 'Connect to ADDR:PORT where HOST:PORT is meant; names and logical port stay (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l seed -d 'Fix the random order among MX hosts of equal preference' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l ehlo -d 'Name to send with EHLO [default: this machine\'s name, or its address if that is not fully qualified]' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l timeout -d 'How long to wait for each reply and for the handshake; for the greeting at least 7 s, for the reply to a message 20 times as long' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l connect-timeout -d 'How long to wait for the TCP connection' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l deadline -d 'How long everything may take together [default: 10m; a shell as long as you like]' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l proxy -d 'Make every connection to a mail server or policy host through this proxy: socks5://USER@HOST:PORT; USER@ and :PORT may be left out' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l proxy-password-file -d 'Take the proxy\'s password from the first line of this file' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l proxy-password-env -d 'Take the proxy\'s password from this environment variable' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l proxy-password-fd -d 'Take the proxy\'s password from the first line that this file descriptor gives (0 for standard input)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l proxy-protocol -d 'Before anything else, send a header of the PROXY protocol, as load balancers do' -r -f -a "v1\t'A line of text'
v2\t'Octets'"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l proxy-source -d 'The client that the header names [default: this end of the connection]' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l proxy-destination -d 'The server\'s end that the header names [default: the other end of the connection]' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l xclient -d 'Speak for another client, by XCLIENT after the last EHLO: NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR, DESTPORT or REVERSE_NAME and a value, which may also be UNAVAILABLE or TEMPUNAVAIL in square brackets (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l quit-after -d 'End with QUIT once STAGE is reached, and the greeting was read: connect, greeting, first-ehlo, starttls, xclient, ehlo, auth, mail, rcpt or data' -r -f -a "connect\t''
greeting\t''
first-ehlo\t''
starttls\t''
xclient\t''
ehlo\t''
auth\t''
mail\t''
rcpt\t''
data\t''"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l drop-after -d 'Drop the connection once STAGE is reached; also knows starttls-reply, and data-reply after the reply to DATA, when no message was sent yet' -r -f -a "connect\t''
greeting\t''
first-ehlo\t''
starttls\t''
xclient\t''
ehlo\t''
auth\t''
mail\t''
rcpt\t''
data\t''
starttls-reply\t''
data-reply\t''"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l dns -d 'Ask this resolver instead of the system\'s' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l dnssec -d 'Who says how far DNSSEC vouches for an answer' -r -f -a "auto\t'smtls, and beside that the resolver is asked what it makes of it'
validate\t'smtls alone'
resolver\t'The resolver, by its AD bit; the path to it must be trusted'
off\t'Nobody'"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l trust-anchor -d 'Validate from the DNSKEY and DS records in this file on, instead of IANA\'s keys of the root (repeatable)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l start-after -d 'In a shell: let the user speak as soon as STAGE is reached: greeting, first-ehlo, starttls or ehlo' -r -f -a "greeting\t''
first-ehlo\t''
starttls\t''
ehlo\t''"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l history -d 'In a shell on a terminal: keep the history of what is typed in this file [default: smtls/history in $XDG_STATE_HOME, or in ~/.local/state]' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l auth -d 'Authenticate with the first of these mechanisms that fits, or without any with the strongest that server and credentials allow' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l auth-user -d 'The user to authenticate; this, a password, a token or --netrc mean --auth without being told' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l auth-as -d 'As whom to act, where that is another than the user (the authorization identity)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l auth-password-file -d 'Take the password from the first line of this file' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l auth-password-env -d 'Take the password from this environment variable' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l auth-password-fd -d 'Take the password from the first line that this file descriptor gives (0 for standard input)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l auth-token-file -d 'Take the OAuth access token from the first line of this file' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l auth-token-env -d 'Take the OAuth access token from this environment variable' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l auth-token-fd -d 'Take the OAuth access token from the first line that this file descriptor gives' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l netrc -d 'Take user and password from this netrc file, by the target\'s name [default: $NETRC, or ~/.netrc]' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l from -d 'Say MAIL with this sender; <> is the null reverse-path; without, the user of --auth-user where that is an address, or <>' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l to -d 'Say RCPT with this recipient, or with these, separated by commas (repeatable); without, the target where it is an address with an @' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l data -d 'Hand in the message in FILE (- is standard input), or without a FILE a short one that smtls makes' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l header -d 'Put this field into the message\'s header, in the place of the one of the same name (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l chunking -d 'Hand the message in by BDAT, in chunks of OCTETS, instead of by DATA [default of OCTETS: 1048576]' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l dsn-notify -d 'Ask for notifications on: never, or success, failure and delay, separated by commas' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l dsn-return -d 'What a notification is to return of the message' -r -f -a "full\t''
headers\t''"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l dsn-envid -d 'The envelope identifier that a notification is to name' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l mail-parameter -d 'Say this with MAIL as well, as typed (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l rcpt-parameter -d 'Say this with each RCPT as well, as typed (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l sni -d 'Send this server name instead of the host\'s' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l tls-min -d 'The lowest TLS version to offer: 1.2 or 1.3' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l tls-max -d 'The highest TLS version to offer: 1.2 or 1.3' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l groups -d 'The key-exchange groups to offer, most wanted first: X25519MLKEM768,x25519,P-256,...' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l suites -d 'The cipher suites to offer, most wanted first, by IANA\'s or OpenSSL\'s names' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l sigalgs -d 'The schemes by which the server may sign, most wanted first, or rsa or ecdsa for all of a kind: a server with two certificates shows the one that fits' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l alpn -d 'Application protocols to offer (ALPN); none is registered for mail, so that none is offered by default' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l keylog -d 'Append the sessions\' keys to FILE, for Wireshark [default: the file that SSLKEYLOGFILE names, if it is set]' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l cert -d 'Client certificate to show where the server asks for one (PEM, with its chain)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l key -d 'Key of the client certificate (PEM) [default: the file of --cert]' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l roots -d 'Which trust anchors to use [default: system, or with --ca-file or --ca-dir none but those]' -r -f -a "system\t'The operating system\'s store'
mozilla\t'Mozilla\'s list, as it was when this smtls was built'
none\t'No store'"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l ca-file -d 'Trust the certificates in this PEM file (repeatable)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l ca-dir -d 'Trust the certificates in the PEM files of this folder (repeatable)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l crl -d 'Hold certificates against this revocation list, PEM or DER (repeatable)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l pin -d 'Demand this certificate or key, whatever the level: sha256:HEX, sha512:HEX or pin-sha256=BASE64 (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l verify-name -d 'The name that the certificate must be for, instead of the host\'s' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l at -d 'Judge certificates as at this time: 2026-12-24, 2026-12-24T18:00:00Z, or +14d from now' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l level -d 'How strict to be: may (TLS is optional), encrypt (TLS must be), verify (its certificate must be valid, by the public CAs or by DANE), dane (by DANE), secure (as the domain promises by DANE or by an MTA-STS policy in force)' -r -f -a "may\t''
encrypt\t''
verify\t''
dane\t''
secure\t''"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l tlsa -d 'Hold the server against this TLSA record, as "3 1 1 HEX", instead of those in DNS (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l mta-sts-policy -d 'Judge this MTA-STS policy, before it is published, instead of the policy host\'s' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l domain -d 'The domain whose mail it is: MTA-STS, TLS reports and names go by it [default: the target, where that is a domain]' -r
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l format -d 'The form of the output' -r -f -a "text\t'The transcript as it happens, then the report'
brief\t'A few lines, with the key names of openssl s_client -brief'
json\t'One JSON document'
jsonl\t'One line of JSON for each target'"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l color -d 'Whether to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR or TERM=dumb is set'
always\t'Always'
never\t'Never'"
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l save-chain -d 'Save the certificates as sent to this file, as PEM; a file that is there is replaced' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l mx -d 'Look up MX records also where the target has a port, brackets or a scheme'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l srv -d 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l all -d 'Probe every address of every host, side by side, not only until one session succeeds'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l proxy-local -d 'Name nobody in the header: UNKNOWN (v1) or LOCAL (v2), as a balancer\'s health check does'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l xclient-before-starttls -d 'Send XCLIENT after the first EHLO, in the clear'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l xclient-optional -d 'Go on where the server does not offer XCLIENT, or refuses it'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l force-starttls -d 'Send STARTTLS although it is not offered'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l try-mail -d 'Send MAIL after EHLO, in the clear and on submission ports inside TLS, to see whether TLS and authentication are demanded; RSET undoes it, and no message is sent'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l mail-before-ehlo -d 'Send MAIL inside TLS before EHLO, to see whether the server forgot the EHLO of the clear; RSET undoes it, and no message is sent'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l interactive -d 'After the last EHLO, let the user speak SMTP himself: the same as smtls shell'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l no-tls -d 'In a shell: stay in the clear, also where STARTTLS is offered; STARTTLS may be typed'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l no-history -d 'In a shell on a terminal: neither read nor keep a history of what is typed'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l no-sasl-ir -d 'Send no first response with the AUTH command, but wait for the server\'s challenge'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l force-auth -d 'Send AUTH although the server does not offer it, or not this mechanism'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l allow-plaintext-auth -d 'Send a password or a token also outside TLS, where everyone on the way can read it'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l allow-unverified-auth -d 'Send a password or a token also where the server\'s certificate does not prove who it is'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l show-secrets -d 'Show secrets in all outputs instead of hiding them'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l pipeline -d 'Say MAIL, RCPT and DATA together, without waiting for the replies between them, where PIPELINING is offered'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l smtputf8 -d 'Say SMTPUTF8 also where no address and no header field needs it'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l require-tls -d 'Say REQUIRETLS: the message may only travel over TLS to servers that are proved'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l no-sni -d 'Send no server name'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l resume -d 'Connect a second time, to see whether the TLS session can be resumed'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l no-explain -d 'Where the handshake fails, do not connect once more to ask what the server would have chosen'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l opportunistic -d 'The same as --level may'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l force-tlsa -d 'Ask for TLSA records also where the host\'s addresses are not signed, which senders do not'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l show-certs -d 'Show the certificates as PEM, in text and JSON'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -l explain-extensions -d 'Say what each extension means that the server offers (JSON always does)'
complete -c smtls -n "__fish_smtls_using_subcommand probe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l connect-to -d 'Connect to ADDR:PORT where HOST:PORT is meant; names and logical port stay (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l seed -d 'Fix the random order among MX hosts of equal preference' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l ehlo -d 'Name to send with EHLO [default: this machine\'s name, or its address if that is not fully qualified]' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l timeout -d 'How long to wait for each reply and for the handshake; for the greeting at least 7 s, for the reply to a message 20 times as long' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l connect-timeout -d 'How long to wait for the TCP connection' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l deadline -d 'How long everything may take together [default: 10m; a shell as long as you like]' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l proxy -d 'Make every connection to a mail server or policy host through this proxy: socks5://USER@HOST:PORT; USER@ and :PORT may be left out' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l proxy-password-file -d 'Take the proxy\'s password from the first line of this file' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l proxy-password-env -d 'Take the proxy\'s password from this environment variable' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l proxy-password-fd -d 'Take the proxy\'s password from the first line that this file descriptor gives (0 for standard input)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l proxy-protocol -d 'Before anything else, send a header of the PROXY protocol, as load balancers do' -r -f -a "v1\t'A line of text'
v2\t'Octets'"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l proxy-source -d 'The client that the header names [default: this end of the connection]' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l proxy-destination -d 'The server\'s end that the header names [default: the other end of the connection]' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l xclient -d 'Speak for another client, by XCLIENT after the last EHLO: NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR, DESTPORT or REVERSE_NAME and a value, which may also be UNAVAILABLE or TEMPUNAVAIL in square brackets (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l dns -d 'Ask this resolver instead of the system\'s' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l dnssec -d 'Who says how far DNSSEC vouches for an answer' -r -f -a "auto\t'smtls, and beside that the resolver is asked what it makes of it'
validate\t'smtls alone'
resolver\t'The resolver, by its AD bit; the path to it must be trusted'
off\t'Nobody'"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l trust-anchor -d 'Validate from the DNSKEY and DS records in this file on, instead of IANA\'s keys of the root (repeatable)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l start-after -d 'Let the user speak as soon as STAGE is reached: greeting, first-ehlo, starttls or ehlo' -r -f -a "greeting\t''
first-ehlo\t''
starttls\t''
ehlo\t''"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l history -d 'On a terminal: keep the history of what is typed in this file [default: smtls/history in $XDG_STATE_HOME, or in ~/.local/state]' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l auth -d 'Authenticate with the first of these mechanisms that fits, or without any with the strongest that server and credentials allow' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l auth-user -d 'The user to authenticate; this, a password, a token or --netrc mean --auth without being told' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l auth-as -d 'As whom to act, where that is another than the user (the authorization identity)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l auth-password-file -d 'Take the password from the first line of this file' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l auth-password-env -d 'Take the password from this environment variable' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l auth-password-fd -d 'Take the password from the first line that this file descriptor gives (0 for standard input)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l auth-token-file -d 'Take the OAuth access token from the first line of this file' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l auth-token-env -d 'Take the OAuth access token from this environment variable' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l auth-token-fd -d 'Take the OAuth access token from the first line that this file descriptor gives' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l netrc -d 'Take user and password from this netrc file, by the target\'s name [default: $NETRC, or ~/.netrc]' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l from -d 'Say MAIL with this sender; <> is the null reverse-path; without, the user of --auth-user where that is an address, or <>' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l to -d 'Say RCPT with this recipient, or with these, separated by commas (repeatable); without, the target where it is an address with an @' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l data -d 'Hand in the message in FILE (- is standard input), or without a FILE a short one that smtls makes' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l header -d 'Put this field into the message\'s header, in the place of the one of the same name (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l chunking -d 'Hand the message in by BDAT, in chunks of OCTETS, instead of by DATA [default of OCTETS: 1048576]' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l dsn-notify -d 'Ask for notifications on: never, or success, failure and delay, separated by commas' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l dsn-return -d 'What a notification is to return of the message' -r -f -a "full\t''
headers\t''"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l dsn-envid -d 'The envelope identifier that a notification is to name' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l mail-parameter -d 'Say this with MAIL as well, as typed (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l rcpt-parameter -d 'Say this with each RCPT as well, as typed (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l sni -d 'Send this server name instead of the host\'s' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l tls-min -d 'The lowest TLS version to offer: 1.2 or 1.3' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l tls-max -d 'The highest TLS version to offer: 1.2 or 1.3' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l groups -d 'The key-exchange groups to offer, most wanted first: X25519MLKEM768,x25519,P-256,...' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l suites -d 'The cipher suites to offer, most wanted first, by IANA\'s or OpenSSL\'s names' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l sigalgs -d 'The schemes by which the server may sign, most wanted first, or rsa or ecdsa for all of a kind: a server with two certificates shows the one that fits' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l alpn -d 'Application protocols to offer (ALPN); none is registered for mail, so that none is offered by default' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l keylog -d 'Append the sessions\' keys to FILE, for Wireshark [default: the file that SSLKEYLOGFILE names, if it is set]' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l cert -d 'Client certificate to show where the server asks for one (PEM, with its chain)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l key -d 'Key of the client certificate (PEM) [default: the file of --cert]' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l roots -d 'Which trust anchors to use [default: system, or with --ca-file or --ca-dir none but those]' -r -f -a "system\t'The operating system\'s store'
mozilla\t'Mozilla\'s list, as it was when this smtls was built'
none\t'No store'"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l ca-file -d 'Trust the certificates in this PEM file (repeatable)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l ca-dir -d 'Trust the certificates in the PEM files of this folder (repeatable)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l crl -d 'Hold certificates against this revocation list, PEM or DER (repeatable)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l pin -d 'Demand this certificate or key, whatever the level: sha256:HEX, sha512:HEX or pin-sha256=BASE64 (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l verify-name -d 'The name that the certificate must be for, instead of the host\'s' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l at -d 'Judge certificates as at this time: 2026-12-24, 2026-12-24T18:00:00Z, or +14d from now' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l level -d 'How strict to be: may (TLS is optional), encrypt (TLS must be), verify (its certificate must be valid, by the public CAs or by DANE), dane (by DANE), secure (as the domain promises by DANE or by an MTA-STS policy in force)' -r -f -a "may\t''
encrypt\t''
verify\t''
dane\t''
secure\t''"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l tlsa -d 'Hold the server against this TLSA record, as "3 1 1 HEX", instead of those in DNS (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l mta-sts-policy -d 'Judge this MTA-STS policy, before it is published, instead of the policy host\'s' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l domain -d 'The domain whose mail it is: MTA-STS, TLS reports and names go by it [default: the target, where that is a domain]' -r
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l format -d 'The form of the output' -r -f -a "text\t'The transcript as it happens, then the report'
brief\t'A few lines, with the key names of openssl s_client -brief'
json\t'One JSON document'
jsonl\t'One line of JSON for each target'"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l color -d 'Whether to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR or TERM=dumb is set'
always\t'Always'
never\t'Never'"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l save-chain -d 'Save the certificates as sent to this file, as PEM; a file that is there is replaced' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l quit-after -d 'End with QUIT once STAGE is reached, and the greeting was read: connect, greeting, first-ehlo, starttls, xclient, ehlo, auth, mail, rcpt or data' -r -f -a "connect\t''
greeting\t''
first-ehlo\t''
starttls\t''
xclient\t''
ehlo\t''
auth\t''
mail\t''
rcpt\t''
data\t''"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l drop-after -d 'Drop the connection once STAGE is reached; also knows starttls-reply, and data-reply after the reply to DATA, when no message was sent yet' -r -f -a "connect\t''
greeting\t''
first-ehlo\t''
starttls\t''
xclient\t''
ehlo\t''
auth\t''
mail\t''
rcpt\t''
data\t''
starttls-reply\t''
data-reply\t''"
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l mx -d 'Look up MX records also where the target has a port, brackets or a scheme'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l srv -d 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l proxy-local -d 'Name nobody in the header: UNKNOWN (v1) or LOCAL (v2), as a balancer\'s health check does'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l xclient-before-starttls -d 'Send XCLIENT after the first EHLO, in the clear'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l xclient-optional -d 'Go on where the server does not offer XCLIENT, or refuses it'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l force-starttls -d 'Send STARTTLS although it is not offered'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l try-mail -d 'Send MAIL after EHLO, in the clear and on submission ports inside TLS, to see whether TLS and authentication are demanded; RSET undoes it, and no message is sent'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l mail-before-ehlo -d 'Send MAIL inside TLS before EHLO, to see whether the server forgot the EHLO of the clear; RSET undoes it, and no message is sent'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l no-tls -d 'Stay in the clear, also where STARTTLS is offered; STARTTLS may be typed'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l no-history -d 'On a terminal: neither read nor keep a history of what is typed'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l no-sasl-ir -d 'Send no first response with the AUTH command, but wait for the server\'s challenge'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l force-auth -d 'Send AUTH although the server does not offer it, or not this mechanism'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l allow-plaintext-auth -d 'Send a password or a token also outside TLS, where everyone on the way can read it'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l allow-unverified-auth -d 'Send a password or a token also where the server\'s certificate does not prove who it is'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l show-secrets -d 'Show secrets in all outputs instead of hiding them'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l pipeline -d 'Say MAIL, RCPT and DATA together, without waiting for the replies between them, where PIPELINING is offered'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l smtputf8 -d 'Say SMTPUTF8 also where no address and no header field needs it'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l require-tls -d 'Say REQUIRETLS: the message may only travel over TLS to servers that are proved'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l no-sni -d 'Send no server name'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l resume -d 'Connect a second time, to see whether the TLS session can be resumed'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l no-explain -d 'Where the handshake fails, do not connect once more to ask what the server would have chosen'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l opportunistic -d 'The same as --level may'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l force-tlsa -d 'Ask for TLSA records also where the host\'s addresses are not signed, which senders do not'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l show-certs -d 'Show the certificates as PEM, in text and JSON'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l explain-extensions -d 'Say what each extension means that the server offers (JSON always does)'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l interactive -d 'After the last EHLO, let the user speak SMTP himself: the same as smtls shell'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -l all -d 'Probe every address of every host, side by side, not only until one session succeeds'
complete -c smtls -n "__fish_smtls_using_subcommand shell" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l profile -d 'Hold the server against this profile: a name, or a file of your own' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l sni -d 'Send this server name instead of the host\'s, and where the target is an address, which has none' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l connections -d 'How many connections to a server may be open at a time' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l delay -d 'How long to wait before each connection after the first' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l max-connections -d 'Make at most N connections to a server; what is left is not tested' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l pause -d 'How long to wait before going on, once, where the server sends the client away (421) or shuts it out' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l connect-to -d 'Connect to ADDR:PORT where HOST:PORT is meant; names and logical port stay (repeatable)' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l seed -d 'Fix the random order among MX hosts of equal preference' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l ehlo -d 'Name to send with EHLO [default: this machine\'s name, or its address if that is not fully qualified]' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l timeout -d 'How long to wait for each reply and for the handshake; for the greeting at least 7 s, for the reply to a message 20 times as long' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l connect-timeout -d 'How long to wait for the TCP connection' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l proxy -d 'Make every connection to a mail server or policy host through this proxy: socks5://USER@HOST:PORT; USER@ and :PORT may be left out' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l proxy-password-file -d 'Take the proxy\'s password from the first line of this file' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l proxy-password-env -d 'Take the proxy\'s password from this environment variable' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l proxy-password-fd -d 'Take the proxy\'s password from the first line that this file descriptor gives (0 for standard input)' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l proxy-protocol -d 'Before anything else, send a header of the PROXY protocol, as load balancers do' -r -f -a "v1\t'A line of text'
v2\t'Octets'"
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l proxy-source -d 'The client that the header names [default: this end of the connection]' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l proxy-destination -d 'The server\'s end that the header names [default: the other end of the connection]' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l dns -d 'Ask this resolver instead of the system\'s' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l dnssec -d 'Who says how far DNSSEC vouches for an answer' -r -f -a "auto\t'smtls, and beside that the resolver is asked what it makes of it'
validate\t'smtls alone'
resolver\t'The resolver, by its AD bit; the path to it must be trusted'
off\t'Nobody'"
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l trust-anchor -d 'Validate from the DNSKEY and DS records in this file on, instead of IANA\'s keys of the root (repeatable)' -r -F
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l format -d 'The form of the output' -r -f -a "text\t'What is bad first, then the lists'
json\t'One JSON document'
jsonl\t'One line of JSON for each target'"
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l color -d 'Whether to use colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR or TERM=dumb is set'
always\t'Always'
never\t'Never'"
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l deadline -d 'How long everything may take together [default: 10m; a shell as long as you like]' -r
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l quick -d 'Ask only what the profile needs for its verdict'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l passive -d 'Leave out the test for injected commands, in which a harmless NOOP is said out of turn, behind STARTTLS; and STARTTLS inside TLS'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l mx -d 'Look up MX records also where the target has a port, brackets or a scheme'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l srv -d 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -s 4 -l ipv4 -d 'Use IPv4 only'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -s 6 -l ipv6 -d 'Use IPv6 only'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l proxy-local -d 'Name nobody in the header: UNKNOWN (v1) or LOCAL (v2), as a balancer\'s health check does'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l evidence -d 'Show the hellos and answers that prove the findings, in hexadecimal, in a list to which they refer by number'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -s v -l verbose -d 'Name in text also all that is good, and show the cipher suites in a table with their names, bits and key exchange'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -l all -d 'Audit every address of every host, one after the other, not only the first that answers'
complete -c smtls -n "__fish_smtls_using_subcommand audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smtls -n "__fish_smtls_using_subcommand lab" -l serve -d 'Keep the servers running until interrupted, instead of probing them'
complete -c smtls -n "__fish_smtls_using_subcommand lab" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c smtls -n "__fish_smtls_using_subcommand generate" -s h -l help -d 'Print help (see more with \'--help\')'
