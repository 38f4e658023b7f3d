"""Python starts with the network cut wherever this folder is on PYTHONPATH.

Only this machine itself can be reached. Every attempt to reach another is noted in the file
named by ``$NO_NETWORK_LOG``, so that a test also sees those that the code under test swallowed.
"""

import errno
import os
import socket
import sys
import traceback
from pathlib import Path

_NAMED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_ADDRESSED = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_HERE = {None, "", "localhost", "::", "::1", "0.0.0.0", socket.gethostname()}


def _host(event, args):
    if event in _NAMED:
        return args[0]
    address = args[1]
    return address[0] if isinstance(address, tuple) else None  # a path: a socket of this machine


def _cut(event, args):
    if event not in _NAMED and event not in _ADDRESSED:
        return
    host = _host(event, args)
    host = host.decode(errors="replace") if isinstance(host, bytes) else host
    if host in _HERE or host.startswith("127."):
        return
    if log := os.environ.get("NO_NETWORK_LOG"):
        caller = "".join(traceback.format_stack(limit=8)[:-1])
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{event} {host}\n{caller}\n")
    if event in _NAMED:
        raise socket.gaierror(socket.EAI_AGAIN, f"no network in tests: {host} was looked up")
    raise OSError(errno.ENETUNREACH, f"no network in tests: {host} was called")


sys.addaudithook(_cut)

# jsonschema checks addresses with a grammar that takes two seconds to build, in each process that
# reads a notebook; without the package it leaves that out.
sys.modules["rfc3987_syntax"] = None
