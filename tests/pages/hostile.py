"""A mail server on loopback that answers with markup: prints its port and serves one client in the background."""

import os
import socket
import sys

HOSTILE = (
    b"<script>document.title='owned'</script> \"><img src=x onerror=\"document.title='owned'\"> "
    b"</code></li></ol></details><h1>owned</h1> <a href=javascript:alert(1)>x</a> "
    b"&lt; &#60; --> ]]> \xe2\x80\xae \x00 <style>*{display:none}</style>"
)


def serve(listener):
    listener.settimeout(60)
    client, _ = listener.accept()
    lines = client.makefile("rb")
    client.sendall(b"220 " + HOSTILE + b"\r\n")
    lines.readline()
    client.sendall(b"250-" + HOSTILE + b"\r\n250-X" + HOSTILE + b"\r\n250 STARTTLS\r\n")
    lines.readline()
    client.sendall(b"554 5.7.0 " + HOSTILE + b"\r\n")
    lines.readline()


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
print(listener.getsockname()[1], flush=True)
if os.fork() == 0:
    # The caller waits until nobody holds its pipe any more.
    for stream in (0, 1, 2):
        os.dup2(os.open(os.devnull, os.O_RDWR), stream)
    serve(listener)
    sys.exit()
