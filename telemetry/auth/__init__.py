"""Who may come in: room codes, signed tokens, and how often one may try."""
