"""A server of tlslite-ng, which still speaks SSL 3.0, RC4 and NULL; inside TLS it speaks just enough SMTP to end a session."""

import argparse
import socket
import threading

from tlslite.api import HandshakeSettings, TLSConnection, X509CertChain, parsePEMKey


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--versions", nargs=2, default=["3.0", "3.2"], help="the lowest and the highest, as on the wire")
    parser.add_argument("--ciphers", nargs="+", default=["aes256", "aes128", "3des", "rc4"])
    parser.add_argument("--macs", nargs="+", default=["sha", "md5"])
    parser.add_argument("--exchanges", nargs="+", default=["rsa", "dhe_rsa"])
    parser.add_argument("--anonymous", action="store_true", help="without the certificate")
    parser.add_argument("--dh", help="PRIME,GENERATOR in hexadecimal")
    return parser.parse_args()


def settings(wanted):
    made = HandshakeSettings()
    lowest, highest = made.minVersion, made.maxVersion = [tuple(map(int, version.split("."))) for version in wanted.versions]
    # What a supported_versions extension may choose from is a list of its own.
    made.versions = [version for version in made.versions if lowest <= version <= highest]
    made.cipherNames, made.macNames, made.keyExchangeNames = wanted.ciphers, wanted.macs, wanted.exchanges
    if wanted.dh:
        prime, generator = (int(number, 16) for number in wanted.dh.split(","))
        made.dhParams = (generator, prime)
    return made.validate()


def serve(client, wanted, made, chain, key):
    session = TLSConnection(client)
    try:
        client.settimeout(10)
        if wanted.anonymous:
            session.handshakeServer(anon=True, settings=made)
        else:
            session.handshakeServer(certChain=chain, privateKey=key, settings=made)
        while line := session.recv(1000):
            goodbye = bytes(line).upper().startswith(b"QUIT")
            session.send(b"221 2.0.0 bye\r\n" if goodbye else b"250 tlslite.interop.test\r\n")
            if goodbye:
                break
        session.close()
    except Exception as error:  # Whatever a client does, the next one is served.
        print(type(error).__name__, error, flush=True)
    finally:
        client.close()


def main():
    wanted = arguments()
    made = settings(wanted)
    chain = X509CertChain()
    with open(wanted.certificate) as file:
        chain.parsePemList(file.read())
    with open(wanted.key) as file:
        key = parsePEMKey(file.read(), private=True, implementations=["python"])
    listener = socket.create_server(("127.0.0.1", wanted.port), backlog=100)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client, wanted, made, chain, key), daemon=True).start()


main()
