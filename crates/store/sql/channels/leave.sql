update channels set gone = 1, about = '' where owner = $1
