delete from done_once where reader = $1 and at < $2
