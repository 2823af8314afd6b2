delete from passkeys where reader = $1 and id = $2 and (
    exists (select 1 from accounts where reader = $1 and password_hash is not null)
    or exists (select 1 from passkeys where reader = $1 and id <> $2)
)
