select distinct c.owner from clips c where c.owner <> 0 and not exists (select 1 from readers r where r.id = c.owner)
