
use builtin;
use re;
use str;

set edit:completion:arg-completer[smtls] = {|@words|
    var option = $words[-2]
    var last = $words[-1]
    var before = ''
    if (re:match '^--[^=]*=' $last) {
        set option = (re:find '^--[^=]*' $last)[text]
        set before = $option'='
    }
    if (re:match ',' $last) {
        set before = (re:find '^.*,' $last)[text]
    }
    fn folders {|seed|
        edit:complete-filename $seed | each {|it| if (str:has-suffix $it[stem] '/') { put $it } }
    }
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $before$text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'smtls'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
        break
    }
    var values = [
        &'smtls;probe;--connect-to'= {
        }
        &'smtls;probe;--seed'= {
        }
        &'smtls;probe;--ehlo'= {
        }
        &'smtls;probe;--timeout'= {
        }
        &'smtls;probe;--connect-timeout'= {
        }
        &'smtls;probe;--deadline'= {
        }
        &'smtls;probe;--proxy'= {
        }
        &'smtls;probe;--proxy-password-file'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--proxy-password-env'= {
        }
        &'smtls;probe;--proxy-password-fd'= {
        }
        &'smtls;probe;--proxy-protocol'= {
            cand v1 'As a line of text'
            cand v2 'In binary'
        }
        &'smtls;probe;--proxy-source'= {
        }
        &'smtls;probe;--proxy-destination'= {
        }
        &'smtls;probe;--xclient'= {
        }
        &'smtls;probe;--quit-after'= {
            cand connect 'the TCP connection stands'
            cand greeting 'the server greeted with 220'
            cand first-ehlo 'the first EHLO, or HELO, was accepted'
            cand starttls 'the TLS handshake is done'
            cand xclient 'the server took it that the client speaks for another; only with --xclient'
            cand ehlo 'the last EHLO was accepted: the one inside TLS, or the first where there is no TLS'
            cand auth 'the server accepted who the client is; only with --auth'
            cand mail 'the server accepted the sender; only in a transaction'
            cand rcpt 'the server accepted a recipient; only in a transaction'
            cand data 'the server accepted the message; only in a transaction'
        }
        &'smtls;probe;--drop-after'= {
            cand connect 'the TCP connection stands'
            cand greeting 'the server greeted with 220'
            cand first-ehlo 'the first EHLO, or HELO, was accepted'
            cand starttls 'the TLS handshake is done'
            cand xclient 'the server took it that the client speaks for another; only with --xclient'
            cand ehlo 'the last EHLO was accepted: the one inside TLS, or the first where there is no TLS'
            cand auth 'the server accepted who the client is; only with --auth'
            cand mail 'the server accepted the sender; only in a transaction'
            cand rcpt 'the server accepted a recipient; only in a transaction'
            cand data 'the server accepted the message; only in a transaction'
            cand starttls-reply 'the server said 220 to STARTTLS, and no octet of TLS was sent yet'
            cand data-reply 'the server replied to DATA, and no octet of a message was sent yet'
        }
        &'smtls;probe;--dns'= {
        }
        &'smtls;probe;--dnssec'= {
            cand auto 'smtls, and beside that the resolver is asked what it makes of it'
            cand validate 'smtls alone'
            cand resolver 'The resolver, by its AD bit; the path to it must be trusted'
            cand off 'Nobody'
        }
        &'smtls;probe;--trust-anchor'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--start-after'= {
            cand greeting ''
            cand first-ehlo ''
            cand starttls ''
            cand ehlo ''
        }
        &'smtls;probe;--history'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--auth'= {
            cand SCRAM-SHA-512-PLUS ''
            cand SCRAM-SHA-256-PLUS ''
            cand SCRAM-SHA-1-PLUS ''
            cand SCRAM-SHA-512 ''
            cand SCRAM-SHA-256 ''
            cand SCRAM-SHA-1 ''
            cand OAUTHBEARER ''
            cand XOAUTH2 ''
            cand CRAM-MD5 ''
            cand PLAIN ''
            cand LOGIN ''
            cand LOGIN-INITIAL ''
            cand EXTERNAL ''
            cand ANONYMOUS ''
        }
        &'smtls;probe;--auth-user'= {
        }
        &'smtls;probe;--auth-as'= {
        }
        &'smtls;probe;--auth-password-file'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--auth-password-env'= {
        }
        &'smtls;probe;--auth-password-fd'= {
        }
        &'smtls;probe;--auth-token-file'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--auth-token-env'= {
        }
        &'smtls;probe;--auth-token-fd'= {
        }
        &'smtls;probe;--netrc'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--from'= {
        }
        &'smtls;probe;--to'= {
        }
        &'smtls;probe;--data'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--header'= {
        }
        &'smtls;probe;--chunking'= {
        }
        &'smtls;probe;--dsn-notify'= {
            cand never ''
            cand success ''
            cand failure ''
            cand delay ''
        }
        &'smtls;probe;--dsn-return'= {
            cand full ''
            cand headers ''
        }
        &'smtls;probe;--dsn-envid'= {
        }
        &'smtls;probe;--mail-parameter'= {
        }
        &'smtls;probe;--rcpt-parameter'= {
        }
        &'smtls;probe;--sni'= {
        }
        &'smtls;probe;--tls-min'= {
            cand 1.2 ''
            cand 1.3 ''
        }
        &'smtls;probe;--tls-max'= {
            cand 1.2 ''
            cand 1.3 ''
        }
        &'smtls;probe;--groups'= {
            cand X25519MLKEM768 ''
            cand SecP256r1MLKEM768 ''
            cand x25519 ''
            cand secp256r1 ''
            cand secp384r1 ''
            cand MLKEM768 ''
            cand MLKEM1024 ''
        }
        &'smtls;probe;--suites'= {
            cand TLS_AES_256_GCM_SHA384 ''
            cand TLS_AES_128_GCM_SHA256 ''
            cand TLS_CHACHA20_POLY1305_SHA256 ''
            cand TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 ''
            cand TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 ''
            cand TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 ''
            cand TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 ''
            cand TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 ''
            cand TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 ''
        }
        &'smtls;probe;--sigalgs'= {
            cand rsa ''
            cand ecdsa ''
            cand ecdsa_secp384r1_sha384 ''
            cand ecdsa_secp256r1_sha256 ''
            cand ecdsa_secp521r1_sha512 ''
            cand ed25519 ''
            cand rsa_pss_rsae_sha512 ''
            cand rsa_pss_rsae_sha384 ''
            cand rsa_pss_rsae_sha256 ''
            cand rsa_pkcs1_sha512 ''
            cand rsa_pkcs1_sha384 ''
            cand rsa_pkcs1_sha256 ''
            cand mldsa44 ''
            cand mldsa65 ''
            cand mldsa87 ''
        }
        &'smtls;probe;--alpn'= {
        }
        &'smtls;probe;--keylog'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--cert'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--key'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--roots'= {
            cand system 'The operating system''s store'
            cand mozilla 'Mozilla''s list, as it was when this smtls was built'
            cand none 'No store'
        }
        &'smtls;probe;--ca-file'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--ca-dir'= {
            folders $last
        }
        &'smtls;probe;--crl'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--pin'= {
        }
        &'smtls;probe;--verify-name'= {
        }
        &'smtls;probe;--at'= {
        }
        &'smtls;probe;--level'= {
            cand may ''
            cand encrypt ''
            cand verify ''
            cand dane ''
            cand secure ''
        }
        &'smtls;probe;--tlsa'= {
        }
        &'smtls;probe;--mta-sts-policy'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--domain'= {
        }
        &'smtls;probe;--require'= {
            cand mx ''
            cand connect ''
            cand greeting ''
            cand first-ehlo ''
            cand starttls ''
            cand handshake ''
            cand client-certificate ''
            cand xclient ''
            cand ehlo ''
            cand auth ''
            cand mail ''
            cand session ''
            cand rcpt ''
            cand data ''
            cand submission ''
            cand extensions ''
            cand identity ''
            cand replies ''
            cand resumption ''
            cand path ''
            cand validity ''
            cand names ''
            cand revocation ''
            cand pin ''
            cand dnssec ''
            cand dane ''
            cand mta-sts ''
            cand tlsrpt ''
            cand requiretls ''
            cand promise ''
            cand stage ''
            cand max-time ''
            cand exit-code ''
            cand trust ''
            cand protocol ''
            cand groups ''
            cand forbid-groups ''
            cand suites ''
            cand forbid-suites ''
            cand post-quantum ''
            cand signature-schemes ''
            cand forbid-signature-schemes ''
            cand days-left ''
            cand chain-days-left ''
            cand certificate-names ''
            cand pins ''
            cand issuer ''
            cand key-types ''
            cand forbid-extensions ''
            cand extensions-in-the-clear ''
            cand forbid-extensions-in-the-clear ''
            cand no-auth-in-the-clear ''
            cand min-size ''
            cand mta-sts-mode ''
            cand tls-report-to ''
            cand mx-hosts ''
            cand sender ''
            cand accepts-versions ''
            cand refuses-versions ''
            cand accepts-suites ''
            cand refuses-suites ''
            cand accepts-groups ''
            cand refuses-groups ''
            cand profile ''
            cand without ''
            cand worst-finding ''
        }
        &'smtls;probe;--format'= {
            cand text 'For people: what happens as it happens and the report; of a check a line for each target and what is amiss'
            cand brief 'A few lines, with the key names of openssl s_client -brief'
            cand json 'One JSON document'
            cand jsonl 'One line of JSON for each target'
            cand junit 'JUnit XML for CI: a suite for each endpoint, a case for each check'
            cand tap 'The Test Anything Protocol, as prove reads it'
            cand github 'Annotations for GitHub Actions'
            cand nagios 'For Nagios, Icinga and the like: one line with state and perfdata, then one for each check; ends with 0 (OK), 1, 2 or 3'
            cand prometheus 'For Prometheus: metrics, as the textfile collector of node_exporter takes them'
            cand markdown 'Markdown as GitHub has it, for summaries, tickets and mails'
            cand html 'One HTML page for a browser, with everything in it'
        }
        &'smtls;probe;--color'= {
            cand auto 'On a terminal, unless NO_COLOR or TERM=dumb is set'
            cand always 'Always'
            cand never 'Never'
        }
        &'smtls;probe;--save-chain'= {
            edit:complete-filename $last
        }
        &'smtls;probe;--warn-days'= {
        }
        &'smtls;probe;--crit-days'= {
        }
        &'smtls;shell;--connect-to'= {
        }
        &'smtls;shell;--seed'= {
        }
        &'smtls;shell;--ehlo'= {
        }
        &'smtls;shell;--timeout'= {
        }
        &'smtls;shell;--connect-timeout'= {
        }
        &'smtls;shell;--deadline'= {
        }
        &'smtls;shell;--proxy'= {
        }
        &'smtls;shell;--proxy-password-file'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--proxy-password-env'= {
        }
        &'smtls;shell;--proxy-password-fd'= {
        }
        &'smtls;shell;--proxy-protocol'= {
            cand v1 'As a line of text'
            cand v2 'In binary'
        }
        &'smtls;shell;--proxy-source'= {
        }
        &'smtls;shell;--proxy-destination'= {
        }
        &'smtls;shell;--xclient'= {
        }
        &'smtls;shell;--dns'= {
        }
        &'smtls;shell;--dnssec'= {
            cand auto 'smtls, and beside that the resolver is asked what it makes of it'
            cand validate 'smtls alone'
            cand resolver 'The resolver, by its AD bit; the path to it must be trusted'
            cand off 'Nobody'
        }
        &'smtls;shell;--trust-anchor'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--start-after'= {
            cand greeting ''
            cand first-ehlo ''
            cand starttls ''
            cand ehlo ''
        }
        &'smtls;shell;--history'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--auth'= {
            cand SCRAM-SHA-512-PLUS ''
            cand SCRAM-SHA-256-PLUS ''
            cand SCRAM-SHA-1-PLUS ''
            cand SCRAM-SHA-512 ''
            cand SCRAM-SHA-256 ''
            cand SCRAM-SHA-1 ''
            cand OAUTHBEARER ''
            cand XOAUTH2 ''
            cand CRAM-MD5 ''
            cand PLAIN ''
            cand LOGIN ''
            cand LOGIN-INITIAL ''
            cand EXTERNAL ''
            cand ANONYMOUS ''
        }
        &'smtls;shell;--auth-user'= {
        }
        &'smtls;shell;--auth-as'= {
        }
        &'smtls;shell;--auth-password-file'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--auth-password-env'= {
        }
        &'smtls;shell;--auth-password-fd'= {
        }
        &'smtls;shell;--auth-token-file'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--auth-token-env'= {
        }
        &'smtls;shell;--auth-token-fd'= {
        }
        &'smtls;shell;--netrc'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--sni'= {
        }
        &'smtls;shell;--tls-min'= {
            cand 1.2 ''
            cand 1.3 ''
        }
        &'smtls;shell;--tls-max'= {
            cand 1.2 ''
            cand 1.3 ''
        }
        &'smtls;shell;--groups'= {
            cand X25519MLKEM768 ''
            cand SecP256r1MLKEM768 ''
            cand x25519 ''
            cand secp256r1 ''
            cand secp384r1 ''
            cand MLKEM768 ''
            cand MLKEM1024 ''
        }
        &'smtls;shell;--suites'= {
            cand TLS_AES_256_GCM_SHA384 ''
            cand TLS_AES_128_GCM_SHA256 ''
            cand TLS_CHACHA20_POLY1305_SHA256 ''
            cand TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 ''
            cand TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 ''
            cand TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 ''
            cand TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 ''
            cand TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 ''
            cand TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 ''
        }
        &'smtls;shell;--sigalgs'= {
            cand rsa ''
            cand ecdsa ''
            cand ecdsa_secp384r1_sha384 ''
            cand ecdsa_secp256r1_sha256 ''
            cand ecdsa_secp521r1_sha512 ''
            cand ed25519 ''
            cand rsa_pss_rsae_sha512 ''
            cand rsa_pss_rsae_sha384 ''
            cand rsa_pss_rsae_sha256 ''
            cand rsa_pkcs1_sha512 ''
            cand rsa_pkcs1_sha384 ''
            cand rsa_pkcs1_sha256 ''
            cand mldsa44 ''
            cand mldsa65 ''
            cand mldsa87 ''
        }
        &'smtls;shell;--alpn'= {
        }
        &'smtls;shell;--keylog'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--cert'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--key'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--roots'= {
            cand system 'The operating system''s store'
            cand mozilla 'Mozilla''s list, as it was when this smtls was built'
            cand none 'No store'
        }
        &'smtls;shell;--ca-file'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--ca-dir'= {
            folders $last
        }
        &'smtls;shell;--crl'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--pin'= {
        }
        &'smtls;shell;--verify-name'= {
        }
        &'smtls;shell;--at'= {
        }
        &'smtls;shell;--level'= {
            cand may ''
            cand encrypt ''
            cand verify ''
            cand dane ''
            cand secure ''
        }
        &'smtls;shell;--tlsa'= {
        }
        &'smtls;shell;--mta-sts-policy'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--domain'= {
        }
        &'smtls;shell;--format'= {
            cand text 'For people: what happens as it happens and the report; of a check a line for each target and what is amiss'
            cand brief 'A few lines, with the key names of openssl s_client -brief'
            cand json 'One JSON document'
            cand jsonl 'One line of JSON for each target'
            cand junit 'JUnit XML for CI: a suite for each endpoint, a case for each check'
            cand tap 'The Test Anything Protocol, as prove reads it'
            cand github 'Annotations for GitHub Actions'
            cand nagios 'For Nagios, Icinga and the like: one line with state and perfdata, then one for each check; ends with 0 (OK), 1, 2 or 3'
            cand prometheus 'For Prometheus: metrics, as the textfile collector of node_exporter takes them'
            cand markdown 'Markdown as GitHub has it, for summaries, tickets and mails'
            cand html 'One HTML page for a browser, with everything in it'
        }
        &'smtls;shell;--color'= {
            cand auto 'On a terminal, unless NO_COLOR or TERM=dumb is set'
            cand always 'Always'
            cand never 'Never'
        }
        &'smtls;shell;--save-chain'= {
            edit:complete-filename $last
        }
        &'smtls;shell;--warn-days'= {
        }
        &'smtls;shell;--crit-days'= {
        }
        &'smtls;audit;--profile'= {
            cand mx 'mail servers: RFC 9325, as its section 5.2 reads for senders that would else go on in the clear (the default)'
            cand rfc9325 'RFC 9325 (BCP 195), as far as it can be seen from outside'
            cand ncsc-nl-2025 'the TLS guidelines of the Dutch NCSC, May 2025, as Internet.nl tests them'
            cand mozilla-intermediate 'Mozilla''s guidelines 5.8, level intermediate'
            cand mozilla-modern 'Mozilla''s guidelines 5.8, level modern'
            edit:complete-filename $last
        }
        &'smtls;audit;--sni'= {
        }
        &'smtls;audit;--connections'= {
        }
        &'smtls;audit;--delay'= {
        }
        &'smtls;audit;--max-connections'= {
        }
        &'smtls;audit;--pause'= {
        }
        &'smtls;audit;--connect-to'= {
        }
        &'smtls;audit;--seed'= {
        }
        &'smtls;audit;--ehlo'= {
        }
        &'smtls;audit;--timeout'= {
        }
        &'smtls;audit;--connect-timeout'= {
        }
        &'smtls;audit;--proxy'= {
        }
        &'smtls;audit;--proxy-password-file'= {
            edit:complete-filename $last
        }
        &'smtls;audit;--proxy-password-env'= {
        }
        &'smtls;audit;--proxy-password-fd'= {
        }
        &'smtls;audit;--proxy-protocol'= {
            cand v1 'As a line of text'
            cand v2 'In binary'
        }
        &'smtls;audit;--proxy-source'= {
        }
        &'smtls;audit;--proxy-destination'= {
        }
        &'smtls;audit;--dns'= {
        }
        &'smtls;audit;--dnssec'= {
            cand auto 'smtls, and beside that the resolver is asked what it makes of it'
            cand validate 'smtls alone'
            cand resolver 'The resolver, by its AD bit; the path to it must be trusted'
            cand off 'Nobody'
        }
        &'smtls;audit;--trust-anchor'= {
            edit:complete-filename $last
        }
        &'smtls;audit;--require'= {
            cand mx ''
            cand connect ''
            cand greeting ''
            cand first-ehlo ''
            cand starttls ''
            cand handshake ''
            cand client-certificate ''
            cand xclient ''
            cand ehlo ''
            cand auth ''
            cand mail ''
            cand session ''
            cand rcpt ''
            cand data ''
            cand submission ''
            cand extensions ''
            cand identity ''
            cand replies ''
            cand resumption ''
            cand path ''
            cand validity ''
            cand names ''
            cand revocation ''
            cand pin ''
            cand dnssec ''
            cand dane ''
            cand mta-sts ''
            cand tlsrpt ''
            cand requiretls ''
            cand promise ''
            cand stage ''
            cand max-time ''
            cand exit-code ''
            cand trust ''
            cand protocol ''
            cand groups ''
            cand forbid-groups ''
            cand suites ''
            cand forbid-suites ''
            cand post-quantum ''
            cand signature-schemes ''
            cand forbid-signature-schemes ''
            cand days-left ''
            cand chain-days-left ''
            cand certificate-names ''
            cand pins ''
            cand issuer ''
            cand key-types ''
            cand forbid-extensions ''
            cand extensions-in-the-clear ''
            cand forbid-extensions-in-the-clear ''
            cand no-auth-in-the-clear ''
            cand min-size ''
            cand mta-sts-mode ''
            cand tls-report-to ''
            cand mx-hosts ''
            cand sender ''
            cand accepts-versions ''
            cand refuses-versions ''
            cand accepts-suites ''
            cand refuses-suites ''
            cand accepts-groups ''
            cand refuses-groups ''
            cand profile ''
            cand without ''
            cand worst-finding ''
        }
        &'smtls;audit;--format'= {
            cand text 'For people: what happens as it happens and the report; of a check a line for each target and what is amiss'
            cand json 'One JSON document'
            cand jsonl 'One line of JSON for each target'
            cand junit 'JUnit XML for CI: a suite for each endpoint, a case for each check'
            cand tap 'The Test Anything Protocol, as prove reads it'
            cand github 'Annotations for GitHub Actions'
            cand nagios 'For Nagios, Icinga and the like: one line with state and perfdata, then one for each check; ends with 0 (OK), 1, 2 or 3'
            cand prometheus 'For Prometheus: metrics, as the textfile collector of node_exporter takes them'
            cand markdown 'Markdown as GitHub has it, for summaries, tickets and mails'
            cand html 'One HTML page for a browser, with everything in it'
        }
        &'smtls;audit;--color'= {
            cand auto 'On a terminal, unless NO_COLOR or TERM=dumb is set'
            cand always 'Always'
            cand never 'Never'
        }
        &'smtls;audit;--warn-days'= {
        }
        &'smtls;audit;--crit-days'= {
        }
        &'smtls;audit;--deadline'= {
        }
        &'smtls;explain;--format'= {
            cand text 'For people'
            cand json 'One JSON document'
        }
        &'smtls;explain;--color'= {
            cand auto 'On a terminal, unless NO_COLOR or TERM=dumb is set'
            cand always 'Always'
            cand never 'Never'
        }
        &'smtls;check;--init'= {
        }
        &'smtls;check;--only'= {
        }
        &'smtls;check;--concurrency'= {
        }
        &'smtls;check;--retry'= {
        }
        &'smtls;check;--retry-delay'= {
        }
        &'smtls;check;--require'= {
            cand mx ''
            cand connect ''
            cand greeting ''
            cand first-ehlo ''
            cand starttls ''
            cand handshake ''
            cand client-certificate ''
            cand xclient ''
            cand ehlo ''
            cand auth ''
            cand mail ''
            cand session ''
            cand rcpt ''
            cand data ''
            cand submission ''
            cand extensions ''
            cand identity ''
            cand replies ''
            cand resumption ''
            cand path ''
            cand validity ''
            cand names ''
            cand revocation ''
            cand pin ''
            cand dnssec ''
            cand dane ''
            cand mta-sts ''
            cand tlsrpt ''
            cand requiretls ''
            cand promise ''
            cand stage ''
            cand max-time ''
            cand exit-code ''
            cand trust ''
            cand protocol ''
            cand groups ''
            cand forbid-groups ''
            cand suites ''
            cand forbid-suites ''
            cand post-quantum ''
            cand signature-schemes ''
            cand forbid-signature-schemes ''
            cand days-left ''
            cand chain-days-left ''
            cand certificate-names ''
            cand pins ''
            cand issuer ''
            cand key-types ''
            cand forbid-extensions ''
            cand extensions-in-the-clear ''
            cand forbid-extensions-in-the-clear ''
            cand no-auth-in-the-clear ''
            cand min-size ''
            cand mta-sts-mode ''
            cand tls-report-to ''
            cand mx-hosts ''
            cand sender ''
            cand accepts-versions ''
            cand refuses-versions ''
            cand accepts-suites ''
            cand refuses-suites ''
            cand accepts-groups ''
            cand refuses-groups ''
            cand profile ''
            cand without ''
            cand worst-finding ''
        }
        &'smtls;check;--connect-to'= {
        }
        &'smtls;check;--seed'= {
        }
        &'smtls;check;--ehlo'= {
        }
        &'smtls;check;--timeout'= {
        }
        &'smtls;check;--connect-timeout'= {
        }
        &'smtls;check;--dns'= {
        }
        &'smtls;check;--dnssec'= {
            cand auto 'smtls, and beside that the resolver is asked what it makes of it'
            cand validate 'smtls alone'
            cand resolver 'The resolver, by its AD bit; the path to it must be trusted'
            cand off 'Nobody'
        }
        &'smtls;check;--trust-anchor'= {
            edit:complete-filename $last
        }
        &'smtls;check;--roots'= {
            cand system 'The operating system''s store'
            cand mozilla 'Mozilla''s list, as it was when this smtls was built'
            cand none 'No store'
        }
        &'smtls;check;--ca-file'= {
            edit:complete-filename $last
        }
        &'smtls;check;--ca-dir'= {
            folders $last
        }
        &'smtls;check;--crl'= {
            edit:complete-filename $last
        }
        &'smtls;check;--pin'= {
        }
        &'smtls;check;--verify-name'= {
        }
        &'smtls;check;--at'= {
        }
        &'smtls;check;--level'= {
            cand may ''
            cand encrypt ''
            cand verify ''
            cand dane ''
            cand secure ''
        }
        &'smtls;check;--format'= {
            cand text 'For people: what happens as it happens and the report; of a check a line for each target and what is amiss'
            cand json 'One JSON document'
            cand jsonl 'One line of JSON for each target'
            cand junit 'JUnit XML for CI: a suite for each endpoint, a case for each check'
            cand tap 'The Test Anything Protocol, as prove reads it'
            cand github 'Annotations for GitHub Actions'
            cand nagios 'For Nagios, Icinga and the like: one line with state and perfdata, then one for each check; ends with 0 (OK), 1, 2 or 3'
            cand prometheus 'For Prometheus: metrics, as the textfile collector of node_exporter takes them'
            cand markdown 'Markdown as GitHub has it, for summaries, tickets and mails'
            cand html 'One HTML page for a browser, with everything in it'
        }
        &'smtls;check;--color'= {
            cand auto 'On a terminal, unless NO_COLOR or TERM=dumb is set'
            cand always 'Always'
            cand never 'Never'
        }
        &'smtls;check;--warn-days'= {
        }
        &'smtls;check;--crit-days'= {
        }
        &'smtls;check;--deadline'= {
        }
        &'smtls;tlsa;--usage'= {
        }
        &'smtls;tlsa;--selector'= {
        }
        &'smtls;tlsa;--matching'= {
        }
        &'smtls;tlsa;--ttl'= {
        }
        &'smtls;tlsa;--host'= {
        }
        &'smtls;tlsa;--port'= {
        }
        &'smtls;tlsa;--next'= {
            edit:complete-filename $last
        }
        &'smtls;tlsa;--connect-to'= {
        }
        &'smtls;tlsa;--seed'= {
        }
        &'smtls;tlsa;--ehlo'= {
        }
        &'smtls;tlsa;--timeout'= {
        }
        &'smtls;tlsa;--connect-timeout'= {
        }
        &'smtls;tlsa;--deadline'= {
        }
        &'smtls;tlsa;--proxy'= {
        }
        &'smtls;tlsa;--proxy-password-file'= {
            edit:complete-filename $last
        }
        &'smtls;tlsa;--proxy-password-env'= {
        }
        &'smtls;tlsa;--proxy-password-fd'= {
        }
        &'smtls;tlsa;--proxy-protocol'= {
            cand v1 'As a line of text'
            cand v2 'In binary'
        }
        &'smtls;tlsa;--proxy-source'= {
        }
        &'smtls;tlsa;--proxy-destination'= {
        }
        &'smtls;tlsa;--dns'= {
        }
        &'smtls;tlsa;--dnssec'= {
            cand auto 'smtls, and beside that the resolver is asked what it makes of it'
            cand validate 'smtls alone'
            cand resolver 'The resolver, by its AD bit; the path to it must be trusted'
            cand off 'Nobody'
        }
        &'smtls;tlsa;--trust-anchor'= {
            edit:complete-filename $last
        }
        &'smtls;tlsa;--format'= {
            cand text 'For people: what happens as it happens and the report; of a check a line for each target and what is amiss'
            cand json 'One JSON document'
            cand jsonl 'One line of JSON for each target'
        }
    ]
    var completions = [
        &'smtls'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand probe 'Probe a domain''s MX hosts, a host or an address'
            cand shell 'Speak SMTP with a server by hand, inside TLS, on a terminal or by a script'
            cand audit 'List everything that a server''s TLS accepts, and hold it against a profile'
            cand explain 'Say what a word means that smtls prints: a check, a finding, an exit code, an alert, a reply code'
            cand check 'Check targets against a file of what is expected of them, as CI does'
            cand tlsa 'Print the TLSA records to publish for a server, and check those that are published'
            cand lab 'Try smtls on mail servers of its own, good and bad, on this machine'
            cand generate 'Write the manual pages, the shell completions or the JSON Schemas'
        }
        &'smtls;probe'= {
            cand --connect-to 'Connect to ADDR:PORT instead of HOST:PORT; what goes by the name or the port goes by HOST:PORT (repeatable)'
            cand --seed 'Fix the random order among MX hosts of equal preference'
            cand --ehlo 'Name to send with EHLO [default: this machine''s name, or its address if that is not fully qualified]'
            cand --timeout 'How long to wait for each reply and for the handshake; for the greeting at least 7 s, for the reply to a message 20 times as long'
            cand --connect-timeout 'How long to wait for the TCP connection'
            cand --deadline 'How long everything may take together [default: 10m]'
            cand --proxy 'Make every connection to a mail server or policy host through this proxy: socks5://USER@HOST:PORT; USER@ and :PORT may be left out'
            cand --proxy-password-file 'Take the proxy''s password from the first line of this file'
            cand --proxy-password-env 'Take the proxy''s password from this environment variable'
            cand --proxy-password-fd 'Take the proxy''s password from the first line that this file descriptor gives (0 for standard input)'
            cand --proxy-protocol 'Before anything else, send a header of the PROXY protocol, as load balancers do'
            cand --proxy-source 'The client that the header names [default: this end of the connection]'
            cand --proxy-destination 'The server''s end that the header names [default: the other end of the connection]'
            cand --xclient 'Speak for another client, by XCLIENT after the last EHLO: NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR, DESTPORT or REVERSE_NAME and a value, which may also be UNAVAILABLE or TEMPUNAVAIL in square brackets (repeatable)'
            cand --quit-after 'End with QUIT once STAGE is reached, and the greeting was read: connect, greeting, first-ehlo, starttls, xclient, ehlo, auth, mail, rcpt or data'
            cand --drop-after 'Drop the connection once STAGE is reached; also knows starttls-reply, and data-reply after the reply to DATA, when no message was sent yet'
            cand --dns 'Ask this resolver instead of the system''s'
            cand --dnssec 'Who says how far DNSSEC vouches for an answer'
            cand --trust-anchor 'Validate from the DNSKEY and DS records in this file on, instead of IANA''s keys of the root (repeatable)'
            cand --start-after 'In a shell: let the user speak as soon as STAGE is reached: greeting, first-ehlo, starttls or ehlo'
            cand --history 'In a shell on a terminal: keep the history of what is typed in this file [default: smtls/history in $XDG_STATE_HOME, or in ~/.local/state]'
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
            cand --from 'Say MAIL with this sender; <> is the null reverse-path; without, the user of --auth-user where that is an address, or <>'
            cand --to 'Say RCPT with this recipient, or with these, separated by commas (repeatable); without, the target where it is an address with an @'
            cand --data 'Hand in the message in FILE (- is standard input), or without a FILE a short one that smtls makes'
            cand --header 'Put this field into the message''s header, in the place of the one of the same name (repeatable)'
            cand --chunking 'Hand the message in by BDAT, in chunks of OCTETS, instead of by DATA [default of OCTETS: 1048576]'
            cand --dsn-notify 'Ask for notifications on: never, or success, failure and delay, separated by commas'
            cand --dsn-return 'What a notification is to return of the message'
            cand --dsn-envid 'The envelope identifier that a notification is to name'
            cand --mail-parameter 'Say this with MAIL as well, as typed (repeatable)'
            cand --rcpt-parameter 'Say this with each RCPT as well, as typed (repeatable)'
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
            cand --require 'Expect this of the target, and end with an exit code where it is not so: a check, such as dane, or a fact, such as days-left=14 (repeatable; --list-checks lists them)'
            cand --format 'The form of the output, and where it goes: standard output, or with =FILE that file; may be given several times'
            cand --color 'Whether to use colour'
            cand --save-chain 'Save the certificates as sent to this file, as PEM; a file that is there is replaced'
            cand --warn-days 'For --format nagios: warn where a server''s certificate whose dates count has fewer days left than this [default: 14]'
            cand --crit-days 'For --format nagios: critical where a server''s certificate whose dates count has fewer days left than this [default: 7]'
            cand --mx 'Look up MX records also where the target has a port, brackets or a scheme'
            cand --srv 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
            cand --all 'Probe every address of every host, side by side, not only until one session succeeds'
            cand -4 'Use IPv4 only'
            cand --ipv4 'Use IPv4 only'
            cand -6 'Use IPv6 only'
            cand --ipv6 'Use IPv6 only'
            cand --proxy-local 'Name nobody in the header: UNKNOWN (v1) or LOCAL (v2), as a balancer''s health check does'
            cand --xclient-before-starttls 'Send XCLIENT after the first EHLO, in the clear'
            cand --xclient-optional 'Go on where the server does not offer XCLIENT, or refuses it'
            cand --force-starttls 'Send STARTTLS although it is not offered'
            cand --try-mail 'Send MAIL after EHLO, in the clear and on submission ports inside TLS, to see whether TLS and authentication are demanded; RSET undoes it, and no message is sent'
            cand --mail-before-ehlo 'Send MAIL inside TLS before EHLO, to see whether the server forgot the EHLO of the clear; RSET undoes it, and no message is sent'
            cand --interactive 'After the last EHLO, let the user speak SMTP himself: the same as smtls shell'
            cand --no-tls 'In a shell: stay in the clear, also where STARTTLS is offered; STARTTLS may be typed'
            cand --no-history 'In a shell on a terminal: neither read nor keep a history of what is typed'
            cand --no-sasl-ir 'Send no first response with the AUTH command, but wait for the server''s challenge'
            cand --force-auth 'Send AUTH although the server does not offer it, or not this mechanism'
            cand --allow-plaintext-auth 'Send a password or a token also outside TLS, where everyone on the way can read it'
            cand --allow-unverified-auth 'Send a password or a token also where the server''s certificate does not prove who it is'
            cand --show-secrets 'Show secrets in all outputs instead of hiding them'
            cand --pipeline 'Say MAIL, RCPT and DATA together, without waiting for the replies between them, where PIPELINING is offered'
            cand --smtputf8 'Say SMTPUTF8 also where no address and no header field needs it'
            cand --require-tls 'Say REQUIRETLS: the message may only travel over TLS to servers that are proved'
            cand --no-sni 'Send no server name'
            cand --resume 'Connect a second time, to see whether the TLS session can be resumed'
            cand --no-explain 'Where the handshake fails, do not connect once more to ask what the server would have chosen'
            cand --opportunistic 'The same as --level may'
            cand --force-tlsa 'Ask for TLSA records also where the host''s addresses are not signed, which senders do not'
            cand --list-checks 'List everything that --require and the file of smtls check may expect'
            cand --show-certs 'Show the certificates as PEM, in text and JSON'
            cand --explain-extensions 'Say what each extension means that the server offers (JSON always does)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'smtls;shell'= {
            cand --connect-to 'Connect to ADDR:PORT instead of HOST:PORT; what goes by the name or the port goes by HOST:PORT (repeatable)'
            cand --seed 'Fix the random order among MX hosts of equal preference'
            cand --ehlo 'Name to send with EHLO [default: this machine''s name, or its address if that is not fully qualified]'
            cand --timeout 'How long to wait for each reply and for the handshake; for the greeting at least 7 s, for the reply to a message 20 times as long'
            cand --connect-timeout 'How long to wait for the TCP connection'
            cand --deadline 'How long everything may take together [default: as long as you like]'
            cand --proxy 'Make every connection to a mail server or policy host through this proxy: socks5://USER@HOST:PORT; USER@ and :PORT may be left out'
            cand --proxy-password-file 'Take the proxy''s password from the first line of this file'
            cand --proxy-password-env 'Take the proxy''s password from this environment variable'
            cand --proxy-password-fd 'Take the proxy''s password from the first line that this file descriptor gives (0 for standard input)'
            cand --proxy-protocol 'Before anything else, send a header of the PROXY protocol, as load balancers do'
            cand --proxy-source 'The client that the header names [default: this end of the connection]'
            cand --proxy-destination 'The server''s end that the header names [default: the other end of the connection]'
            cand --xclient 'Speak for another client, by XCLIENT after the last EHLO: NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR, DESTPORT or REVERSE_NAME and a value, which may also be UNAVAILABLE or TEMPUNAVAIL in square brackets (repeatable)'
            cand --dns 'Ask this resolver instead of the system''s'
            cand --dnssec 'Who says how far DNSSEC vouches for an answer'
            cand --trust-anchor 'Validate from the DNSKEY and DS records in this file on, instead of IANA''s keys of the root (repeatable)'
            cand --start-after 'Let the user speak as soon as STAGE is reached: greeting, first-ehlo, starttls or ehlo'
            cand --history 'On a terminal: keep the history of what is typed in this file [default: smtls/history in $XDG_STATE_HOME, or in ~/.local/state]'
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
            cand --format 'The form of the output, and where it goes: standard output, or with =FILE that file; may be given several times'
            cand --color 'Whether to use colour'
            cand --save-chain 'Save the certificates as sent to this file, as PEM; a file that is there is replaced'
            cand --warn-days 'For --format nagios: warn where a server''s certificate whose dates count has fewer days left than this [default: 14]'
            cand --crit-days 'For --format nagios: critical where a server''s certificate whose dates count has fewer days left than this [default: 7]'
            cand --mx 'Look up MX records also where the target has a port, brackets or a scheme'
            cand --srv 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
            cand -4 'Use IPv4 only'
            cand --ipv4 'Use IPv4 only'
            cand -6 'Use IPv6 only'
            cand --ipv6 'Use IPv6 only'
            cand --proxy-local 'Name nobody in the header: UNKNOWN (v1) or LOCAL (v2), as a balancer''s health check does'
            cand --xclient-before-starttls 'Send XCLIENT after the first EHLO, in the clear'
            cand --xclient-optional 'Go on where the server does not offer XCLIENT, or refuses it'
            cand --force-starttls 'Send STARTTLS although it is not offered'
            cand --try-mail 'Send MAIL after EHLO, in the clear and on submission ports inside TLS, to see whether TLS and authentication are demanded; RSET undoes it, and no message is sent'
            cand --mail-before-ehlo 'Send MAIL inside TLS before EHLO, to see whether the server forgot the EHLO of the clear; RSET undoes it, and no message is sent'
            cand --no-tls 'Stay in the clear, also where STARTTLS is offered; STARTTLS may be typed'
            cand --no-history 'On a terminal: neither read nor keep a history of what is typed'
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
            cand --connect-to 'Connect to ADDR:PORT instead of HOST:PORT; what goes by the name or the port goes by HOST:PORT (repeatable)'
            cand --seed 'Fix the random order among MX hosts of equal preference'
            cand --ehlo 'Name to send with EHLO [default: this machine''s name, or its address if that is not fully qualified]'
            cand --timeout 'How long to wait for each reply and for the handshake; for the greeting at least 7 s, for the reply to a message 20 times as long'
            cand --connect-timeout 'How long to wait for the TCP connection'
            cand --proxy 'Make every connection to a mail server or policy host through this proxy: socks5://USER@HOST:PORT; USER@ and :PORT may be left out'
            cand --proxy-password-file 'Take the proxy''s password from the first line of this file'
            cand --proxy-password-env 'Take the proxy''s password from this environment variable'
            cand --proxy-password-fd 'Take the proxy''s password from the first line that this file descriptor gives (0 for standard input)'
            cand --proxy-protocol 'Before anything else, send a header of the PROXY protocol, as load balancers do'
            cand --proxy-source 'The client that the header names [default: this end of the connection]'
            cand --proxy-destination 'The server''s end that the header names [default: the other end of the connection]'
            cand --dns 'Ask this resolver instead of the system''s'
            cand --dnssec 'Who says how far DNSSEC vouches for an answer'
            cand --trust-anchor 'Validate from the DNSKEY and DS records in this file on, instead of IANA''s keys of the root (repeatable)'
            cand --require 'Expect this of the target, and end with an exit code where it is not so: a check, such as dane, or a fact, such as days-left=14 (repeatable; --list-checks lists them)'
            cand --format 'The form of the output, and where it goes: standard output, or with =FILE that file; may be given several times'
            cand --color 'Whether to use colour'
            cand --warn-days 'For --format nagios: warn where a server''s certificate whose dates count has fewer days left than this [default: 14]'
            cand --crit-days 'For --format nagios: critical where a server''s certificate whose dates count has fewer days left than this [default: 7]'
            cand --deadline 'How long everything may take together'
            cand --quick 'Ask only what the profile needs for its verdict'
            cand --passive 'Leave out the test for injected commands, in which a harmless NOOP is said out of turn, behind STARTTLS; and STARTTLS inside TLS'
            cand --mx 'Look up MX records also where the target has a port, brackets or a scheme'
            cand --srv 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
            cand -4 'Use IPv4 only'
            cand --ipv4 'Use IPv4 only'
            cand -6 'Use IPv6 only'
            cand --ipv6 'Use IPv6 only'
            cand --proxy-local 'Name nobody in the header: UNKNOWN (v1) or LOCAL (v2), as a balancer''s health check does'
            cand --list-checks 'List everything that --require and the file of smtls check may expect'
            cand --evidence 'Show the hellos and answers that prove the findings, in hexadecimal, in a list to which they refer by number'
            cand -v 'Name in text also all that is good, and show the cipher suites in a table with their names, bits and key exchange'
            cand --verbose 'Name in text also all that is good, and show the cipher suites in a table with their names, bits and key exchange'
            cand --all 'Audit every address of every host, one after the other, not only the first that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'smtls;explain'= {
            cand 8BITMIME 'message bodies may have octets beyond ASCII'
            cand ALPACA 'leading a client of one service to another one that has the same certificate'
            cand ALPN 'a list in the hello of protocols to speak inside TLS; mail has none'
            cand ATRN 'the client may fetch its queued mail over this connection'
            cand AUTH 'clients can authenticate'
            cand Anonymous 'the server showed no certificate'
            cand BDAT 'the command that hands a message in by pieces, each with its length, instead of by DATA'
            cand BINARYMIME 'message bodies may be binary'
            cand BURL 'a message may be taken from an IMAP server'
            cand CBC 'an old way of encrypting in blocks, which TLS 1.3 has left out'
            cand CHECKPOINT 'a transfer that broke off may be taken up again'
            cand CHUNKING 'messages may be sent in chunks, with BDAT instead of DATA'
            cand CONNEG 'the recipient''s abilities are told'
            cand CONPERM 'the content may be converted where the sender permits it'
            cand Cert 'of the whole certificate'
            cand ClientHello 'the first message of a handshake, in which the client says what it offers'
            cand DANE-EE 'the server''s own certificate or key'
            cand DANE-TA 'the certification authority above the server''s certificate'
            cand DELIVERBY 'a time may be set within which a message must be delivered'
            cand DKIM 'a signature of the sending domain in a message''s header'
            cand DNSSEC 'signatures in DNS, by which a forged answer is noticed'
            cand DSN 'delivery status notifications may be asked for'
            cand ENHANCEDSTATUSCODES 'replies have codes such as 5.7.1 that tell more'
            cand ETRN 'the client may ask for its queued mail to be sent'
            cand EXPN 'mailing lists may be expanded'
            cand FUTURERELEASE 'a message may be held until a given time'
            cand Full 'the data themselves, no digest'
            cand HELP 'the server explains its commands'
            cand LIMITS 'how many commands, recipients or messages the server takes'
            cand LMTP 'SMTP as it is spoken with the program that puts mail into mailboxes'
            cand MT-PRIORITY 'messages may have a priority'
            cand MTA 'a program that hands mail from server to server, such as Postfix or Exim'
            cand MTRK 'messages may be tracked'
            cand MUST 'what a profile demands'
            cand NO-SOLICITING 'classes of solicitation that are not wanted'
            cand NXDOMAIN 'answers of DNS: there is no such name, and there is the name without such a record'
            cand OAuth 'a way in by a token that expires, in the place of a password'
            cand PIPECONNECT 'Exim: commands may be sent before the greeting'
            cand PIPELINING 'commands may be sent without waiting for each reply'
            cand PKIX 'verifying certificates by public certification authorities'
            cand PKIX-EE 'the server''s own certificate, which a public authority must vouch for beside'
            cand PKIX-TA 'a certification authority that clients must trust beside'
            cand PRDR 'a reply for each recipient after the message'
            cand REQUIRETLS 'TLS may be required for a message on all its way'
            cand RRSIG 'the records by which DNSSEC proves others'
            cand RRVS 'delivery may depend on since when the recipient has the mailbox'
            cand RRset 'all records of one name and one type'
            cand SASL 'the ways to authenticate that AUTH offers, each a mechanism with a name'
            cand SASLprep 'how user names and passwords with letters beyond ASCII are written before they are compared'
            cand SCRAM 'mechanisms that prove a password without sending it, and that the server knows it as well'
            cand SERVFAIL 'a resolver''s answer that it could not find out'
            cand SHA2-256 'the SHA-256 digest'
            cand SHA2-512 'the SHA-512 digest'
            cand SIZE 'the size of a message may be told before it is sent'
            cand SMTPUTF8 'addresses and headers may be in UTF-8'
            cand SOCKS 'a proxy that connects for somebody else, by --proxy'
            cand SPF 'a domain''s list of the addresses that may send for it, as a TXT record'
            cand SPKI 'of the public key alone'
            cand SRV 'a record that names host and port of a service, as mail clients look for submission and submissions'
            cand SRV-ID 'a name in a certificate that is for one service of a domain, such as _submissions.example.com'
            cand STARTTLS 'TLS may be begun'
            cand SUBMITTER 'the one who is responsible for a message may be named'
            cand TLSA 'a record in DNS that says which certificate or key a server has'
            cand TLSRPT 'daily reports of sending servers on how TLS with a domain went'
            cand TTL 'how many seconds a cache may keep a record'
            cand Trusted 'the certificate is good, and the name is not proved'
            cand U-label 'a name with letters beyond ASCII, as people write it; in DNS it is ASCII behind xn--'
            cand UTF8SMTP 'an experimental forerunner of SMTPUTF8'
            cand Untrusted 'encrypted, and nobody knows to whom'
            cand VRFY 'mailboxes may be verified'
            cand Verified 'the server is known to be the one that was meant'
            cand X-ANONYMOUSTLS 'Exchange: TLS among servers of one organisation'
            cand X-EXCHANGEAUTH 'Exchange: authentication among servers of one organisation'
            cand X-EXPS 'Exchange: authentication among servers of one organisation'
            cand X-LINK2STATE 'Exchange: routing tables are exchanged'
            cand XCLIENT 'Postfix: a trusted client may say on whose behalf it speaks'
            cand XEXCH50 'Exchange: properties of messages are exchanged'
            cand XFORWARD 'Postfix: a trusted client may say where a message came from, for the log'
            cand XOORG 'Exchange: the organisation that a message comes from may be named'
            cand XRDST 'Exchange: for servers of one organisation'
            cand XSHADOW 'Exchange: another server keeps a copy until the message is delivered'
            cand XVERP 'Postfix: the sender''s address may carry the recipient''s'
            cand X_PIPE_CONNECT 'Exim: commands may be sent before the greeting'
            cand accepts-groups 'the server takes each of these groups, in any version'
            cand accepts-suites 'the server takes each of these suites, in any version'
            cand accepts-versions 'the server speaks each of these versions'
            cand access_denied 'alert 49: the certificate is valid, but its owner is not let in'
            cand alert 'what one side of TLS says when it gives up'
            cand alias 'a name that leads to another name'
            cand all-TLSA-records-unusable 'there are TLSA records, and none that senders can use'
            cand anonymous 'TLS without a certificate'
            cand auth 'the server accepts who the client says that it is; only where --auth asks for that'
            cand auth-in-the-clear 'AUTH is offered in the clear'
            cand bad_certificate 'alert 42: the certificate is damaged, or a signature on it does not verify'
            cand bad_certificate_hash_value 'alert 114: a fetched certificate does not have the digest given for it'
            cand bad_certificate_status_response 'alert 113: the stapled OCSP response is invalid or not acceptable'
            cand bad_record_mac 'alert 20: a record could not be decrypted; it was damaged on the way or made with other keys'
            cand beast 'CBC up to TLS 1.0 (BEAST)'
            cand bogus 'it should be signed, and the signatures do not fit'
            cand bounce 'it returns the message to its author'
            cand certificate-by-name 'another certificate for clients that send no name'
            cand certificate-chain-error 'the path to a trust anchor is faulty in another way'
            cand certificate-expired 'a certificate that has expired, or is not valid yet'
            cand certificate-host-mismatch 'the certificate is not for the host''s name'
            cand certificate-names 'the certificate is for each of these names and addresses; a wildcard in it covers one label'
            cand certificate-not-trusted 'the certificate leads to no trust anchor, or TLSA records do not match it'
            cand certificate_expired 'alert 45: the certificate has expired or is not yet valid'
            cand certificate_required 'alert 116: a client certificate is demanded and none was sent'
            cand certificate_revoked 'alert 44: the certificate was revoked by its issuer'
            cand certificate_unknown 'alert 46: the certificate is not acceptable, for a reason not given'
            cand certificate_unobtainable 'alert 111: a certificate could not be fetched from the address given for it'
            cand chain-days-left 'every certificate that was sent is valid for so many whole days at least'
            cand changed-extensions 'what is offered changes with TLS'
            cand chose-unoffered 'choices that nobody had offered'
            cand client-certificate 'the server does not refuse the session for want of a client certificate'
            cand client-renegotiation 'renegotiation that the client starts'
            cand close_notify 'alert 0: the connection is ended in good order'
            cand command-injection 'a command in the clear is carried out inside TLS'
            cand common-dh 'a DHE group of doubtful origin'
            cand connect 'the host accepts a TCP connection'
            cand connection-failed 'no connection to the policy host came about'
            cand connection-refused 'nothing listens on port 443 of the policy host'
            cand connection-timeout 'the policy host did not take the connection in time'
            cand crime 'compression (CRIME)'
            cand dane 'the server is the one that the TLSA records in DNS speak of'
            cand dane-no-match 'no TLSA record matches what the server showed'
            cand dane-required 'DANE was demanded, and there is none'
            cand data 'the message is accepted, by LMTP for every recipient; only where --data hands one in'
            cand days-left 'the server''s own certificate is valid for so many whole days at least'
            cand decode_error 'alert 50: a message could not be parsed'
            cand decompression_failure 'alert 30: a record could not be decompressed (TLS 1.2 and older)'
            cand decrypt_error 'alert 51: a signature or another cryptographic check of the handshake failed'
            cand decryption_failed 'alert 21: a record could not be decrypted (TLS 1.0 only)'
            cand defer 'it keeps the message and tries again'
            cand deliver-authenticated 'it delivers over TLS authenticated by DANE or MTA-STS'
            cand deliver-in-the-clear 'it delivers without TLS'
            cand deliver-unauthenticated 'it delivers over TLS without authentication'
            cand dh-reuse 'a DHE key that is used again'
            cand different-backends 'servers behind one address that differ'
            cand dnssec 'DNSSEC vouches for the records that lead to the host'
            cand dnssec-invalid 'DNSSEC answers that should be signed do not verify'
            cand downgrade 'making the two sides use something weaker than both could, or no TLS at all'
            cand drown 'SSL 2.0 (DROWN)'
            cand early-data 'early data (0-RTT)'
            cand ech_required 'alert 121: the encrypted part of the ClientHello (ECH) was demanded and not accepted'
            cand ehlo 'the server accepts EHLO inside TLS and does not offer STARTTLS again'
            cand encrypt 'TLS, with whatever certificate'
            cand endpoint 'one MX host at one address and one port'
            cand enforce 'senders that honour the policy deliver to no host that breaks it'
            cand envelope 'sender and recipients as MAIL and RCPT name them, whatever the message''s header says'
            cand exit-code 'the probe ends with this code, or with one of these; then its own end decides nothing else, as for what must not work'
            cand expectation 'what you said a server must show, by --require or in the file of smtls check'
            cand export 'ciphers with keys so short that anybody can break them, as exports once had to be'
            cand export_restriction 'alert 60: the key lengths break an export rule (TLS 1.0 only)'
            cand extended-key-usage 'the certificate may not be used for servers'
            cand extension 'something beyond plain SMTP that a server offers, one line of its EHLO reply'
            cand extensions 'what the server offers by EHLO is well-formed, and nothing that only some should use'
            cand extensions-in-the-clear 'each of these is offered by EHLO in the clear'
            cand fail 'wrong'
            cand finding 'something that an audit looked for in a server'
            cand fingerprint 'a digest of a certificate, or of the public key in it (SPKI)'
            cand first-ehlo 'the server accepts EHLO, or else HELO'
            cand forbid-extensions 'none of these is offered by EHLO inside TLS'
            cand forbid-extensions-in-the-clear 'none of these is offered by EHLO in the clear'
            cand forbid-groups 'the group of the key exchange is none of these'
            cand forbid-signature-schemes 'the server signs the handshake by none of these schemes'
            cand forbid-suites 'the cipher suite of the session is none of these'
            cand freak 'RSA weakened for export (FREAK)'
            cand fullchain 'the file with the server''s own certificate and the intermediate ones behind it, as ACME clients name it'
            cand general_error 'alert 117: something failed, and what it was is not told'
            cand good 'as it should be, also for years to come'
            cand grade 'what a profile says of what a server takes: good, sufficient, phase-out or insufficient'
            cand greeting 'the server greets with 220'
            cand greylisting 'refusing a sender that is not known for some minutes, because senders of spam do not come again'
            cand group 'the curve or number field by which the two make their keys'
            cand groups 'the group of the key exchange is one of these'
            cand handshake 'the TLS handshake succeeds, at TLS 1.2 or 1.3'
            cand handshake-signature-wrong 'the server did not prove that it has the certificate''s key'
            cand handshake_failure 'alert 40: nothing that was offered is acceptable: no common cipher suite, group or signature scheme'
            cand heartbleed 'heartbeat (Heartbleed)'
            cand host-unreachable 'the network knows no way to the policy host'
            cand http-redirect 'the policy host redirects, which senders must not follow'
            cand http-status 'the policy host answers with another status than 200'
            cand https-closed 'the policy host closed the connection instead of answering'
            cand https-malformed 'what the policy host answered is no HTTP'
            cand https-timeout 'the policy host did not answer in time'
            cand hybrid 'a key exchange of two kinds at once, one of which withstands quantum computers'
            cand identity 'the server goes by one name, and the client has one'
            cand illegal_parameter 'alert 47: a field of the handshake has a value that is not allowed, or that contradicts another'
            cand inappropriate_fallback 'alert 86: a lower version was tried again although both sides know a higher one'
            cand indeterminate 'how far DNSSEC vouches for it could not be found out'
            cand insecure 'it is proved that this zone, or one above it, is not signed'
            cand insecure-renegotiation 'no secure renegotiation'
            cand insufficient 'not to be used'
            cand insufficient_security 'alert 71: only weaker cryptography was offered than is demanded'
            cand intermediate 'a certificate between the server''s own and the trust anchor'
            cand internal_error 'alert 80: something failed that is not the other side''s fault; OpenSSL also says so when its settings forbid the version offered'
            cand intolerance 'hellos of the right form that are refused'
            cand issuer 'the name of the certificate''s issuer contains this text, in any case'
            cand issuer-unknown 'the certificate above is missing, so that no path leads to a trust anchor'
            cand key-types 'the key in the server''s certificate is of one of these kinds'
            cand level 'how strict a run is, by --level'
            cand logjam 'DHE with 1024 bits or less, or weakened for export (Logjam)'
            cand lucky13 'CBC without encrypt-then-MAC (Lucky 13)'
            cand mail 'MAIL is accepted in a transaction (--from, --to); where it is only tried, it is taken or refused as the port and TLS ask for'
            cand mandatory 'no mail without TLS'
            cand masked-starttls 'STARTTLS is hidden, and works'
            cand max-time 'no stage takes longer than this, counted from the one before it; total is the whole session'
            cand may 'how an opportunistic sender sees it: no TLS, or TLS that does not verify, is no failure'
            cand min-size 'SIZE inside TLS says that messages may have so many octets at least, or any size'
            cand missing_extension 'alert 109: an extension is missing that must be there'
            cand mozilla-intermediate 'Mozilla''s guidelines 5.8, level intermediate'
            cand mozilla-modern 'Mozilla''s guidelines 5.8, level modern'
            cand mta-sts 'the domain''s MTA-STS policy can be had and is obeyed'
            cand mta-sts-mode 'the domain''s MTA-STS policy can be had, and has this mode'
            cand mtasts-policy-mx-mismatch 'the host is not listed in the MTA-STS policy'
            cand must-staple 'of a certificate: it demands that the server sends an OCSP staple along'
            cand mx 'the hosts for the target''s mail can be found in DNS, by MX or by SRV records'
            cand mx-hosts 'the hosts for the domain''s mail are exactly these, whatever their preferences'
            cand name-constraints 'an authority on the path may not issue certificates for this name'
            cand names 'the certificate is for the host''s name'
            cand ncsc-nl-2025 'the TLS guidelines of the Dutch NCSC, May 2025, as Internet.nl tests them'
            cand no-auth-in-the-clear 'AUTH is not offered in the clear, in its old form neither'
            cand no-certificate 'the server sent no certificate'
            cand no-downgrade-sentinel 'no sign against downgrades in TLS 1.2'
            cand no-extended-master-secret 'no extended master secret'
            cand no-fallback-signal 'fallbacks to an older version are not noticed'
            cand no-forward-secrecy 'suites without forward secrecy'
            cand no-modern-version 'neither TLS 1.2 nor 1.3'
            cand no-post-quantum 'no key exchange that withstands quantum computers'
            cand no-tls13 'TLS 1.3 is missing'
            cand no_application_protocol 'alert 120: none of the offered application protocols (ALPN) is supported'
            cand no_certificate 'alert 41: there is no suitable certificate (SSL 3.0 only)'
            cand no_renegotiation 'alert 100: a new handshake within the connection was declined (TLS 1.2 and older)'
            cand none 'senders behave as if there was no policy'
            cand note 'worth knowing, and nothing to repair'
            cand null-encryption 'TLS without encryption'
            cand old-versions 'TLS 1.0 or 1.1'
            cand opportunistic 'TLS where it can be had, and mail in the clear where not'
            cand own-server-name-refused 'clients that send the server''s own name are refused'
            cand pass 'as it should be'
            cand path 'the certificates lead to a trust anchor'
            cand phase-out 'to be given up soon'
            cand pin 'the certificate or its key is the one that was pinned'
            cand pins 'the server''s certificate, or its key, has one of these digests: sha256:HEX, sha512:HEX or pin-sha256=BASE64'
            cand plaintext-after-reply 'octets in the clear behind the reply to STARTTLS'
            cand policy-too-large 'the policy is longer than 64 KiB'
            cand poodle 'SSL 3.0 with CBC (POODLE)'
            cand post-quantum 'the key exchange withstands quantum computers'
            cand preference 'the number of an MX record; the lowest is tried first'
            cand profile 'the server keeps every MUST of this profile: a name, or a file of your own'
            cand promise 'DANE or an MTA-STS policy in force authenticates the host; only at --level secure'
            cand protocol 'the session has this TLS version at least'
            cand protocol_version 'alert 70: none of the offered TLS versions is supported'
            cand rc4 'RC4'
            cand rcpt 'every recipient is accepted; only where --to names some'
            cand record_overflow 'alert 22: a record was longer than allowed'
            cand refuses-groups 'the server takes none of these groups, in any version'
            cand refuses-suites 'the server takes none of these suites, in any version'
            cand refuses-versions 'the server speaks none of these versions'
            cand relay 'handing mail on from server to server, on port 25'
            cand replies 'the server gives one reply to one command, in lines and codes of the right form'
            cand requiretls 'a message that requires TLS all the way can be handed over'
            cand requiretls-in-the-clear 'REQUIRETLS is offered in the clear'
            cand resolver 'the server that finds out in DNS what a client asks for'
            cand resumption 'a second connection resumes the TLS session of the first'
            cand revocation 'neither the server''s staple nor the lists that were given say that a certificate is revoked'
            cand revoked 'of a certificate: called back by its authority before its end'
            cand rfc9325 'RFC 9325 (BCP 195), as far as it can be seen from outside'
            cand robot 'RSA padding that can be told apart (ROBOT)'
            cand rollover 'changing to another key while senders still know the record of the old one'
            cand root-not-trusted 'the path ends at an authority that is not in the store'
            cand secure 'what the domain itself promises must exist and hold'
            cand selector 'the second number of a TLSA record: the whole certificate (0) or its public key (1)'
            cand self-signed 'a certificate that signed itself, so that nobody vouches for it'
            cand sender 'a sending server would do this with mail for the domain, or deliver it more safely; defer and bounce mean just that'
            cand server-name-required 'clients that send no name are refused'
            cand session 'the server keeps the connection until the client ends it; only in a shell'
            cand signature-of-another-key 'the certificate names an issuer whose key did not sign it'
            cand signature-schemes 'the server signs the handshake by one of these schemes'
            cand skip 'it goes on to the next host'
            cand skipped 'a result that decides nothing'
            cand smarthost 'the host that mail goes to next, where that was set by hand'
            cand stage 'the session comes as far as this stage; where not, the exit code is that of the stage at which it ended'
            cand staple 'a fresh proof that a certificate is not revoked, which the server sends along'
            cand starttls 'STARTTLS is offered and accepted, with nothing in the clear after the 220'
            cand starttls-failed 'STARTTLS is offered, and did not come about'
            cand starttls-inside-tls 'STARTTLS is offered or taken inside TLS'
            cand starttls-not-supported 'a sending server would report that STARTTLS is not offered'
            cand starttls-refused 'STARTTLS is offered, and the server answered it with an error'
            cand sts-policy-fetch-error 'the MTA-STS policy cannot be fetched over https'
            cand sts-policy-invalid 'the MTA-STS policy is not well-formed'
            cand sts-webpki-invalid 'the certificate of the policy host does not verify'
            cand submission 'a submission port offers inside TLS what mail clients need, and only that'
            cand sufficient 'secure today'
            cand suites 'the cipher suite of the session is one of these, by IANA''s or OpenSSL''s names'
            cand sweet32 'ciphers with blocks of 64 bits (SWEET32)'
            cand target 'what you named on the command line: a domain, a host or an address'
            cand tarpit 'a server that answers slowly on purpose, because senders of spam do not wait'
            cand testing 'senders deliver all the same, and report what would have failed'
            cand tls-enforcement 'whether mail is taken in the clear'
            cand tls-handshake-failure 'the handshake failed'
            cand tls-report-to 'reports on TLS go to each of these, whoever else gets them'
            cand tls-version 'the server speaks only versions of TLS that are retired'
            cand tlsa-invalid 'there are TLSA records, and none that can be used'
            cand tlsrpt 'the domain says where reports on TLS are to go'
            cand transcript 'what was said, line by line'
            cand trust 'the peer is trusted so far at least: trusted (by its certificate path) or verified (and known to be the right one)'
            cand unexpected_message 'alert 10: a message came that has no place there, such as plain text instead of TLS'
            cand unknown 'what it would do is not known'
            cand unknown-server-name 'whether a server name that is not known is refused (ALPACA)'
            cand unknown_ca 'alert 48: the certificate''s issuer is not known or not trusted'
            cand unknown_psk_identity 'alert 115: the pre-shared key that was offered is not known'
            cand unrecognized_name 'alert 112: there is no server with the name that was asked for'
            cand unsupported_certificate 'alert 43: the certificate is of a kind that is not accepted'
            cand unsupported_extension 'alert 110: an extension came that was not asked for'
            cand usable 'of a TLSA record: one that a sender of mail can use'
            cand usage 'the first number of a TLSA record: of what it speaks'
            cand user_canceled 'alert 90: the handshake was broken off for a reason outside the protocol'
            cand validation-failure 'TLS failed for a reason that has no word of its own'
            cand validity 'the certificates are within their dates'
            cand verdict 'how a check came out: pass, note, warn, fail or not tested'
            cand verify 'TLS with a certificate that verifies'
            cand warn 'worth repairing, though mail flows'
            cand weak-certificate 'a certificate with a weak key or signature'
            cand weak-dh 'DHE with less than 2048 bits'
            cand weak-signature 'handshakes signed with SHA-1 or MD5'
            cand wildcard 'a name in a certificate such as *.example.com, which covers one label: mx.example.com, and not a.mx.example.com'
            cand without 'the server has none of these weaknesses, by the names that an audit gives them'
            cand worst-finding 'no weakness was found that is worse than this: none (no weakness at all), note or warn'
            cand xclient 'the server lets the client speak for another; only where --xclient asks for that'
            cand --format 'The form of the output'
            cand --color 'Whether to use colour'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'smtls;check'= {
            edit:complete-filename $last
            cand --init 'Write FILE, of what TARGET shows today, as what is expected from now on; with - as FILE to standard output'
            cand --only 'Check only the target of this name (repeatable)'
            cand --concurrency 'How many targets to check side by side [default: 8]'
            cand --retry 'Try again so often what is not testable now (exit code 45), and only that; never once a message was handed in [default: 0]'
            cand --retry-delay 'How long to wait before that [default: 60s]'
            cand --require 'Expect this of the target, and end with an exit code where it is not so: a check, such as dane, or a fact, such as days-left=14 (repeatable; --list-checks lists them)'
            cand --connect-to 'Connect to ADDR:PORT instead of HOST:PORT; what goes by the name or the port goes by HOST:PORT (repeatable)'
            cand --seed 'Fix the random order among MX hosts of equal preference'
            cand --ehlo 'Name to send with EHLO [default: this machine''s name, or its address if that is not fully qualified]'
            cand --timeout 'How long to wait for each reply and for the handshake; for the greeting at least 7 s, for the reply to a message 20 times as long'
            cand --connect-timeout 'How long to wait for the TCP connection'
            cand --dns 'Ask this resolver instead of the system''s'
            cand --dnssec 'Who says how far DNSSEC vouches for an answer'
            cand --trust-anchor 'Validate from the DNSKEY and DS records in this file on, instead of IANA''s keys of the root (repeatable)'
            cand --roots 'Which trust anchors to use [default: system, or with --ca-file or --ca-dir none but those]'
            cand --ca-file 'Trust the certificates in this PEM file (repeatable)'
            cand --ca-dir 'Trust the certificates in the PEM files of this folder (repeatable)'
            cand --crl 'Hold certificates against this revocation list, PEM or DER (repeatable)'
            cand --pin 'Demand this certificate or key, whatever the level: sha256:HEX, sha512:HEX or pin-sha256=BASE64 (repeatable)'
            cand --verify-name 'The name that the certificate must be for, instead of the host''s'
            cand --at 'Judge certificates as at this time: 2026-12-24, 2026-12-24T18:00:00Z, or +14d from now'
            cand --level 'How strict to be: may (TLS is optional), encrypt (TLS must be), verify (its certificate must be valid, by the public CAs or by DANE), dane (by DANE), secure (as the domain promises by DANE or by an MTA-STS policy in force)'
            cand --format 'The form of the output, and where it goes: standard output, or with =FILE that file; may be given several times'
            cand --color 'Whether to use colour'
            cand --warn-days 'For --format nagios: warn where a server''s certificate whose dates count has fewer days left than this [default: 14]'
            cand --crit-days 'For --format nagios: critical where a server''s certificate whose dates count has fewer days left than this [default: 7]'
            cand --deadline 'How long everything may take together for one target [default: 10m]'
            cand --force 'With --init: replace a file that is there'
            cand --list-checks 'List everything that --require and the file of smtls check may expect'
            cand --mx 'Look up MX records also where the target has a port, brackets or a scheme'
            cand --srv 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
            cand -4 'Use IPv4 only'
            cand --ipv4 'Use IPv4 only'
            cand -6 'Use IPv6 only'
            cand --ipv6 'Use IPv6 only'
            cand --opportunistic 'The same as --level may'
            cand -v 'Name in text also what is as expected'
            cand --verbose 'Name in text also what is as expected'
            cand --all 'Look at every address of every host, side by side; a file does so unless it says all = false'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'smtls;tlsa'= {
            edit:complete-filename $last
            cand --usage 'The certificate usage: 3 or DANE-EE, 2 or DANE-TA (repeatable) [default: 3]'
            cand --selector 'The selector: 1 or SPKI for the key, 0 or Cert for the whole certificate (repeatable) [default: 1]'
            cand --matching 'The matching type: 1 or SHA2-256, 2 or SHA2-512, 0 or Full (repeatable) [default: 1]'
            cand --ttl 'The TTL of the lines, in seconds [default: that of the records in DNS, or none]'
            cand --host 'The name of the host, for files and addresses, which have none'
            cand --port 'The port of the service, for files'
            cand --next 'The next certificate (with those of its CA behind it), request for it, or key, as PEM or DER; says what to do in which order (repeatable)'
            cand --connect-to 'Connect to ADDR:PORT instead of HOST:PORT; what goes by the name or the port goes by HOST:PORT (repeatable)'
            cand --seed 'Fix the random order among MX hosts of equal preference'
            cand --ehlo 'Name to send with EHLO [default: this machine''s name, or its address if that is not fully qualified]'
            cand --timeout 'How long to wait for each reply and for the handshake; for the greeting at least 7 s, for the reply to a message 20 times as long'
            cand --connect-timeout 'How long to wait for the TCP connection'
            cand --deadline 'How long everything may take together [default: 10m]'
            cand --proxy 'Make every connection to a mail server or policy host through this proxy: socks5://USER@HOST:PORT; USER@ and :PORT may be left out'
            cand --proxy-password-file 'Take the proxy''s password from the first line of this file'
            cand --proxy-password-env 'Take the proxy''s password from this environment variable'
            cand --proxy-password-fd 'Take the proxy''s password from the first line that this file descriptor gives (0 for standard input)'
            cand --proxy-protocol 'Before anything else, send a header of the PROXY protocol, as load balancers do'
            cand --proxy-source 'The client that the header names [default: this end of the connection]'
            cand --proxy-destination 'The server''s end that the header names [default: the other end of the connection]'
            cand --dns 'Ask this resolver instead of the system''s'
            cand --dnssec 'Who says how far DNSSEC vouches for an answer'
            cand --trust-anchor 'Validate from the DNSKEY and DS records in this file on, instead of IANA''s keys of the root (repeatable)'
            cand --format 'The form of the output, and where it goes: standard output, or with =FILE that file; may be given several times'
            cand --issuer 'The records of the issuing CA, 2 1 1, instead of those of the key; --usage 3 adds those'
            cand --all-combinations 'Every combination there is; what should not be published stands behind a semicolon, with the reason'
            cand --check 'Compare with what is published: exit code 42 where that does not cover what is shown, or the next key'
            cand --mx 'Look up MX records also where the target has a port, brackets or a scheme'
            cand --srv 'Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do'
            cand -4 'Use IPv4 only'
            cand --ipv4 'Use IPv4 only'
            cand -6 'Use IPv6 only'
            cand --ipv6 'Use IPv6 only'
            cand --proxy-local 'Name nobody in the header: UNKNOWN (v1) or LOCAL (v2), as a balancer''s health check does'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'smtls;lab'= {
            cand good 'Two MX hosts with TLS 1.3 and certificates that verify: nothing to complain of'
            cand first-mx-down 'The first MX host refuses connections, the second takes the mail'
            cand every-mx-down 'Every MX host refuses connections'
            cand every-mx-silent 'No MX host answers on port 25, as where the network lets nobody out to that port'
            cand first-mx-silent 'The first MX host does not answer at all, the second takes the mail'
            cand implicit-mx 'The domain has no MX record, and is its own mail host (RFC 5321, section 5.1)'
            cand null-mx 'The domain says with a null MX record that it takes no mail (RFC 7505)'
            cand mx-root-wrong-preference 'The MX record names the root with preference 10, which is no null MX'
            cand nxdomain 'The domain does not exist'
            cand no-mx-no-address 'The domain exists, but has neither MX records nor an address'
            cand servfail 'The resolver fails to find the MX records, as with DNSSEC gone wrong'
            cand dns-silence 'The resolver does not answer the question for the MX records'
            cand dns-refused 'The resolver refuses to answer'
            cand mx-without-address 'The only MX host has no address; that the domain itself has one does not count'
            cand dead-mx-beside-good 'An MX host that does not exist stands before one that is good'
            cand mx-alias 'The MX host is an alias (CNAME), which is outside the standard but works'
            cand only-ipv6 'The domain has no MX record, and only an IPv6 address'
            cand domain-alias 'The domain is an alias (CNAME) for one whose MX host is good'
            cand u-labels 'The domain has an umlaut in its name; DNS and certificate have it in A-labels'
            cand alias-loop 'The domain is an alias in a circle of aliases'
            cand mx-underscore 'The MX host has an underscore in its name, which no host name may have'
            cand mx-twice 'One MX host is listed twice, with different preferences'
            cand too-many-mx 'More MX hosts are listed than anybody would look at'
            cand address 'The target is an address: no names are looked up, and none is held against the certificate'
            cand slow-greeting 'The greeting begins at once and ends after six and a half seconds, as Postfix''s postscreen does it to unmask impatient clients'
            cand greeting-of-lines 'The greeting has several lines, the last of them without text'
            cand greeting-250 'The server greets with 250 instead of 220'
            cand greeting-421 'The server says with 421 that it has no room for the client now'
            cand greeting-450 'The server greets with 450, as some do to clients that they do not know'
            cand greeting-554 'The server wants nothing to do with the client, as with one on a blocklist'
            cand greeting-521 'The host says with 521 that it never accepts mail'
            cand no-greeting 'The server accepts the connection and says nothing'
            cand close-before-greeting 'The server closes the connection without a word'
            cand reset-before-greeting 'The server resets the connection without a word'
            cand tls-on-25 'Port 25 expects TLS from the first octet, as only port 465 should'
            cand http-server 'A server that speaks HTTP answers on the port'
            cand ssh-server 'A server that speaks SSH answers on the port'
            cand pop3-server 'A server that speaks POP3 answers on the port'
            cand imap-server 'A server that speaks IMAP answers on the port'
            cand ftp-server 'An FTP server answers on the port, which greets with 220 as well'
            cand ehlo-421 'The server sends the client away at EHLO'
            cand idle-421 'The server sends away whoever says nothing for three seconds after EHLO: try it with smtls shell'
            cand ehlo-refused 'The server does not like the name that the client gave with EHLO'
            cand ehlo-refused-and-closed 'The server refuses EHLO and closes the connection at once'
            cand helo-with-keywords 'The server knows HELO only and lists STARTTLS in its reply, where it does not count'
            cand helo-only 'The server knows HELO only, by which STARTTLS cannot be offered'
            cand helo-refused 'The server refuses EHLO and HELO'
            cand close-at-ehlo 'The server closes the connection instead of answering EHLO'
            cand silence-at-ehlo 'The server does not answer EHLO'
            cand mixed-codes 'The lines of a reply have different codes, of which the last one counts'
            cand bare-lf 'The server ends its lines with a bare line feed'
            cand split-replies 'The replies come octet by octet, each in a packet of its own'
            cand long-line 'The greeting is a line of eight thousand octets, where 512 are the most'
            cand long-reply 'The reply to EHLO has nine hundred lines'
            cand unsolicited-reply 'The server answers once more often than it was asked'
            cand auth-inside-tls 'AUTH is offered inside TLS only, as it should be'
            cand no-close-notify 'The server closes the connection after QUIT without the end that TLS has for it'
            cand quit-refused 'The server refuses to be taken leave of, which is no fault of the session'
            cand lmtp 'An LMTP server, which takes LHLO for EHLO'
            cand smtp-on-lmtp 'An SMTP server answers where LMTP is spoken'
            cand no-starttls 'The server does not offer STARTTLS'
            cand no-starttls-may 'The server does not offer STARTTLS, and the client takes what it gets'
            cand masked 'A device on the path overwrites the word STARTTLS, so that nobody uses it'
            cand starttls-odd 'STARTTLS is offered in mixed case and with a parameter, which counts'
            cand starttls-long-220 'The server''s 220 to STARTTLS has several lines'
            cand starttls-454 'The server puts STARTTLS off with 454'
            cand starttls-421 'The server sends the client away at STARTTLS'
            cand starttls-refused 'The server offers STARTTLS and does not know it when it comes'
            cand starttls-354 'The server answers STARTTLS with 354, as if a message were to follow'
            cand starttls-501 'The server answers STARTTLS with 501, as if it had had a parameter'
            cand starttls-503 'The server calls STARTTLS a bad sequence of commands'
            cand starttls-250 'The server answers STARTTLS with 250 instead of 220'
            cand injection 'Someone on the path adds an EHLO reply in the clear behind the server''s 220 to STARTTLS'
            cand starttls-bare-lf 'The server''s 220 to STARTTLS ends with a bare line feed, behind which TLS cannot begin safely'
            cand silence-at-starttls 'The server does not answer STARTTLS'
            cand close-after-220 'The server closes the connection instead of beginning TLS'
            cand reset-after-220 'The server resets the connection instead of beginning TLS'
            cand silence-after-220 'The server does not answer the ClientHello'
            cand plaintext-in-handshake 'The server answers the ClientHello in plain text'
            cand tls12-only 'The server speaks TLS 1.2 and nothing newer'
            cand tls13-only 'The server speaks TLS 1.3 and nothing older'
            cand p384-only 'The server knows one group, P-384, and asks for a key share of it with a HelloRetryRequest'
            cand post-quantum-only 'The server takes hybrid key exchange with ML-KEM and no other'
            cand no-common-group 'The client offers X25519 alone, and the server knows P-384 alone'
            cand tls10-only 'The server speaks TLS 1.0 and nothing newer'
            cand ssl3-only 'The server speaks SSL 3.0 with RC4 and nothing newer, and its certificate has expired'
            cand static-rsa-only 'The server speaks TLS 1.2 with RSA key exchange alone, which smtls does not do and other senders do'
            cand tls13-demanded 'The client offers TLS 1.3 alone, and the server speaks TLS 1.2 and nothing newer'
            cand large-hello-dropped 'A device before the server drops every ClientHello of more than one segment'
            cand server-name-demanded 'The server refuses a client that sends no server name'
            cand server-name-refused 'The server refuses a client that sends any server name'
            cand alert-handshake-failure 'The server ends the handshake with the alert handshake_failure (40)'
            cand alert-protocol-version 'The server ends the handshake with the alert protocol_version (70)'
            cand alert-unrecognized-name 'The server ends the handshake with the alert unrecognized_name (112)'
            cand alert-internal-error 'The server ends the handshake with the alert internal_error (80)'
            cand alert-unknown 'The server ends the handshake with the alert 200 (200)'
            cand warning-unrecognized-name 'The server warns that it does not know the name, and goes on'
            cand client-cert-asked 'The server asks for a client certificate and does without one'
            cand client-cert-required 'The server insists on a client certificate, and says so only after the handshake, as TLS 1.3 has it'
            cand client-cert-required-tls12 'The server insists on a client certificate, and fails the handshake without one, as TLS 1.2 has it'
            cand close-after-handshake 'The server closes the connection as soon as TLS stands'
            cand second-greeting 'The server greets once more inside TLS, before it is asked anything'
            cand starttls-again 'The server offers STARTTLS again inside TLS'
            cand ehlo-inside-tls-refused 'The server refuses EHLO inside TLS'
            cand ehlo-inside-tls-421 'The server sends the client away at EHLO inside TLS'
            cand rsa 'The certificate has an RSA key'
            cand wildcard 'The certificate is for every host of the domain, by a wildcard'
            cand extra-certificates 'The server sends a root along and a certificate that belongs to nothing'
            cand wrong-order 'The certificates behind the end entity''s are sent in the wrong order'
            cand expired 'The certificate expired yesterday'
            cand not-yet-valid 'The certificate is valid from tomorrow on'
            cand expired-intermediate 'The certificate is in date, but the intermediate that signed it expired'
            cand missing-intermediate 'The server sends its own certificate without the intermediate that signed it'
            cand wrong-intermediate 'The server sends another intermediate than the one that signed its certificate'
            cand end-entity-not-first 'The server sends the intermediate first and its own certificate behind it'
            cand wrong-name 'The certificate is for other names than the MX host''s'
            cand wildcard-two-levels 'A wildcard covers one label, and the host has two more than the wildcard''s domain'
            cand wildcard-within-label 'A wildcard stands for a part of a label, which counts for nothing'
            cand everything-wrong 'The certificate expired, is for another name, and is by nobody who is trusted'
            cand thousand-names 'The certificate is for more names than anybody would look through'
            cand cn-only 'The certificate has its name as common name only, where nobody looks any more'
            cand self-signed 'The certificate is self-signed'
            cand unknown-root 'The certificate is by a certification authority that nobody trusts'
            cand ca-as-end-entity 'The server''s certificate is one of a certification authority'
            cand for-clients-only 'The certificate is for clients, and not for servers'
            cand address-in-certificate 'The target is an address, which the certificate is for and the client asks for'
            cand address-not-in-certificate 'The client asks for an address, and the certificate is for a name'
            cand dane-ee 'A TLSA record pins the key of the MX host (DANE-EE)'
            cand dane-long-ttl 'Caches may keep the TLSA record for a day, so that a change of keys takes two'
            cand dane-ta 'A TLSA record pins the authority that signed the certificate (DANE-TA)'
            cand dane-expired-certificate 'The key is the pinned one; that the certificate expired, is by nobody and for another name counts for nothing then'
            cand dane-rollover 'Two TLSA records, for the key that is in use and for the next one'
            cand dane-key-and-issuer 'Two TLSA records, for the key that is in use and for the authority that signed its certificate'
            cand dane-two-keys 'The server has an ECDSA and an RSA certificate, and a TLSA record for each'
            cand dane-unusable-only 'All TLSA records have usages that mail does not know: TLS is a must then, but nothing is authenticated'
            cand dane-partial 'One MX host has a TLSA record and the other has none, so that an attacker chooses the other'
            cand dane-mismatch 'The TLSA record is for another key than the MX host''s, as after a renewal that DNS was not told of'
            cand dane-ta-wrong-name 'The pinned authority signed the certificate, but for another name'
            cand dane-ta-not-sent 'The TLSA record is for a root that the server does not send, so that nobody can compare it'
            cand dane-rsa-uncovered 'The server has an ECDSA and an RSA certificate, and the TLSA record is for the ECDSA one only'
            cand dane-no-starttls 'There is a TLSA record, so that TLS is a must, and the server does not offer STARTTLS'
            cand dane-cname 'The MX host is an alias; the TLSA record stands below the name that it leads to'
            cand dane-original-name 'The MX host is an alias; the TLSA record stands below the alias itself'
            cand dane-wildcard 'One TLSA record, with a wildcard for its port, stands for all ports of the MX host'
            cand dane-shared-records 'Two MX hosts have their TLSA records in one place, to which aliases lead'
            cand half-dane 'The MX host has a TLSA record in a signed zone, but the domain is not signed: an attacker names another MX host'
            cand insecure-zone 'There is a TLSA record, but the zone is not signed, so that it counts for nothing'
            cand dnssec-stripped 'The resolver hands out no signatures, so that nothing can be said of DANE'
            cand bogus-tlsa 'The signature of the TLSA record is wrong: a sender must not use the host, for it may be forged'
            cand bogus-mx 'The signature of the MX records expired, as where a zone is no longer signed anew'
            cand tlsa-servfail 'The name server fails at questions for TLSA records, which a sender must take for an attack'
            cand mta-sts-enforce 'The policy enforces TLS, and lists the MX host, whose certificate verifies'
            cand mta-sts-testing 'The policy does not list the MX host, but is in testing mode: mail goes there, and the failure is reported'
            cand mta-sts-none 'The policy has mode none, as on the way out of MTA-STS'
            cand mta-sts-unmatched-mx 'The policy enforces TLS and does not list the MX host: a sender must not use it'
            cand mta-sts-bad-policy 'The policy has a misspelt mode and no max_age, so that it is none'
            cand mta-sts-mx-wrong-name 'The policy enforces TLS and lists the MX host, whose certificate is for another name'
            cand mta-sts-redirect 'The policy host sends its visitors elsewhere, which a sender must not follow'
            cand mta-sts-wrong-certificate 'The certificate of the policy host is for another name, so that its policy counts for nothing'
            cand mta-sts-oversized 'The policy host sends more than anybody would take for a policy'
            cand mta-sts-html 'The policy is right, but is handed out as HTML'
            cand mta-sts-two-records 'The domain has two MTA-STS records, so that it counts as having none'
            cand dane-and-mta-sts 'The key of the MX host is pinned by a TLSA record, and the policy lists it: both agree'
            cand dane-mta-sts-conflict 'The TLSA record pins the key of the MX host, but the policy does not list that host: senders will differ'
            cand tlsrpt 'The domain says where reports on its TLS go'
            cand tlsrpt-bad 'The record for reports on TLS says nowhere that they could go'
            cand submission 'A submission server on port 587, with STARTTLS'
            cand submission-no-starttls 'A submission server that does not offer STARTTLS'
            cand implicit-tls 'A submission server on port 465, with TLS from the first octet'
            cand implicit-tls-starttls 'A server offers STARTTLS on port 465, where TLS stands already'
            cand plaintext-on-465 'Port 465 speaks SMTP in the clear, where TLS is due from the first octet'
            cand srv 'SRV records lead mail clients to a server, first to the one with TLS from the first octet'
            cand srv-starttls-first 'The SRV records prefer STARTTLS to TLS from the first octet'
            cand srv-not-offered 'The SRV record says that there is no submission with TLS from the first octet'
            cand srv-missing 'The domain has no SRV records, by which mail clients would find their server'
            cand srv-outside 'The SRV record leads to a host of a provider, which mail clients ask their user about'
            cand srv-id 'The certificate is for the service of the domain that mail clients ask for, by an SRV-ID'
            cand srv-id-other 'The certificate is for submission with STARTTLS by an SRV-ID, and the server speaks TLS from the first octet'
            cand srv-wrong-name 'The certificate is for the host that the SRV record leads to, and not for the domain'
            cand auth 'A server that takes the password, by a proof that is bound to the TLS session'
            cand auth-wrong-password 'The password is wrong'
            cand auth-impostor 'A server says yes to every password, and cannot prove that it knows the right one'
            cand auth-unknown 'A server offers only mechanisms that smtls does not speak'
            cand auth-unverified 'A password would have to be given to a server whose certificate is for another name'
            cand auth-tls-1-2 'A proof is bound to a session of TLS 1.2, by the server''s certificate'
            cand proxy-v1 'A server expects a PROXY header of version 1, and gets one'
            cand proxy-v2 'A server expects a PROXY header of version 2, and gets one'
            cand proxy-unexpected 'A server that expects no PROXY header takes it for a command'
            cand proxy-missing 'A server waits for a PROXY header, gets none, and goes'
            cand xclient 'A server takes it that the client speaks for another'
            cand xclient-attribute 'A server takes XCLIENT, but not with all that is to be said'
            cand xclient-untrusted 'A server offers this client no XCLIENT'
            cand mail-good 'A server takes a message for both recipients, which are named at once with the rest'
            cand mail-chunking 'A server takes a message in chunks (CHUNKING), where a line that is one dot ends nothing'
            cand mail-unknown-user 'A server knows one of two recipients, and takes the message for the other'
            cand mail-greylist 'A server puts off everybody whom it does not know yet (greylisting)'
            cand mail-refused 'A server refuses a message once it has seen it'
            cand mail-too-large 'A message has more octets than the server takes, which it says before any is sent'
            cand mail-ascii-only 'A recipient''s address has letters beyond ASCII, and the server does not offer SMTPUTF8'
            cand mail-auth-first 'A submission server takes no mail before authentication'
            cand mail-lmtp 'An LMTP server puts a message into one mailbox, and not into the other'
            cand keeps-plaintext 'The server carries out inside TLS what was said in the clear behind STARTTLS, by whomever; smtls audit finds it'
            cand masked-starttls 'A device on the path overwrites the word STARTTLS, but lets the command through; smtls audit finds that'
            cand auth-in-the-clear 'The server offers AUTH and REQUIRETLS in the clear'
            cand two-backends 'Behind one address two servers take turns that are not alike; smtls audit notices'
            cand sends-away 'The server sends every fourth client away with 421; smtls audit waits, goes on once, and then stops'
            cand refuses-mail 'The server sends a client away that says MAIL in the clear'
            cand escape-sequences 'The greeting has control sequences for the reader''s terminal in it'
            cand endless-line 'The greeting is one line without an end'
            cand endless-reply 'The reply to EHLO has lines without an end'
            cand no-reply-code 'The server greets with text that has no reply code'
            cand code-out-of-range 'The server greets with the code 999'
            cand endless-inside-tls 'The server sends text without an end inside TLS'
            cand starttls-then-smtp 'The server says that TLS may begin, and goes on in the clear'
            cand all 'Every scenario, with a table of what came out'
            cand --serve 'Keep the servers running until interrupted, instead of probing them'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'smtls;generate'= {
            folders $last
            cand man 'Manual pages'
            cand completions 'Shell completions for bash, zsh, fish, PowerShell and elvish'
            cand schema 'The JSON Schemas of --format json, command by command, and of smtls.toml'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
    ]
    var value = $command';'$option
    if (has-key $values $value) {
        $values[$value]
    } elif (has-key $completions $command) {
        $completions[$command]
    }
}
