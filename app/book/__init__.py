"""What one can do with an open data file: steps, imports, exports, papers' facts; no Qt."""
