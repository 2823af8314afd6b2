select secret from readers where id = $1
union all
select token_hash from sessions where reader = $1
union all
select token_hash from tokens where reader = $1
