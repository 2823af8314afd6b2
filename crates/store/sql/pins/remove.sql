delete from pins where item = $1
