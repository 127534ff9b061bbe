"""From facts to blocks to PDF and DOCX."""
