update channels set title = $2, about = $3 where source = $1
