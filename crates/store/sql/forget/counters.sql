delete from item_counters where item = $1
