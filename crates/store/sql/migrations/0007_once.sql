-- What a reader's browser sends again, because it did not hear the answer, is done once.
create table done_once (
    reader {int} not null references readers (id) on delete cascade,
    key text not null,
    at {int} not null,
    primary key (reader, key)
) {strict by key};
