-- Saved searches and rules: queries that are kept, and what is done with what they find.
create table finders (
    id {key},
    reader {int} not null references readers (id) on delete cascade,
    kind text not null,
    name text not null,
    query text not null,
    task text not null,
    added {int} not null,
    seen {int} not null
) {strict};
create index finders_of on finders (reader, kind, id);

-- What they found among the items of the last days.
create table finds (
    finder {int} not null references finders (id) on delete cascade,
    item {int} not null,
    at {int} not null,
    primary key (finder, item)
) {strict by key};
create index finds_by_time on finds (at);
