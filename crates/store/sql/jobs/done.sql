delete from jobs where id = $1 and asked = $2
