delete from notices where manuscript = $1 and id = $2
