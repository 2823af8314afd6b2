update stories set merged_into = $2 where id = $1 or merged_into = $1
