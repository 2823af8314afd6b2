-- What readers say below articles of the newsroom. No address of anybody stands here: see comment_addresses.
create table comments (
    id {key},
    manuscript {int} not null references manuscripts (id) on delete cascade,
    -- What it answers; null for what begins a thread.
    parent {int},
    -- What began its thread: itself, or an earlier one.
    thread {int} not null,
    -- Of a thread's first comment: how many of the thread are shown.
    alive {int} not null,
    reader {int} references readers (id) on delete set null,
    -- SHA-256 of the secret in a guest's browser.
    guest {bytes},
    staff {int} not null,
    name text not null,
    website text not null,
    text text not null,
    -- Of the text as it is compared: the same said twice is found.
    fingerprint {int} not null,
    at {int} not null,
    -- By who wrote it.
    edited {int},
    state text not null,
    -- Why it was held, one code a line.
    doubts text not null,
    -- Before moderators edited it; null when they did not.
    earlier text,
    note text not null,
    reason text not null,
    words text not null,
    moderator text not null,
    decided {int},
    appeal text not null,
    appealed {int},
    answer text not null,
    answered {int},
    -- What the filter learned it as: good, bad, or nothing.
    learned text not null
) {strict};
create index comments_threads on comments (manuscript, id) where parent is null and alive > 0;
create index comments_of_thread on comments (thread, id)
where parent is not null and state in ('shown', 'removed');
create index comments_of_manuscript on comments (manuscript, id);
create index comments_by_state on comments (state, id);
create index comments_appealed on comments (appealed, id) where appealed is not null and answered is null;
create index comments_of_reader on comments (reader, id) where reader is not null;
create index comments_of_guest on comments (guest, id) where guest is not null;
create index comments_alike on comments (fingerprint, at);

-- Where those who commented can be written to. Nothing that makes a page reads this.
create table comment_addresses (
    comment {int} not null primary key references comments (id) on delete cascade,
    address text not null,
    -- Does she want to be told of answers?
    wants {int} not null,
    language text not null
) {strict};
create index comment_addresses_alike on comment_addresses (address) where wants = 1;

-- Answers of which somebody was told.
create table comment_mails (
    comment {int} not null primary key references comments (id) on delete cascade,
    at {int} not null
) {strict};

-- How many are shown, so that nobody counts them for a page.
create table comment_counts (
    manuscript {int} not null primary key references manuscripts (id) on delete cascade,
    shown {int} not null
) {strict};

-- What moderators decided, and how it was before.
create table comment_decisions (
    id {key},
    comment {int} not null references comments (id) on delete cascade,
    at {int} not null,
    moderator {int},
    moderator_name text not null,
    kind text not null,
    reason text not null,
    words text not null,
    before_state text not null,
    before_text text not null,
    before_earlier text,
    before_note text not null,
    before_reason text not null,
    before_words text not null,
    undone {int} not null
) {strict};
create index comment_decisions_of on comment_decisions (comment, id);

-- What the filter learned of a word or two: the hash is all that is kept of them.
create table comment_words (
    hash {int} not null primary key,
    good {int} not null,
    bad {int} not null,
    seen {int} not null
) {strict};
create index comment_words_rare on comment_words (seen) where good + bad <= 1;
