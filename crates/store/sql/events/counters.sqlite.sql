select item, shown, opened, finished, liked, hidden, visited from item_counters where item = $1
