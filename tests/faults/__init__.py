"""Faults brought about on purpose, and what must still be there afterwards."""
