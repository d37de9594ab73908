"""Pictures until the runtime goes; says so, ends what there is, and begins anew when told to."""

from __future__ import annotations

import sys

import xr
from plain_client import PlainClient, open_gl

with open_gl():
    lost = PlainClient()
    lost.until(xr.SessionState.FOCUSED)
    print("in focus", flush=True)
    try:
        while True:
            with lost.frame():
                pass
    except xr.InstanceLostError:
        print("lost in xrWaitFrame or xrPollEvent", flush=True)
    xr.destroy_session(lost.session)
    xr.destroy_instance(lost.instance)
    sys.stdin.readline()
    again = PlainClient()
    again.until(xr.SessionState.FOCUSED)
    again.close()
    print("begun anew")
