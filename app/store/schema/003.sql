-- Schema 3: the summary on its way: what the clerk chose for it, and the words she gave it herself.

CREATE TABLE summary_draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '',
    of_year INTEGER,
    period TEXT NOT NULL DEFAULT '',
    style TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    left_out TEXT NOT NULL DEFAULT '',
    chapters TEXT NOT NULL DEFAULT '',
    annexes TEXT NOT NULL DEFAULT '',
    photos TEXT NOT NULL DEFAULT '',
    signer TEXT NOT NULL DEFAULT '',
    signed_on TEXT NOT NULL DEFAULT '',
    signed_on_from TEXT,
    signed_on_to TEXT,
    sealed INTEGER CHECK (sealed IN (0, 1))
) STRICT;

CREATE TABLE summary_text (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id INTEGER REFERENCES summary_draft(id) DEFERRABLE INITIALLY DEFERRED,
    place TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    told TEXT NOT NULL DEFAULT ''
) STRICT;

-- The new tables' identifiers start where those of all others did (see schema 2).
INSERT INTO sqlite_sequence(name, seq)
    SELECT 'summary_draft', (seq >> 31) << 31 FROM sqlite_sequence WHERE name = 'union_info';
INSERT INTO sqlite_sequence(name, seq)
    SELECT 'summary_text', (seq >> 31) << 31 FROM sqlite_sequence WHERE name = 'union_info';

CREATE INDEX summary_draft_by_year ON summary_draft(of_year, period);
CREATE INDEX summary_text_by_draft ON summary_text(draft_id, place);
CREATE INDEX paper_by_kind ON paper(kind, year, written_at);
