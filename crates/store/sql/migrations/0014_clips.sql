-- Where clips of one sender are found. Its source is what readers follow.
create table channels (
    source {int} not null primary key references sources (id) on delete cascade,
    slug text not null unique,
    title text not null,
    about text not null,
    -- Null for the newsroom's own, and where its owner is no more.
    owner {int} references readers (id) on delete set null,
    added {int} not null
) {strict};
create index channels_of on channels (owner) where owner is not null;

-- Short videos. What is said about one stands in its manuscript.
create table clips (
    id {key},
    manuscript {int} not null unique references manuscripts (id) on delete cascade,
    owner {int} not null,
    -- The manuscript from which it is made as cards; null for what is uploaded.
    article {int},
    name text not null,
    -- Bytes of the original, and how many of them are here.
    size {int} not null,
    received {int} not null,
    state text not null,
    -- Thousandths.
    progress {int} not null,
    -- Why it failed, in a word of the crate `video`.
    fault text not null,
    width {int} not null,
    height {int} not null,
    duration_ms {int} not null,
    has_sound {int} not null,
    poster {int},
    thumbs {int} not null,
    -- An earlier clip that shows the same.
    alike {int},
    -- By which others that show the same are found; empty before it was looked at.
    signature {bytes} not null,
    added {int} not null,
    changed {int} not null
) {strict};
create index clips_of_owner on clips (owner, id);
create index clips_by_state on clips (state, changed);

-- Their files, each under its SHA-256 in the edition's folder of clips.
create table clip_files (
    clip {int} not null references clips (id) on delete cascade,
    kind text not null,
    name text not null,
    file text not null,
    media_type text not null,
    width {int} not null,
    height {int} not null,
    bytes {int} not null,
    primary key (clip, kind, name)
) {strict by key};
create index clip_files_by_file on clip_files (file);

-- What moderators decided about a clip; the latest holds.
create table clip_decisions (
    id {key},
    clip {int} not null references clips (id) on delete cascade,
    at {int} not null,
    kind text not null,
    reason text not null,
    words text not null,
    moderator {int} not null,
    -- Of its owner, against this decision; null where she said nothing.
    appeal text,
    appealed {int},
    answered {int}
) {strict};
create index clip_decisions_of on clip_decisions (clip, id);
create index clip_decisions_appealed on clip_decisions (appealed, id) where appealed is not null and answered is null;
