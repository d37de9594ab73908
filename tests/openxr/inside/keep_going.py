"""Pictures until a line comes on standard input; says what became of the session meanwhile."""

from __future__ import annotations

import sys
import threading

from plain_client import plain_client

told = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), told.set()), daemon=True).start()
with plain_client() as client:
    rendered: list[bool] = []
    print("in focus", flush=True)
    while not told.is_set():
        with client.frame():
            if rendered[-1:] != [client.should_render]:
                rendered.append(client.should_render)
                print("to render" if client.should_render else "nothing to render", flush=True)
