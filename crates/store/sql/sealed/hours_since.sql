select item, deed, hour, times from item_hours where hour >= $1 order by hour, item, deed limit $2
