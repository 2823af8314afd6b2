update comments set thread = id where id = $1
