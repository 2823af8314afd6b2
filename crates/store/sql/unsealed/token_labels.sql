select id, label from tokens where reader = $1
