select r.id from readers r
where r.id = $2 and exists (select 1 from accounts where reader = $2)
    and exists (select 1 from readers where id = $1) and not exists (select 1 from accounts where reader = $1)
