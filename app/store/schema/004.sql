-- Schema 4: records sealed from change, and what was being typed when the power went.

CREATE TABLE sealing (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_table TEXT NOT NULL DEFAULT '',
    owner_id INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    sealed_on TEXT NOT NULL DEFAULT '',
    sealed_on_from TEXT,
    sealed_on_to TEXT
) STRICT;

-- Not a record: it is written while the clerk types, and gone as soon as she has saved.
CREATE TABLE form_draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record TEXT NOT NULL,
    row_id INTEGER,
    typed TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- The new tables' identifiers start where those of all others did (see schema 2).
INSERT INTO sqlite_sequence(name, seq)
    SELECT 'sealing', (seq >> 31) << 31 FROM sqlite_sequence WHERE name = 'union_info';
INSERT INTO sqlite_sequence(name, seq)
    SELECT 'form_draft', (seq >> 31) << 31 FROM sqlite_sequence WHERE name = 'union_info';

CREATE UNIQUE INDEX sealing_of_owner ON sealing(owner_table, owner_id);
