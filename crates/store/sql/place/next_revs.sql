update numbers set value = value + $1 where name = 'rev' returning value
