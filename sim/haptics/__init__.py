"""Which vibration a hand feels when: pure, from snapshots."""
