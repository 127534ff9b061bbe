-- Schema 2: filters that the clerk keeps, and the usual order of lists straight from an index.

CREATE TABLE saved_filter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    table_name TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '',
    sort TEXT NOT NULL DEFAULT '',
    descending INTEGER CHECK (descending IN (0, 1)),
    columns TEXT NOT NULL DEFAULT ''
) STRICT;

-- In a file that is there already the new table's identifiers start where those of all others did. In a file just
-- being made no table has any yet, and this adds nothing.
INSERT INTO sqlite_sequence(name, seq)
    SELECT 'saved_filter', (seq >> 31) << 31 FROM sqlite_sequence WHERE name = 'union_info';

CREATE INDEX saved_filter_by_table ON saved_filter(table_name, name);

-- Lists of what happened stand in the order of their days, one year's or all years'.
DROP INDEX entry_by_year;
CREATE INDEX entry_by_year ON entry(year, happened_from, happened_to);
CREATE INDEX entry_by_happened ON entry(happened_from, happened_to);
DROP INDEX activity_by_year;
CREATE INDEX activity_by_year ON activity(year, happened_from, happened_to);
CREATE INDEX activity_by_happened ON activity(happened_from, happened_to);
DROP INDEX honour_by_year;
CREATE INDEX honour_by_year ON honour(year, happened_from, happened_to);
CREATE INDEX honour_by_happened ON honour(happened_from, happened_to);

-- The members in their usual order with what they are most often narrowed by, so that the table is not read for it.
DROP INDEX member_by_sort_key;
CREATE INDEX member_by_order ON member(sort_key, id, state, unit_id, gender);
