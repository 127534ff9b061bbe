"""The rules of union work: no Qt, no SQL, no files."""
