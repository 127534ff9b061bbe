"""How long the long work takes, beside the least it could take: run by hand, never by the test suite."""
