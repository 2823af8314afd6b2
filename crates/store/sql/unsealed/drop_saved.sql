delete from saved where reader = $1
