"""So many empty pictures; their predicted times in nanoseconds, one a line."""

from __future__ import annotations

import sys

from plain_client import plain_client

with plain_client() as client:
    for _ in range(int(sys.argv[1])):
        with client.frame():
            print("frame", client.time)
