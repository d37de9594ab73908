"""What the other end of a connection within this machine has not read yet, by Linux's sock_diag (7).

The remote driver never answers. Without this a test could only wait a while, and hope that the packet is in.
"""

from __future__ import annotations

import socket
import struct

_SOCK_DIAG = 4
_BY_FAMILY = 20
_REQUEST = 1
_HEADER = struct.Struct("=IHHII")
_ASKED = struct.Struct("=BBBxI")
_PORTS = struct.Struct("!HH")
_ADDRESS = struct.Struct("!4s12x")
_ANY = struct.pack("=III", 0, 0xFFFFFFFF, 0xFFFFFFFF)
_ALL_STATES = 0xFFFFFFFF
_RECEIVED_AT = _HEADER.size + 56
"""Place of the receive queue's length in the answer: after the state, the connection's name and a time."""


def unread_bytes(connection: socket.socket) -> int:
    """Bytes in the other end's receive queue; 0 also when it is closed."""
    try:
        other, ours = connection.getpeername(), connection.getsockname()
    except OSError:
        return 0
    name = _PORTS.pack(other[1], ours[1]) + b"".join(_ADDRESS.pack(socket.inet_aton(end[0])) for end in (other, ours))
    asked = _ASKED.pack(socket.AF_INET, socket.IPPROTO_TCP, 0, _ALL_STATES) + name + _ANY
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _SOCK_DIAG) as kernel:
        kernel.send(_HEADER.pack(_HEADER.size + len(asked), _BY_FAMILY, _REQUEST, 0, 0) + asked)
        answer = kernel.recv(4096)
    if _HEADER.unpack_from(answer)[1] != _BY_FAMILY:
        return 0
    return int.from_bytes(answer[_RECEIVED_AT : _RECEIVED_AT + 4], "little")
