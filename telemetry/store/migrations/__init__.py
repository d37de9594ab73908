"""The steps from an empty database to the tables of today. A step that has been released is never changed."""
