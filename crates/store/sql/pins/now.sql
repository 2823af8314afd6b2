select item, since, until, editor_name from pins where until > $1 order by since desc, item desc limit 5
