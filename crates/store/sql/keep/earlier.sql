insert into item_versions (item, at, title, standfirst, body)
select i.id, $2, i.title, i.standfirst, t.body from items i join texts t on t.item = i.id where i.id = $1
