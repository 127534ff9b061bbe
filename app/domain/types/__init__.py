"""The record types, gathered by subject; records.py lists them all."""
