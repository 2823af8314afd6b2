update accounts set name = $2, name_key = $3
where reader = $1 and not exists (select 1 from accounts where name_key = $3 and reader <> $1)
