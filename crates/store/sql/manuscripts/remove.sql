delete from manuscripts where id = $1 and item is null
