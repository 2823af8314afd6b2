update letters set ended = 1 where id = $1
