select
    (select count(*) from sources),
    (select count(*) from items),
    (select count(*) from stories where merged_into is null),
    (select count(*) from readers),
    (select count(*) from sealed where kind = 30),
    (select count(*) from items where unplaced = 1),
    (select count(*) from jobs where dead = 0),
    (select count(*) from jobs where dead = 1)
