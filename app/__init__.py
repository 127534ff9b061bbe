"""Union Steward: the year of a small grassroots union in one file, and the papers made from it."""
