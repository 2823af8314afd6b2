-- Letters that readers ordered. Where one goes is sealed with its reader; that there is one, and when it is due, is not.
create table letters (
    id {key},
    reader {int} not null unique references readers (id) on delete cascade,
    -- 0 for each day, else from Monday (1) to Sunday (7).
    weekday {int} not null,
    hour {int} not null,
    due {int} not null,
    ordered {int} not null,
    confirmed {int} not null,
    -- Nothing more is sent; the row stays until its deposited keys are destroyed.
    ended {int} not null,
    -- Refused by the mail server one after the other.
    refused {int} not null
) {strict};
create index letters_due on letters (due);
