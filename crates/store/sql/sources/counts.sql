select source, count(*), max(published) from items where story is not null group by source order by source
