"""DNS forwarders on free ports of loopback, one for each attack and each bad resolver, over UDP and TCP.

usage: forwarder.py UPSTREAM-PORT ZONES-FOLDER
Prints a line "NAME PORT" for each, then "ready", and runs until its standard input ends.
"""

import socket
import struct
import sys
import threading

import dns.flags
import dns.message

import attacks
import bad_resolvers
import upstream


def bind():
    """A port that is free for both."""
    while True:
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind(("127.0.0.1", 0))
        port = datagrams.getsockname()[1]
        listener = socket.socket()
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            datagrams.close()
            continue
        listener.listen(50)
        return port, datagrams, listener


def wire(message, limit):
    try:
        return message.to_wire(max_size=limit)
    except Exception:
        for section in (message.answer, message.authority, message.additional):
            section[:] = []
        message.flags |= dns.flags.TC
        return message.to_wire()


def serve_udp(datagrams, handle):
    while True:
        octets, client = datagrams.recvfrom(65535)
        threading.Thread(target=one_datagram, args=(datagrams, handle, octets, client), daemon=True).start()


def one_datagram(datagrams, handle, octets, client):
    try:
        answer = handle(octets, False)
        if answer is not None:
            datagrams.sendto(wire(answer, 1232), client)
    except Exception as error:
        print("udp", repr(error), file=sys.stderr, flush=True)


def exactly(stream, length):
    octets = b""
    while len(octets) < length:
        more = stream.recv(length - len(octets))
        if not more:
            return None
        octets += more
    return octets


def serve_connection(stream, handle):
    try:
        while True:
            head = exactly(stream, 2)
            if head is None:
                return
            octets = exactly(stream, struct.unpack("!H", head)[0])
            answer = handle(octets, True)
            if answer is not None:
                answer = wire(answer, 65535)
                stream.sendall(struct.pack("!H", len(answer)) + answer)
    except Exception as error:
        print("tcp", repr(error), file=sys.stderr, flush=True)


def serve_tcp(listener, handle):
    while True:
        stream, _ = listener.accept()
        threading.Thread(target=serve_connection, args=(stream, handle), daemon=True).start()


def main():
    upstream.PORT = int(sys.argv[1])
    upstream.ZONES = sys.argv[2]
    handlers = {f"attack-{name}": attacks.handler(change) for name, change in attacks.ALL.items()}
    for name in bad_resolvers.ALL:
        handlers[f"resolver-{name}"] = bad_resolvers.handler(name)
    for name, handle in handlers.items():
        port, datagrams, listener = bind()
        threading.Thread(target=serve_udp, args=(datagrams, handle), daemon=True).start()
        if name == "resolver-notcp":
            listener.close()
        else:
            threading.Thread(target=serve_tcp, args=(listener, handle), daemon=True).start()
        print(name, port)
    print("ready", flush=True)
    sys.stdin.read()


main()
