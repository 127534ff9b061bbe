-- Schema 1: the whole book. Text is never NULL (blank is ''), numbers and references are NULL where unknown.
-- Identifiers start at a multiple of 2^31 drawn when the file is made, so that two offices' files can be merged.

CREATE TABLE union_info (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    parent TEXT NOT NULL DEFAULT '',
    term_no TEXT NOT NULL DEFAULT '',
    term_from TEXT NOT NULL DEFAULT '',
    term_from_from TEXT,
    term_from_to TEXT,
    term_to TEXT NOT NULL DEFAULT '',
    term_to_from TEXT,
    term_to_to TEXT,
    chair TEXT NOT NULL DEFAULT '',
    vice_chairs TEXT NOT NULL DEFAULT '',
    founded TEXT NOT NULL DEFAULT '',
    founded_from TEXT,
    founded_to TEXT,
    approval_no TEXT NOT NULL DEFAULT '',
    approver TEXT NOT NULL DEFAULT '',
    stat_code TEXT NOT NULL DEFAULT '',
    region_code TEXT NOT NULL DEFAULT '',
    org_type TEXT NOT NULL DEFAULT '',
    union_uscc TEXT NOT NULL DEFAULT '',
    legal_no TEXT NOT NULL DEFAULT '',
    unit_name TEXT NOT NULL DEFAULT '',
    unit_uscc TEXT NOT NULL DEFAULT '',
    industry TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    account_name TEXT NOT NULL DEFAULT '',
    bank_account TEXT NOT NULL DEFAULT '',
    seal_name TEXT NOT NULL DEFAULT '',
    committee TEXT NOT NULL DEFAULT '',
    audit_committee TEXT NOT NULL DEFAULT '',
    women_committee TEXT NOT NULL DEFAULT '',
    current_year INTEGER,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE overview (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL DEFAULT '',
    year INTEGER
) STRICT;

CREATE TABLE report_year (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER,
    period_from TEXT NOT NULL DEFAULT '',
    period_from_from TEXT,
    period_from_to TEXT,
    period_to TEXT NOT NULL DEFAULT '',
    period_to_from TEXT,
    period_to_to TEXT,
    closed_on TEXT NOT NULL DEFAULT '',
    closed_on_from TEXT,
    closed_on_to TEXT,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    parent_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    founded TEXT NOT NULL DEFAULT '',
    founded_from TEXT,
    founded_to TEXT,
    head TEXT NOT NULL DEFAULT '',
    workers INTEGER,
    workers_given TEXT NOT NULL DEFAULT '',
    members INTEGER,
    members_given TEXT NOT NULL DEFAULT '',
    women INTEGER,
    women_given TEXT NOT NULL DEFAULT '',
    term_end TEXT NOT NULL DEFAULT '',
    term_end_from TEXT,
    term_end_to TEXT,
    remark TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    uscc TEXT NOT NULL DEFAULT '',
    approval_no TEXT NOT NULL DEFAULT '',
    term_no TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    industry TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT '',
    women_workers INTEGER,
    women_workers_given TEXT NOT NULL DEFAULT '',
    migrants INTEGER,
    migrants_given TEXT NOT NULL DEFAULT '',
    dispatched INTEGER,
    dispatched_given TEXT NOT NULL DEFAULT '',
    cadres INTEGER,
    cadres_given TEXT NOT NULL DEFAULT '',
    closed TEXT NOT NULL DEFAULT '',
    closed_from TEXT,
    closed_to TEXT,
    initials TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '',
    gender TEXT NOT NULL DEFAULT '',
    id_no TEXT NOT NULL DEFAULT '',
    birth TEXT NOT NULL DEFAULT '',
    birth_from TEXT,
    birth_to TEXT,
    ethnic TEXT NOT NULL DEFAULT '',
    political TEXT NOT NULL DEFAULT '',
    education TEXT NOT NULL DEFAULT '',
    mobile TEXT NOT NULL DEFAULT '',
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    union_post TEXT NOT NULL DEFAULT '',
    employ_form TEXT NOT NULL DEFAULT '',
    is_migrant INTEGER CHECK (is_migrant IN (0, 1)),
    work_from TEXT NOT NULL DEFAULT '',
    work_from_from TEXT,
    work_from_to TEXT,
    joined TEXT NOT NULL DEFAULT '',
    joined_from TEXT,
    joined_to TEXT,
    state TEXT NOT NULL DEFAULT '',
    hardship TEXT NOT NULL DEFAULT '',
    card TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT '',
    member_no TEXT NOT NULL DEFAULT '',
    left_on TEXT NOT NULL DEFAULT '',
    left_on_from TEXT,
    left_on_to TEXT,
    leave_reason TEXT NOT NULL DEFAULT '',
    join_way TEXT NOT NULL DEFAULT '',
    native_place TEXT NOT NULL DEFAULT '',
    degree TEXT NOT NULL DEFAULT '',
    party_post TEXT NOT NULL DEFAULT '',
    tech_title TEXT NOT NULL DEFAULT '',
    skill_level TEXT NOT NULL DEFAULT '',
    hukou TEXT NOT NULL DEFAULT '',
    eight_group TEXT NOT NULL DEFAULT '',
    job_status TEXT NOT NULL DEFAULT '',
    dept TEXT NOT NULL DEFAULT '',
    post TEXT NOT NULL DEFAULT '',
    is_worker_rep INTEGER CHECK (is_worker_rep IN (0, 1)),
    is_member_rep INTEGER CHECK (is_member_rep IN (0, 1)),
    email TEXT NOT NULL DEFAULT '',
    hukou_address TEXT NOT NULL DEFAULT '',
    home_address TEXT NOT NULL DEFAULT '',
    wage INTEGER,
    wage_given TEXT NOT NULL DEFAULT '',
    dues_paid_to TEXT NOT NULL DEFAULT '',
    dues_paid_to_from TEXT,
    dues_paid_to_to TEXT,
    marital TEXT NOT NULL DEFAULT '',
    health TEXT NOT NULL DEFAULT '',
    disability TEXT NOT NULL DEFAULT '',
    mutual_aid TEXT NOT NULL DEFAULT '',
    retire_age INTEGER,
    retired_on TEXT NOT NULL DEFAULT '',
    retired_on_from TEXT,
    retired_on_to TEXT,
    lunar_birthday INTEGER CHECK (lunar_birthday IN (0, 1)),
    hobbies TEXT NOT NULL DEFAULT '',
    bank TEXT NOT NULL DEFAULT '',
    consent TEXT NOT NULL DEFAULT '',
    consent_from TEXT,
    consent_to TEXT,
    consent_scope TEXT NOT NULL DEFAULT '',
    initials TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE officer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '',
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    post TEXT NOT NULL DEFAULT '',
    term_no TEXT NOT NULL DEFAULT '',
    term_from TEXT NOT NULL DEFAULT '',
    term_from_from TEXT,
    term_from_to TEXT,
    term_to TEXT NOT NULL DEFAULT '',
    term_to_from TEXT,
    term_to_to TEXT,
    full_time INTEGER CHECK (full_time IN (0, 1)),
    phone TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE membership (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    joined TEXT NOT NULL DEFAULT '',
    joined_from TEXT,
    joined_to TEXT,
    left_on TEXT NOT NULL DEFAULT '',
    left_on_from TEXT,
    left_on_to TEXT,
    leave_reason TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE member_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    happened TEXT NOT NULL DEFAULT '',
    happened_from TEXT,
    happened_to TEXT,
    kind TEXT NOT NULL DEFAULT '',
    other_unit TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    doc_no TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE relative (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL DEFAULT '',
    relation TEXT NOT NULL DEFAULT '',
    gender TEXT NOT NULL DEFAULT '',
    id_no TEXT NOT NULL DEFAULT '',
    birth TEXT NOT NULL DEFAULT '',
    birth_from TEXT,
    birth_to TEXT,
    ethnic TEXT NOT NULL DEFAULT '',
    political TEXT NOT NULL DEFAULT '',
    income INTEGER,
    income_given TEXT NOT NULL DEFAULT '',
    health TEXT NOT NULL DEFAULT '',
    insurance TEXT NOT NULL DEFAULT '',
    marital TEXT NOT NULL DEFAULT '',
    occupation TEXT NOT NULL DEFAULT '',
    grade TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    happened TEXT NOT NULL DEFAULT '',
    happened_from TEXT,
    happened_to TEXT,
    kind TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    target TEXT NOT NULL DEFAULT '',
    target_kind TEXT NOT NULL DEFAULT '',
    units INTEGER,
    units_given TEXT NOT NULL DEFAULT '',
    households INTEGER,
    households_given TEXT NOT NULL DEFAULT '',
    persons INTEGER,
    persons_given TEXT NOT NULL DEFAULT '',
    person_times INTEGER,
    person_times_given TEXT NOT NULL DEFAULT '',
    cash INTEGER,
    cash_given TEXT NOT NULL DEFAULT '',
    goods TEXT NOT NULL DEFAULT '',
    goods_value INTEGER,
    goods_value_given TEXT NOT NULL DEFAULT '',
    standard INTEGER,
    standard_given TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    account TEXT NOT NULL DEFAULT '',
    handler TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT '',
    year INTEGER,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    quantity INTEGER,
    quantity_given TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT '',
    campaign TEXT NOT NULL DEFAULT '',
    voucher_no TEXT NOT NULL DEFAULT '',
    event_no TEXT NOT NULL DEFAULT '',
    approval_no TEXT NOT NULL DEFAULT '',
    paid_on TEXT NOT NULL DEFAULT '',
    paid_on_from TEXT,
    paid_on_to TEXT,
    signed_on TEXT NOT NULL DEFAULT '',
    signed_on_from TEXT,
    signed_on_to TEXT,
    papers INTEGER,
    initials TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE entry_line (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER REFERENCES entry(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL DEFAULT '',
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    place TEXT NOT NULL DEFAULT '',
    relation TEXT NOT NULL DEFAULT '',
    goods TEXT NOT NULL DEFAULT '',
    quantity INTEGER,
    quantity_given TEXT NOT NULL DEFAULT '',
    cash INTEGER,
    cash_given TEXT NOT NULL DEFAULT '',
    goods_value INTEGER,
    goods_value_given TEXT NOT NULL DEFAULT '',
    signed_by TEXT NOT NULL DEFAULT '',
    signed_on TEXT NOT NULL DEFAULT '',
    signed_on_from TEXT,
    signed_on_to TEXT,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE hardship_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL DEFAULT '',
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL DEFAULT '',
    file_no TEXT NOT NULL DEFAULT '',
    main_cause TEXT NOT NULL DEFAULT '',
    other_causes TEXT NOT NULL DEFAULT '',
    household INTEGER,
    income INTEGER,
    income_given TEXT NOT NULL DEFAULT '',
    rigid_costs INTEGER,
    rigid_costs_given TEXT NOT NULL DEFAULT '',
    housing TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '',
    insurance TEXT NOT NULL DEFAULT '',
    single_parent INTEGER CHECK (single_parent IN (0, 1)),
    self_help INTEGER CHECK (self_help IN (0, 1)),
    jobless INTEGER CHECK (jobless IN (0, 1)),
    story TEXT NOT NULL DEFAULT '',
    opened TEXT NOT NULL DEFAULT '',
    opened_from TEXT,
    opened_to TEXT,
    visited TEXT NOT NULL DEFAULT '',
    visited_from TEXT,
    visited_to TEXT,
    closed TEXT NOT NULL DEFAULT '',
    closed_from TEXT,
    closed_to TEXT,
    close_reason TEXT NOT NULL DEFAULT '',
    measure TEXT NOT NULL DEFAULT '',
    filed_by TEXT NOT NULL DEFAULT '',
    checked_by TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    happened TEXT NOT NULL DEFAULT '',
    happened_from TEXT,
    happened_to TEXT,
    area TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    host TEXT NOT NULL DEFAULT '',
    cohost TEXT NOT NULL DEFAULT '',
    persons INTEGER,
    persons_given TEXT NOT NULL DEFAULT '',
    person_times INTEGER,
    person_times_given TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT '',
    cost INTEGER,
    cost_given TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT '',
    year INTEGER,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    budget INTEGER,
    budget_given TEXT NOT NULL DEFAULT '',
    account TEXT NOT NULL DEFAULT '',
    handler TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    initials TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE participant (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER REFERENCES activity(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL DEFAULT '',
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL DEFAULT '',
    attended INTEGER CHECK (attended IN (0, 1)),
    placing TEXT NOT NULL DEFAULT '',
    score TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE honour (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    happened TEXT NOT NULL DEFAULT '',
    happened_from TEXT,
    happened_to TEXT,
    title TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT '',
    grantor TEXT NOT NULL DEFAULT '',
    recipient TEXT NOT NULL DEFAULT '',
    recipient_kind TEXT NOT NULL DEFAULT '',
    amount INTEGER,
    amount_given TEXT NOT NULL DEFAULT '',
    doc_no TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT '',
    year INTEGER,
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    post_then TEXT NOT NULL DEFAULT '',
    grantor_level TEXT NOT NULL DEFAULT '',
    revoked TEXT NOT NULL DEFAULT '',
    revoked_from TEXT,
    revoked_to TEXT,
    revoke_reason TEXT NOT NULL DEFAULT '',
    initials TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE problem (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER,
    content TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '',
    year INTEGER,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE plan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER,
    content TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '',
    year INTEGER,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE agreement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    happened TEXT NOT NULL DEFAULT '',
    happened_from TEXT,
    happened_to TEXT,
    kind TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    employers INTEGER,
    employers_given TEXT NOT NULL DEFAULT '',
    persons INTEGER,
    persons_given TEXT NOT NULL DEFAULT '',
    valid_to TEXT NOT NULL DEFAULT '',
    valid_to_from TEXT,
    valid_to_to TEXT,
    year INTEGER,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE proposal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    happened TEXT NOT NULL DEFAULT '',
    happened_from TEXT,
    happened_to TEXT,
    kind TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    proposer TEXT NOT NULL DEFAULT '',
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    content TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '',
    adopted INTEGER CHECK (adopted IN (0, 1)),
    benefit INTEGER,
    benefit_given TEXT NOT NULL DEFAULT '',
    year INTEGER,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE fund (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    happened TEXT NOT NULL DEFAULT '',
    happened_from TEXT,
    happened_to TEXT,
    direction TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    account TEXT NOT NULL DEFAULT '',
    amount INTEGER,
    amount_given TEXT NOT NULL DEFAULT '',
    partner TEXT NOT NULL DEFAULT '',
    voucher_no TEXT NOT NULL DEFAULT '',
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE standard (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL DEFAULT '',
    basis TEXT NOT NULL DEFAULT '',
    limit_amount INTEGER,
    limit_amount_given TEXT NOT NULL DEFAULT '',
    ratio TEXT NOT NULL DEFAULT '',
    paper TEXT NOT NULL DEFAULT '',
    clause TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL DEFAULT '',
    valid_from_from TEXT,
    valid_from_to TEXT,
    valid_to TEXT NOT NULL DEFAULT '',
    valid_to_from TEXT,
    valid_to_to TEXT,
    province TEXT NOT NULL DEFAULT '',
    verified INTEGER CHECK (verified IN (0, 1)),
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE award_round (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER,
    title TEXT NOT NULL DEFAULT '',
    doc_no TEXT NOT NULL DEFAULT '',
    notice TEXT NOT NULL DEFAULT '',
    publicity_from TEXT NOT NULL DEFAULT '',
    publicity_from_from TEXT,
    publicity_from_to TEXT,
    publicity_days INTEGER,
    objections TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',
    contact_phone TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE award (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER,
    name TEXT NOT NULL DEFAULT '',
    target TEXT NOT NULL DEFAULT '',
    quota INTEGER,
    quota_given TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '',
    recommend_way TEXT NOT NULL DEFAULT '',
    decide_way TEXT NOT NULL DEFAULT '',
    recommend_by TEXT NOT NULL DEFAULT '',
    recommend_by_from TEXT,
    recommend_by_to TEXT,
    decided TEXT NOT NULL DEFAULT '',
    decided_from TEXT,
    decided_to TEXT,
    approver TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT '',
    round_id INTEGER REFERENCES award_round(id) DEFERRABLE INITIALLY DEFERRED,
    base TEXT NOT NULL DEFAULT '',
    ratio TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE award_quota (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    award_id INTEGER REFERENCES award(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    place TEXT NOT NULL DEFAULT '',
    members INTEGER,
    cadres INTEGER,
    quotient TEXT NOT NULL DEFAULT '',
    allotted INTEGER,
    adjusted INTEGER,
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE nominee (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    award_id INTEGER REFERENCES award(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL DEFAULT '',
    member_id INTEGER REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    post TEXT NOT NULL DEFAULT '',
    union_years TEXT NOT NULL DEFAULT '',
    resume TEXT NOT NULL DEFAULT '',
    honours TEXT NOT NULL DEFAULT '',
    story TEXT NOT NULL DEFAULT '',
    due INTEGER,
    present INTEGER,
    votes INTEGER,
    opinion TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE tally (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    award_id INTEGER REFERENCES award(id) DEFERRABLE INITIALLY DEFERRED,
    held TEXT NOT NULL DEFAULT '',
    held_from TEXT,
    held_to TEXT,
    due INTEGER,
    present INTEGER,
    issued INTEGER,
    returned INTEGER,
    valid INTEGER,
    invalid INTEGER,
    chief_scrutineer TEXT NOT NULL DEFAULT '',
    scrutineers TEXT NOT NULL DEFAULT '',
    counters TEXT NOT NULL DEFAULT '',
    caller TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE tally_line (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tally_id INTEGER REFERENCES tally(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL DEFAULT '',
    written_in INTEGER CHECK (written_in IN (0, 1)),
    yes INTEGER,
    no INTEGER,
    abstained INTEGER
) STRICT;

CREATE TABLE score_scheme (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL DEFAULT '',
    full_marks TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT '',
    verified INTEGER CHECK (verified IN (0, 1)),
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE score_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scheme_id INTEGER REFERENCES score_scheme(id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER,
    section TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    marks TEXT NOT NULL DEFAULT '',
    must INTEGER CHECK (must IN (0, 1)),
    rule TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE score_sheet (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scheme_id INTEGER REFERENCES score_scheme(id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER,
    subject TEXT NOT NULL DEFAULT '',
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    scored_on TEXT NOT NULL DEFAULT '',
    scored_on_from TEXT,
    scored_on_to TEXT,
    scored_by TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE score_mark (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sheet_id INTEGER REFERENCES score_sheet(id) DEFERRABLE INITIALLY DEFERRED,
    item_id INTEGER REFERENCES score_item(id) DEFERRABLE INITIALLY DEFERRED,
    own_mark TEXT NOT NULL DEFAULT '',
    mark TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE figure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_table TEXT NOT NULL DEFAULT '',
    owner_id INTEGER,
    position INTEGER,
    label TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    qualifier TEXT NOT NULL DEFAULT '',
    measure TEXT NOT NULL DEFAULT '',
    raw TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_table TEXT NOT NULL DEFAULT '',
    owner_id INTEGER,
    name TEXT NOT NULL DEFAULT '',
    caption TEXT NOT NULL DEFAULT '',
    size INTEGER,
    digest TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE paper (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    year INTEGER,
    written_at TEXT NOT NULL DEFAULT '',
    style TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    numbers TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX unit_by_parent ON unit(parent_id);
CREATE INDEX unit_by_initials ON unit(initials);
CREATE INDEX member_by_unit ON member(unit_id);
CREATE INDEX member_by_initials ON member(initials);
CREATE INDEX officer_by_member ON officer(member_id);
CREATE INDEX officer_by_unit ON officer(unit_id);
CREATE INDEX membership_by_member ON membership(member_id);
CREATE INDEX member_event_by_member ON member_event(member_id);
CREATE INDEX relative_by_member ON relative(member_id);
CREATE INDEX entry_by_member ON entry(member_id);
CREATE INDEX entry_by_unit ON entry(unit_id);
CREATE INDEX entry_by_initials ON entry(initials);
CREATE INDEX entry_line_by_entry ON entry_line(entry_id);
CREATE INDEX entry_line_by_member ON entry_line(member_id);
CREATE INDEX hardship_file_by_member ON hardship_file(member_id);
CREATE INDEX activity_by_unit ON activity(unit_id);
CREATE INDEX activity_by_initials ON activity(initials);
CREATE INDEX participant_by_activity ON participant(activity_id);
CREATE INDEX participant_by_member ON participant(member_id);
CREATE INDEX honour_by_member ON honour(member_id);
CREATE INDEX honour_by_unit ON honour(unit_id);
CREATE INDEX honour_by_initials ON honour(initials);
CREATE INDEX agreement_by_unit ON agreement(unit_id);
CREATE INDEX proposal_by_member ON proposal(member_id);
CREATE INDEX proposal_by_unit ON proposal(unit_id);
CREATE INDEX fund_by_unit ON fund(unit_id);
CREATE INDEX award_by_round ON award(round_id);
CREATE INDEX award_quota_by_award ON award_quota(award_id);
CREATE INDEX award_quota_by_unit ON award_quota(unit_id);
CREATE INDEX nominee_by_award ON nominee(award_id);
CREATE INDEX nominee_by_member ON nominee(member_id);
CREATE INDEX nominee_by_unit ON nominee(unit_id);
CREATE INDEX tally_by_award ON tally(award_id);
CREATE INDEX tally_line_by_tally ON tally_line(tally_id);
CREATE INDEX score_item_by_scheme ON score_item(scheme_id);
CREATE INDEX score_sheet_by_scheme ON score_sheet(scheme_id);
CREATE INDEX score_sheet_by_unit ON score_sheet(unit_id);
CREATE INDEX score_mark_by_sheet ON score_mark(sheet_id);
CREATE INDEX score_mark_by_item ON score_mark(item_id);
CREATE INDEX member_by_name ON member(name);
CREATE INDEX member_by_id_no ON member(id_no);
CREATE INDEX member_by_sort_key ON member(sort_key);
CREATE INDEX entry_by_year ON entry(year, happened_from);
CREATE INDEX entry_by_kind ON entry(year, kind, cash, goods_value);
CREATE INDEX activity_by_year ON activity(year, happened_from);
CREATE INDEX honour_by_year ON honour(year, happened_from);
CREATE INDEX figure_by_owner ON figure(owner_id, owner_table);
CREATE INDEX attachment_by_owner ON attachment(owner_id, owner_table);

-- What makes a step: its label, its change-log rows. The same rows are history, undo and recycle bin.
CREATE TABLE step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    label_values TEXT NOT NULL DEFAULT '{}',
    at TEXT NOT NULL,
    who TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped', 'kept'))
) STRICT;

-- before is NULL for an added row; after is NULL for a deleted one, and for an added one until it is undone,
-- since till then the row itself is there to be read.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES step(id) DEFERRABLE INITIALLY DEFERRED,
    record TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('add', 'edit', 'delete')),
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX change_by_step ON change(step_id);
CREATE INDEX change_by_row ON change(row_id, record);

-- Contents of attachments and papers, each kept once under its SHA-256.
CREATE TABLE content (
    digest TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How the columns of foreign sheets were read last time, by their headers.
CREATE TABLE sheet_mapping (
    headers TEXT PRIMARY KEY,
    mapping TEXT NOT NULL
) STRICT, WITHOUT ROWID;
