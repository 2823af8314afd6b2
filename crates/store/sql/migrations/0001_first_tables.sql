create table migrations (
    version {int} not null primary key
) {strict};

create table settings (
    key text not null primary key,
    value text not null
) {strict by key};

-- Numbers that only grow. `rev` is given to an item when it is placed.
create table numbers (
    name text not null primary key,
    value {int} not null
) {strict by key};
insert into numbers (name, value) values ('rev', 0);

create table sources (
    id {key},
    kind text not null,
    address text not null unique,
    title text not null,
    site text not null,
    language text not null,
    folder text not null,
    added {int} not null,
    health text not null,
    health_words text not null,
    full_text {int} not null,
    full_text_rule text not null
) {strict};

create table pollings (
    source {int} not null primary key references sources (id) on delete cascade,
    next_at {int} not null,
    interval_ms {int} not null,
    failures {int} not null,
    gone {int} not null,
    etag text not null,
    last_modified text not null,
    last_answers text not null,
    hub text not null,
    hub_topic text not null,
    hub_secret text not null,
    hub_lease_until {int},
    fingerprint {int} not null,
    noted_at {int} not null
) {strict};
create index pollings_due on pollings (next_at) where gone = 0;

-- All of an item but its long texts. `key_hash` and `url_hash` stand for texts of any length in the indexes.
create table items (
    id {key},
    source {int} not null references sources (id),
    story {int},
    rev {int} not null,
    unplaced {int} not null,
    published {int} not null,
    first_seen {int} not null,
    updated {int},
    words {int} not null,
    kind text not null,
    language text not null,
    topics text not null,
    embedding {bytes} not null,
    title_hash {int} not null,
    key_hash {int} not null,
    url_hash {int} not null,
    fingerprint {int} not null,
    full_text_fingerprint {int} not null,
    title text not null,
    url text not null,
    picture_url text not null,
    picture_width {int} not null,
    picture_height {int} not null,
    picture_alt text not null,
    picture_credit text not null,
    byline text not null,
    standfirst text not null,
    key text not null,
    entities text not null,
    enclosures text not null
) {strict};
create unique index items_key on items (source, key_hash);
create index items_url on items (source, url_hash);
create index items_story on items (story, published, id) where story is not null;
create index items_rev on items (rev) where rev > 0;
create index items_unplaced on items (first_seen, id) where unplaced = 1;
-- With language and topics inside, so that a rare topic is found without a look at every item.
create index items_newest on items (published, id, language, topics) where story is not null;
create index items_of_source on items (source, published, id) where story is not null;

create table texts (
    item {int} not null primary key references items (id) on delete cascade,
    body text not null
) {strict};

create table marks (
    item {int} not null primary key references items (id) on delete cascade,
    terms {bytes} not null
) {strict};

-- What an item said before it was changed.
create table item_versions (
    id {key},
    item {int} not null references items (id) on delete cascade,
    at {int} not null,
    title text not null,
    standfirst text not null,
    body text not null
) {strict};
create index item_versions_of on item_versions (item, id);

-- Items that are no more, so that whoever holds them can let go of them.
create table goners (
    item {int} not null primary key,
    rev {int} not null
) {strict};
create index goners_rev on goners (rev);

create table stories (
    id {int} not null primary key,
    title text not null,
    language text not null,
    topics text not null,
    items {int} not null,
    sources {int} not null,
    first_published {int} not null,
    last_published {int} not null,
    merged_into {int}
) {strict};
create index stories_merged on stories (merged_into) where merged_into is not null;

create table pictures (
    url text not null primary key,
    width {int} not null,
    height {int} not null,
    thumbhash {bytes} not null,
    state text not null,
    file text not null,
    words text not null,
    tried_at {int} not null
) {strict};

create table readers (
    id {key},
    secret {bytes} not null unique,
    added {int} not null
) {strict};

create table profiles (
    reader {int} not null primary key references readers (id) on delete cascade,
    profile {bytes} not null,
    at {int} not null
) {strict};

create table choices (
    reader {int} not null references readers (id) on delete cascade,
    choice text not null,
    kind text not null,
    target text not null,
    at {int} not null,
    primary key (reader, choice, kind, target)
) {strict by key};

create table events (
    reader {int} not null references readers (id) on delete cascade,
    id {int} not null,
    item {int} not null,
    deed text not null,
    at {int} not null,
    dwell_ms {int} not null,
    slot {int} not null,
    primary key (reader, id)
) {strict by key};
create index events_in_time on events (reader, at);
create index events_by_time on events (at);

create table item_counters (
    item {int} not null primary key,
    shown {int} not null,
    opened {int} not null,
    finished {int} not null,
    liked {int} not null,
    hidden {int} not null,
    visited {int} not null
) {strict};

create table jobs (
    id {key},
    kind text not null,
    key text not null,
    payload text not null,
    run_at {int} not null,
    tries {int} not null,
    asked {int} not null,
    dead {int} not null,
    words text not null,
    added {int} not null,
    unique (kind, key)
) {strict};
create index jobs_due on jobs (kind, run_at) where dead = 0;
