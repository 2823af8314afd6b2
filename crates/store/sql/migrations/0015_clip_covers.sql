-- Pictures that were taken from a clip: what its owner may choose as its cover.
create table clip_covers (
    clip {int} not null references clips (id) on delete cascade,
    medium {int} not null references media (id) on delete cascade,
    primary key (clip, medium)
) {strict by key};
insert into clip_covers (clip, medium)
select c.id, c.poster from clips c join media m on m.id = c.poster;
