
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'smtls' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'smtls'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'smtls' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('probe', 'probe', [CompletionResultType]::ParameterValue, 'Probe a domain''s MX hosts, a host or an address')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'List everything that a server''s TLS accepts, and hold it against a profile')
            [CompletionResult]::new('lab', 'lab', [CompletionResultType]::ParameterValue, 'Try smtls on mail servers of its own, good and bad, on this machine')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write the manual pages, the shell completions or the JSON Schema')
            break
        }
        'smtls;probe' {
            [CompletionResult]::new('--connect-to', '--connect-to', [CompletionResultType]::ParameterName, 'Connect to ADDR:PORT where HOST:PORT is meant; names and logical port stay (repeatable)')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Fix the random order among MX hosts of equal preference')
            [CompletionResult]::new('--ehlo', '--ehlo', [CompletionResultType]::ParameterName, 'Name to send with EHLO [default: this machine''s name, or its address if that is not fully qualified]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for each reply and for the handshake; for the greeting at least 7 s')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the TCP connection')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long everything may take together')
            [CompletionResult]::new('--quit-after', '--quit-after', [CompletionResultType]::ParameterName, 'End with QUIT once STAGE is reached, and the greeting was read: connect, greeting, first-ehlo, starttls, ehlo or auth')
            [CompletionResult]::new('--drop-after', '--drop-after', [CompletionResultType]::ParameterName, 'Drop the connection once STAGE is reached; also knows starttls-reply')
            [CompletionResult]::new('--dns', '--dns', [CompletionResultType]::ParameterName, 'Ask this resolver instead of the system''s')
            [CompletionResult]::new('--dnssec', '--dnssec', [CompletionResultType]::ParameterName, 'Who says how far DNSSEC vouches for an answer')
            [CompletionResult]::new('--trust-anchor', '--trust-anchor', [CompletionResultType]::ParameterName, 'Validate from the DNSKEY and DS records in this file on, instead of IANA''s keys of the root (repeatable)')
            [CompletionResult]::new('--auth', '--auth', [CompletionResultType]::ParameterName, 'Authenticate with the first of these mechanisms that fits, or without any with the strongest that server and credentials allow')
            [CompletionResult]::new('--auth-user', '--auth-user', [CompletionResultType]::ParameterName, 'The user to authenticate; this, a password, a token or --netrc mean --auth without being told')
            [CompletionResult]::new('--auth-as', '--auth-as', [CompletionResultType]::ParameterName, 'As whom to act, where that is another than the user (the authorization identity)')
            [CompletionResult]::new('--auth-password-file', '--auth-password-file', [CompletionResultType]::ParameterName, 'Take the password from the first line of this file')
            [CompletionResult]::new('--auth-password-env', '--auth-password-env', [CompletionResultType]::ParameterName, 'Take the password from this environment variable')
            [CompletionResult]::new('--auth-password-fd', '--auth-password-fd', [CompletionResultType]::ParameterName, 'Take the password from the first line that this file descriptor gives (0 for standard input)')
            [CompletionResult]::new('--auth-token-file', '--auth-token-file', [CompletionResultType]::ParameterName, 'Take the OAuth access token from the first line of this file')
            [CompletionResult]::new('--auth-token-env', '--auth-token-env', [CompletionResultType]::ParameterName, 'Take the OAuth access token from this environment variable')
            [CompletionResult]::new('--auth-token-fd', '--auth-token-fd', [CompletionResultType]::ParameterName, 'Take the OAuth access token from the first line that this file descriptor gives')
            [CompletionResult]::new('--netrc', '--netrc', [CompletionResultType]::ParameterName, 'Take user and password from this netrc file, by the target''s name [default: $NETRC, or ~/.netrc]')
            [CompletionResult]::new('--sni', '--sni', [CompletionResultType]::ParameterName, 'Send this server name instead of the host''s')
            [CompletionResult]::new('--tls-min', '--tls-min', [CompletionResultType]::ParameterName, 'The lowest TLS version to offer: 1.2 or 1.3')
            [CompletionResult]::new('--tls-max', '--tls-max', [CompletionResultType]::ParameterName, 'The highest TLS version to offer: 1.2 or 1.3')
            [CompletionResult]::new('--groups', '--groups', [CompletionResultType]::ParameterName, 'The key-exchange groups to offer, most wanted first: X25519MLKEM768,x25519,P-256,...')
            [CompletionResult]::new('--suites', '--suites', [CompletionResultType]::ParameterName, 'The cipher suites to offer, most wanted first, by IANA''s or OpenSSL''s names')
            [CompletionResult]::new('--sigalgs', '--sigalgs', [CompletionResultType]::ParameterName, 'The schemes by which the server may sign, most wanted first, or rsa or ecdsa for all of a kind: a server with two certificates shows the one that fits')
            [CompletionResult]::new('--alpn', '--alpn', [CompletionResultType]::ParameterName, 'Application protocols to offer (ALPN); none is registered for mail, so that none is offered by default')
            [CompletionResult]::new('--keylog', '--keylog', [CompletionResultType]::ParameterName, 'Append the sessions'' keys to FILE, for Wireshark [default: the file that SSLKEYLOGFILE names, if it is set]')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'Client certificate to show where the server asks for one (PEM, with its chain)')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Key of the client certificate (PEM) [default: the file of --cert]')
            [CompletionResult]::new('--roots', '--roots', [CompletionResultType]::ParameterName, 'Which trust anchors to use [default: system, or with --ca-file or --ca-dir none but those]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust the certificates in this PEM file (repeatable)')
            [CompletionResult]::new('--ca-dir', '--ca-dir', [CompletionResultType]::ParameterName, 'Trust the certificates in the PEM files of this folder (repeatable)')
            [CompletionResult]::new('--crl', '--crl', [CompletionResultType]::ParameterName, 'Hold certificates against this revocation list, PEM or DER (repeatable)')
            [CompletionResult]::new('--pin', '--pin', [CompletionResultType]::ParameterName, 'Demand this certificate or key, whatever the level: sha256:HEX, sha512:HEX or pin-sha256=BASE64 (repeatable)')
            [CompletionResult]::new('--verify-name', '--verify-name', [CompletionResultType]::ParameterName, 'The name that the certificate must be for, instead of the host''s')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Judge certificates as at this time: 2026-12-24, 2026-12-24T18:00:00Z, or +14d from now')
            [CompletionResult]::new('--level', '--level', [CompletionResultType]::ParameterName, 'How strict to be: may (TLS is optional), encrypt (TLS must be), verify (its certificate must be valid, by the public CAs or by DANE), dane (by DANE), secure (as the domain promises by DANE or by an MTA-STS policy in force)')
            [CompletionResult]::new('--tlsa', '--tlsa', [CompletionResultType]::ParameterName, 'Hold the server against this TLSA record, as "3 1 1 HEX", instead of those in DNS (repeatable)')
            [CompletionResult]::new('--mta-sts-policy', '--mta-sts-policy', [CompletionResultType]::ParameterName, 'Judge this MTA-STS policy, before it is published, instead of the policy host''s')
            [CompletionResult]::new('--domain', '--domain', [CompletionResultType]::ParameterName, 'The domain whose mail it is: MTA-STS, TLS reports and names go by it [default: the target, where that is a domain]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colour')
            [CompletionResult]::new('--save-chain', '--save-chain', [CompletionResultType]::ParameterName, 'Save the certificates as sent to this file, as PEM; a file that is there is replaced')
            [CompletionResult]::new('--mx', '--mx', [CompletionResultType]::ParameterName, 'Look up MX records also where the target has a port, brackets or a scheme')
            [CompletionResult]::new('--srv', '--srv', [CompletionResultType]::ParameterName, 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Probe every address of every host, side by side, not only until one session succeeds')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('--force-starttls', '--force-starttls', [CompletionResultType]::ParameterName, 'Send STARTTLS although it is not offered')
            [CompletionResult]::new('--try-mail', '--try-mail', [CompletionResultType]::ParameterName, 'Send MAIL after EHLO, in the clear and on submission ports inside TLS, to see whether TLS and authentication are demanded; RSET undoes it, and no message is sent')
            [CompletionResult]::new('--mail-before-ehlo', '--mail-before-ehlo', [CompletionResultType]::ParameterName, 'Send MAIL inside TLS before EHLO, to see whether the server forgot the EHLO of the clear; RSET undoes it, and no message is sent')
            [CompletionResult]::new('--no-sasl-ir', '--no-sasl-ir', [CompletionResultType]::ParameterName, 'Send no first response with the AUTH command, but wait for the server''s challenge')
            [CompletionResult]::new('--force-auth', '--force-auth', [CompletionResultType]::ParameterName, 'Send AUTH although the server does not offer it, or not this mechanism')
            [CompletionResult]::new('--allow-plaintext-auth', '--allow-plaintext-auth', [CompletionResultType]::ParameterName, 'Send a password or a token also outside TLS, where everyone on the way can read it')
            [CompletionResult]::new('--allow-unverified-auth', '--allow-unverified-auth', [CompletionResultType]::ParameterName, 'Send a password or a token also where the server''s certificate does not prove who it is')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show secrets in all outputs instead of hiding them')
            [CompletionResult]::new('--no-sni', '--no-sni', [CompletionResultType]::ParameterName, 'Send no server name')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Connect a second time, to see whether the TLS session can be resumed')
            [CompletionResult]::new('--no-explain', '--no-explain', [CompletionResultType]::ParameterName, 'Where the handshake fails, do not connect once more to ask what the server would have chosen')
            [CompletionResult]::new('--opportunistic', '--opportunistic', [CompletionResultType]::ParameterName, 'The same as --level may')
            [CompletionResult]::new('--force-tlsa', '--force-tlsa', [CompletionResultType]::ParameterName, 'Ask for TLSA records also where the host''s addresses are not signed, which senders do not')
            [CompletionResult]::new('--show-certs', '--show-certs', [CompletionResultType]::ParameterName, 'Show the certificates as PEM, in text and JSON')
            [CompletionResult]::new('--explain-extensions', '--explain-extensions', [CompletionResultType]::ParameterName, 'Say what each extension means that the server offers (JSON always does)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'smtls;audit' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Hold the server against this profile: a name, or a file of your own')
            [CompletionResult]::new('--sni', '--sni', [CompletionResultType]::ParameterName, 'Send this server name instead of the host''s, and where the target is an address, which has none')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'How many connections to a server may be open at a time')
            [CompletionResult]::new('--delay', '--delay', [CompletionResultType]::ParameterName, 'How long to wait before each connection after the first')
            [CompletionResult]::new('--max-connections', '--max-connections', [CompletionResultType]::ParameterName, 'Make at most N connections to a server; what is left is not tested')
            [CompletionResult]::new('--pause', '--pause', [CompletionResultType]::ParameterName, 'How long to wait before going on, once, where the server sends the client away (421) or shuts it out')
            [CompletionResult]::new('--connect-to', '--connect-to', [CompletionResultType]::ParameterName, 'Connect to ADDR:PORT where HOST:PORT is meant; names and logical port stay (repeatable)')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Fix the random order among MX hosts of equal preference')
            [CompletionResult]::new('--ehlo', '--ehlo', [CompletionResultType]::ParameterName, 'Name to send with EHLO [default: this machine''s name, or its address if that is not fully qualified]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for each reply and for the handshake; for the greeting at least 7 s')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the TCP connection')
            [CompletionResult]::new('--dns', '--dns', [CompletionResultType]::ParameterName, 'Ask this resolver instead of the system''s')
            [CompletionResult]::new('--dnssec', '--dnssec', [CompletionResultType]::ParameterName, 'Who says how far DNSSEC vouches for an answer')
            [CompletionResult]::new('--trust-anchor', '--trust-anchor', [CompletionResultType]::ParameterName, 'Validate from the DNSKEY and DS records in this file on, instead of IANA''s keys of the root (repeatable)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to use colour')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long everything may take together')
            [CompletionResult]::new('--quick', '--quick', [CompletionResultType]::ParameterName, 'Ask only what the profile needs for its verdict')
            [CompletionResult]::new('--passive', '--passive', [CompletionResultType]::ParameterName, 'Leave out the test for injected commands, in which a harmless NOOP is said out of turn, behind STARTTLS; and STARTTLS inside TLS')
            [CompletionResult]::new('--mx', '--mx', [CompletionResultType]::ParameterName, 'Look up MX records also where the target has a port, brackets or a scheme')
            [CompletionResult]::new('--srv', '--srv', [CompletionResultType]::ParameterName, 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do')
            [CompletionResult]::new('-4', '-4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('--ipv4', '--ipv4', [CompletionResultType]::ParameterName, 'Use IPv4 only')
            [CompletionResult]::new('-6', '-6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('--ipv6', '--ipv6', [CompletionResultType]::ParameterName, 'Use IPv6 only')
            [CompletionResult]::new('--evidence', '--evidence', [CompletionResultType]::ParameterName, 'Show the hellos and answers that prove the findings, in hexadecimal, in a list to which they refer by number')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name in text also all that is good, and show the cipher suites in a table with their names, bits and key exchange')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name in text also all that is good, and show the cipher suites in a table with their names, bits and key exchange')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Audit every address of every host, one after the other, not only the first that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'smtls;lab' {
            [CompletionResult]::new('--serve', '--serve', [CompletionResultType]::ParameterName, 'Keep the servers running until interrupted, instead of probing them')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'smtls;generate' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
