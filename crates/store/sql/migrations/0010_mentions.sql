-- Pages elsewhere that link to an article of the newsroom, as they said themselves and we saw. Readers see those that
-- somebody let through.
create table mentions (
    id {key},
    manuscript {int} not null references manuscripts (id) on delete cascade,
    source text not null,
    target text not null,
    title text not null,
    author text not null,
    excerpt text not null,
    -- held, shown or removed
    state text not null,
    first_seen {int} not null,
    checked {int} not null,
    unique (manuscript, source)
) {strict};
create index mentions_by_state on mentions (state, id);
