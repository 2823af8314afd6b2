delete from item_hours where hour < $1
