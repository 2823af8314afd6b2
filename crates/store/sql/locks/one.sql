select editor, editor_name, tab, until from locks where manuscript = $1 and until >= $2
