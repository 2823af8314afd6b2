delete from locks where manuscript = $1 and editor = $2 and tab = $3
