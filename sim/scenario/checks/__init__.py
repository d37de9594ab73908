"""What the schema cannot see: ids that name nothing, sums that do not come out, words that are missing.

Each check reads the file as it stands (`Entry`), so it works beside a schema fault elsewhere in the same file.
"""
