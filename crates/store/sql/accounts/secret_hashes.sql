select token_hash from sessions where reader = $1
union all
select token_hash from tokens where reader = $1
union all
select recovery_hash from accounts where reader = $1
union all
select secret from readers where id = $1
