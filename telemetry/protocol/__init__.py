"""Protocol v1: the messages that one websocket carries, and their codec. docs/protocol.md tells it to people.

`versions` and `limits` are numbers; `errors`, `streams`, `events`, `messages` are types; `codec` makes bytes of them.
Nothing here opens a socket, reads a clock or keeps a state.
"""
