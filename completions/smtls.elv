
use builtin;
use str;

set edit:completion:arg-completer[smtls] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'smtls'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'smtls'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand probe 'Probe a domain''s MX hosts, a host or an address'
            cand audit 'List everything that a server''s TLS accepts, and hold it against a profile'
            cand lab 'Try smtls on mail servers of its own, good and bad, on this machine'
            cand generate 'Write the manual pages, the shell completions or the JSON Schema'
        }
        &'smtls;probe'= {
            cand --connect-to 'Connect to ADDR:PORT where HOST:PORT is meant; names and logical port stay (repeatable)'
            cand --seed 'Fix the random order among MX hosts of equal preference'
            cand --ehlo 'Name to send with EHLO [default: this machine''s name, or its address if that is not fully qualified]'
            cand --timeout 'How long to wait for each reply and for the handshake; for the greeting at least 7 s'
            cand --connect-timeout 'How long to wait for the TCP connection'
            cand --deadline 'How long everything may take together'
            cand --quit-after 'End with QUIT once STAGE is reached, and the greeting was read: connect, greeting, first-ehlo, starttls, ehlo or auth'
            cand --drop-after 'Drop the connection once STAGE is reached; also knows starttls-reply'
            cand --dns 'Ask this resolver instead of the system''s'
            cand --dnssec 'Who says how far DNSSEC vouches for an answer'
            cand --trust-anchor 'Validate from the DNSKEY and DS records in this file on, instead of IANA''s keys of the root (repeatable)'
            cand --auth 'Authenticate with the first of these mechanisms that fits, or without any with the strongest that server and credentials allow'
            cand --auth-user 'The user to authenticate; this, a password, a token or --netrc mean --auth without being told'
            cand --auth-as 'As whom to act, where that is another than the user (the authorization identity)'
            cand --auth-password-file 'Take the password from the first line of this file'
            cand --auth-password-env 'Take the password from this environment variable'
            cand --auth-password-fd 'Take the password from the first line that this file descriptor gives (0 for standard input)'
            cand --auth-token-file 'Take the OAuth access token from the first line of this file'
            cand --auth-token-env 'Take the OAuth access token from this environment variable'
            cand --auth-token-fd 'Take the OAuth access token from the first line that this file descriptor gives'
            cand --netrc 'Take user and password from this netrc file, by the target''s name [default: $NETRC, or ~/.netrc]'
            cand --sni 'Send this server name instead of the host''s'
            cand --tls-min 'The lowest TLS version to offer: 1.2 or 1.3'
            cand --tls-max 'The highest TLS version to offer: 1.2 or 1.3'
            cand --groups 'The key-exchange groups to offer, most wanted first: X25519MLKEM768,x25519,P-256,...'
            cand --suites 'The cipher suites to offer, most wanted first, by IANA''s or OpenSSL''s names'
            cand --sigalgs 'The schemes by which the server may sign, most wanted first, or rsa or ecdsa for all of a kind: a server with two certificates shows the one that fits'
            cand --alpn 'Application protocols to offer (ALPN); none is registered for mail, so that none is offered by default'
            cand --keylog 'Append the sessions'' keys to FILE, for Wireshark [default: the file that SSLKEYLOGFILE names, if it is set]'
            cand --cert 'Client certificate to show where the server asks for one (PEM, with its chain)'
            cand --key 'Key of the client certificate (PEM) [default: the file of --cert]'
            cand --roots 'Which trust anchors to use [default: system, or with --ca-file or --ca-dir none but those]'
            cand --ca-file 'Trust the certificates in this PEM file (repeatable)'
            cand --ca-dir 'Trust the certificates in the PEM files of this folder (repeatable)'
            cand --crl 'Hold certificates against this revocation list, PEM or DER (repeatable)'
            cand --pin 'Demand this certificate or key, whatever the level: sha256:HEX, sha512:HEX or pin-sha256=BASE64 (repeatable)'
            cand --verify-name 'The name that the certificate must be for, instead of the host''s'
            cand --at 'Judge certificates as at this time: 2026-12-24, 2026-12-24T18:00:00Z, or +14d from now'
            cand --level 'How strict to be: may (TLS is optional), encrypt (TLS must be), verify (its certificate must be valid, by the public CAs or by DANE), dane (by DANE), secure (as the domain promises by DANE or by an MTA-STS policy in force)'
            cand --tlsa 'Hold the server against this TLSA record, as "3 1 1 HEX", instead of those in DNS (repeatable)'
            cand --mta-sts-policy 'Judge this MTA-STS policy, before it is published, instead of the policy host''s'
            cand --domain 'The domain whose mail it is: MTA-STS, TLS reports and names go by it [default: the target, where that is a domain]'
            cand --format 'The form of the output'
            cand --color 'Whether to use colour'
            cand --save-chain 'Save the certificates as sent to this file, as PEM; a file that is there is replaced'
            cand --mx 'Look up MX records also where the target has a port, brackets or a scheme'
            cand --srv 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
            cand --all 'Probe every address of every host, side by side, not only until one session succeeds'
            cand -4 'Use IPv4 only'
            cand --ipv4 'Use IPv4 only'
            cand -6 'Use IPv6 only'
            cand --ipv6 'Use IPv6 only'
            cand --force-starttls 'Send STARTTLS although it is not offered'
            cand --try-mail 'Send MAIL after EHLO, in the clear and on submission ports inside TLS, to see whether TLS and authentication are demanded; RSET undoes it, and no message is sent'
            cand --mail-before-ehlo 'Send MAIL inside TLS before EHLO, to see whether the server forgot the EHLO of the clear; RSET undoes it, and no message is sent'
            cand --no-sasl-ir 'Send no first response with the AUTH command, but wait for the server''s challenge'
            cand --force-auth 'Send AUTH although the server does not offer it, or not this mechanism'
            cand --allow-plaintext-auth 'Send a password or a token also outside TLS, where everyone on the way can read it'
            cand --allow-unverified-auth 'Send a password or a token also where the server''s certificate does not prove who it is'
            cand --show-secrets 'Show secrets in all outputs instead of hiding them'
            cand --no-sni 'Send no server name'
            cand --resume 'Connect a second time, to see whether the TLS session can be resumed'
            cand --no-explain 'Where the handshake fails, do not connect once more to ask what the server would have chosen'
            cand --opportunistic 'The same as --level may'
            cand --force-tlsa 'Ask for TLSA records also where the host''s addresses are not signed, which senders do not'
            cand --show-certs 'Show the certificates as PEM, in text and JSON'
            cand --explain-extensions 'Say what each extension means that the server offers (JSON always does)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'smtls;audit'= {
            cand --profile 'Hold the server against this profile: a name, or a file of your own'
            cand --sni 'Send this server name instead of the host''s, and where the target is an address, which has none'
            cand --connections 'How many connections to a server may be open at a time'
            cand --delay 'How long to wait before each connection after the first'
            cand --max-connections 'Make at most N connections to a server; what is left is not tested'
            cand --pause 'How long to wait before going on, once, where the server sends the client away (421) or shuts it out'
            cand --connect-to 'Connect to ADDR:PORT where HOST:PORT is meant; names and logical port stay (repeatable)'
            cand --seed 'Fix the random order among MX hosts of equal preference'
            cand --ehlo 'Name to send with EHLO [default: this machine''s name, or its address if that is not fully qualified]'
            cand --timeout 'How long to wait for each reply and for the handshake; for the greeting at least 7 s'
            cand --connect-timeout 'How long to wait for the TCP connection'
            cand --dns 'Ask this resolver instead of the system''s'
            cand --dnssec 'Who says how far DNSSEC vouches for an answer'
            cand --trust-anchor 'Validate from the DNSKEY and DS records in this file on, instead of IANA''s keys of the root (repeatable)'
            cand --format 'The form of the output'
            cand --color 'Whether to use colour'
            cand --deadline 'How long everything may take together'
            cand --quick 'Ask only what the profile needs for its verdict'
            cand --passive 'Leave out the test for injected commands, in which a harmless NOOP is said out of turn, behind STARTTLS; and STARTTLS inside TLS'
            cand --mx 'Look up MX records also where the target has a port, brackets or a scheme'
            cand --srv 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
            cand -4 'Use IPv4 only'
            cand --ipv4 'Use IPv4 only'
            cand -6 'Use IPv6 only'
            cand --ipv6 'Use IPv6 only'
            cand --evidence 'Show the hellos and answers that prove the findings, in hexadecimal, in a list to which they refer by number'
            cand -v 'Name in text also all that is good, and show the cipher suites in a table with their names, bits and key exchange'
            cand --verbose 'Name in text also all that is good, and show the cipher suites in a table with their names, bits and key exchange'
            cand --all 'Audit every address of every host, one after the other, not only the first that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'smtls;lab'= {
            cand --serve 'Keep the servers running until interrupted, instead of probing them'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'smtls;generate'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
    ]
    $completions[$command]
}
