-- What a reader put aside for later.
create table saved (
    reader {int} not null references readers (id) on delete cascade,
    item {int} not null references items (id) on delete cascade,
    at {int} not null,
    primary key (reader, item)
) {strict by key};
create index saved_in_time on saved (reader, at, item);

-- How far she has read, in thousandths of the text.
create table reading_places (
    reader {int} not null references readers (id) on delete cascade,
    item {int} not null references items (id) on delete cascade,
    place {int} not null,
    at {int} not null,
    primary key (reader, item)
) {strict by key};

-- How she wants her pages: a word for each thing that can be wanted.
create table reader_wishes (
    reader {int} not null references readers (id) on delete cascade,
    name text not null,
    value text not null,
    at {int} not null,
    primary key (reader, name)
) {strict by key};
