-- Who works in the newsroom, besides being a reader with an account.
create table staff (
    reader {int} not null primary key references accounts (reader) on delete cascade,
    role text not null,
    added {int} not null
) {strict};

create table sections (
    slug text not null primary key,
    name text not null,
    place {int} not null
) {strict by key};

-- Who signs articles. An author may be a reader with an account, or nobody here.
create table authors (
    id {key},
    slug text not null unique,
    name text not null,
    about text not null,
    site text not null,
    picture {int},
    reader {int} unique references readers (id) on delete set null,
    added {int} not null
) {strict};

-- Pictures of the newsroom. `file` is the SHA-256 of its bytes; before anything was cut away, `original`.
create table media (
    id {key},
    file text not null,
    original text not null,
    name text not null,
    width {int} not null,
    height {int} not null,
    -- Thousandths of width and height that may never be cut off.
    focus_x {int} not null,
    focus_y {int} not null,
    alt text not null,
    caption text not null,
    credit text not null,
    added {int} not null,
    -- What an import calls it; empty for an upload.
    origin text not null
) {strict};
create index media_by_origin on media (origin) where origin <> '';

-- What is written here. What of it is published is an item; `draft` and `live` are revisions.
create table manuscripts (
    id {key},
    state text not null,
    headline text not null,
    slug text not null,
    section text not null,
    language text not null,
    made {int} not null,
    made_by {int},
    changed {int} not null,
    changed_by text not null,
    embargo {int},
    scheduled {int},
    published {int},
    corrected {int},
    withdrawn {int},
    reason text not null,
    running {int} not null,
    item {int} unique,
    draft {int},
    live {int},
    -- What an import calls it; null for what was begun here.
    origin text unique
) {strict};
create index manuscripts_lately on manuscripts (changed, id);
create index manuscripts_due on manuscripts (scheduled) where state = 'scheduled';
create index manuscripts_published on manuscripts (published, id) where state = 'published';
create index manuscripts_of_section on manuscripts (section, published, id) where state = 'published';

create table revisions (
    id {key},
    manuscript {int} not null references manuscripts (id) on delete cascade,
    at {int} not null,
    editor {int},
    editor_name text not null,
    kind text not null,
    content text not null
) {strict};
create index revisions_of on revisions (manuscript, id);

-- Of what is published.
create table manuscript_authors (
    manuscript {int} not null references manuscripts (id) on delete cascade,
    author {int} not null references authors (id) on delete cascade,
    place {int} not null,
    primary key (manuscript, author)
) {strict by key};
create index manuscripts_of_author on manuscript_authors (author, manuscript);

create table manuscript_tags (
    manuscript {int} not null references manuscripts (id) on delete cascade,
    slug text not null,
    name text not null,
    primary key (manuscript, slug)
) {strict by key};
create index manuscripts_of_tag on manuscript_tags (slug, manuscript);

-- Whoever has it open. It ends by itself when nobody writes any more.
create table locks (
    manuscript {int} not null primary key references manuscripts (id) on delete cascade,
    editor {int} not null,
    editor_name text not null,
    tab text not null,
    until {int} not null
) {strict};

-- From one editor to the others.
create table desk_notes (
    id {key},
    manuscript {int} not null references manuscripts (id) on delete cascade,
    at {int} not null,
    editor {int},
    editor_name text not null,
    text text not null,
    done {int} not null
) {strict};
create index desk_notes_of on desk_notes (manuscript, id);

-- What readers are told of a change: a correction, or an update of a running story.
create table notices (
    id {key},
    manuscript {int} not null references manuscripts (id) on delete cascade,
    kind text not null,
    at {int} not null,
    editor_name text not null,
    text text not null
) {strict};
create index notices_of on notices (manuscript, id);

create table pins (
    item {int} not null primary key,
    since {int} not null,
    until {int} not null,
    editor_name text not null
) {strict};

-- Addresses of before, and where they lead now.
create table redirects (
    path text not null primary key,
    target text not null,
    at {int} not null
) {strict by key};
