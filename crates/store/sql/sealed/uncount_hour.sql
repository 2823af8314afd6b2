update item_hours set times = times - 1 where hour = $1 and item = $2 and deed = $3 and times > 0
