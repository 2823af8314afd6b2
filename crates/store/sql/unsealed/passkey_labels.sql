select id, label from passkeys where reader = $1
