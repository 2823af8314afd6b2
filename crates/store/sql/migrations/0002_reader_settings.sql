-- How a reader has tuned her timeline: seven digits, one for each group of signals in the order of their table.
create table reader_settings (
    reader {int} not null primary key references readers (id) on delete cascade,
    sliders text not null,
    at {int} not null
) {strict};
