"""A room of the hub without sockets, clocks and disks: `room.Room` is handed messages, says what to send and keep."""
