-- How many uploads each began in one day, those that were thrown away too.
create table clip_days (
    owner {int} not null primary key references readers (id) on delete cascade,
    day {int} not null,
    begun {int} not null
) {strict};
