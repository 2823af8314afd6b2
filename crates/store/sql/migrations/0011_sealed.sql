-- What is kept about readers, sealed under keys that are not here. `place` tells nothing of what a row is about.
create table sealed (
    reader {int} not null references readers (id) on delete cascade,
    kind {int} not null,
    place {bytes} not null,
    body {bytes} not null,
    primary key (reader, kind, place)
) {strict by key};

-- How often each thing was done with an item within an hour, whoever did it.
create table item_hours (
    hour {int} not null,
    item {int} not null,
    deed text not null,
    times {int} not null,
    primary key (hour, item, deed)
) {strict by key};
