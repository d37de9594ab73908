"""Makes one mistake on purpose: the argument says which."""

from __future__ import annotations

import contextlib
import os
import sys

import xr
from plain_client import PlainClient, plain_client


def wrong_structure(client: PlainClient) -> None:
    wrong = xr.FrameEndInfo(type=xr.StructureType.FRAME_STATE, environment_blend_mode=xr.EnvironmentBlendMode.OPAQUE)
    xr.end_frame(client.session, wrong)


def wrong_handle(client: PlainClient) -> None:
    xr.locate_space(client.spaces["VIEW"], xr.Space(), client.time)


def wrong_enumeration(client: PlainClient) -> None:
    xr.create_reference_space(client.session, xr.ReferenceSpaceCreateInfo(77, xr.Posef()))


def wrong_order(client: PlainClient) -> None:
    xr.begin_frame(client.session)


def wrong_pose(client: PlainClient) -> None:
    nowhere = xr.Posef(orientation=(0, 0, 0, 0))
    xr.create_reference_space(client.session, xr.ReferenceSpaceCreateInfo(xr.ReferenceSpaceType.LOCAL, nowhere))


def instance_kept(client: PlainClient) -> None:
    os._exit(0)


with plain_client() as the_client:
    with the_client.frame():
        pass
    with contextlib.suppress(xr.XrException):
        globals()[sys.argv[1]](the_client)
