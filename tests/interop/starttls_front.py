"""Speaks SMTP until STARTTLS, and then carries octets to a TLS server that it started and that knows nothing of mail.

`starttls_front.py [--talk] PORT LOG COMMAND…` runs COMMAND, in which the word PORT stands for a free port, as the server. LOG gets
one line for each connection. With --talk it also answers, as a mail server would, each line that the server prints: `openssl
s_server -quiet` prints what its client says inside TLS, and sends to the client what it reads.
"""

import signal
import socket
import subprocess
import sys
import threading
import time

TIMEOUT = 30


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def reply(line):
    command = line[:4].upper()
    if command == b"EHLO":
        return b"250-front.interop.test\r\n250 8BITMIME\r\n"
    if command in (b"NOOP", b"RSET"):
        return b"250 2.0.0 Ok\r\n"
    return b"221 2.0.0 Bye\r\n" if command == b"QUIT" else b"502 5.5.2 Unknown command\r\n"


# The connection to the server, which serves one at a time where it is talked for.
backends = []


def talk(server):
    for line in server.stdout:
        # By the time that it has left, the next client may be here.
        speaking = list(backends)
        server.stdin.write(reply(line))
        server.stdin.flush()
        if line[:4].upper() == b"QUIT":
            time.sleep(0.1)
            for backend in speaking:
                hang_up(backend)


def hang_up(end):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def carry(source, target):
    try:
        while octets := source.recv(65536):
            target.sendall(octets)
    except OSError:
        pass
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def lines(client):
    """Each with what had come after it by then."""
    held = b""
    while True:
        while b"\n" not in held:
            more = client.recv(4096)
            if not more:
                return
            held += more
        line, held = held.split(b"\n", 1)
        yield line + b"\n", held


def serve(client, backend):
    with client:
        client.settimeout(TIMEOUT)
        try:
            client.sendall(b"220 front.interop.test ESMTP\r\n")
            for line, rest in lines(client):
                command = line[:8].upper()
                if command == b"STARTTLS":
                    break
                extended = command[:4] == b"EHLO"
                client.sendall(b"250-front.interop.test\r\n250 STARTTLS\r\n" if extended else reply(line))
                if command[:4] == b"QUIT":
                    return
            else:
                return
            with socket.create_connection(("127.0.0.1", backend)) as server:
                server.settimeout(TIMEOUT)
                backends[:] = [server]
                for end in (client, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                client.sendall(b"220 2.0.0 Ready to start TLS\r\n")
                back = threading.Thread(target=carry, args=(server, client))
                back.start()
                # What came in one piece with STARTTLS is not passed on: RFC 3207 §4.2.
                carry(client, server)
                back.join()
        except OSError:
            pass


def main():
    words = sys.argv[1:]
    talks = words[0] == "--talk"
    port, log, *command = words[talks:]
    backend = free_port()
    command = [word.replace("PORT", str(backend)) for word in command]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE if talks else None)

    def end(*_):
        server.kill()
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    if talks:
        threading.Thread(target=talk, args=(server,), daemon=True).start()
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", backend)).close()
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    else:
        sys.exit(f"the server ended: {' '.join(command)}")
    listener = socket.create_server(("127.0.0.1", int(port)), backlog=100)
    with open(log, "a", buffering=1) as counted:
        while True:
            client, _ = listener.accept()
            counted.write("connect\n")
            threading.Thread(target=serve, args=(client, backend), daemon=True).start()


main()
