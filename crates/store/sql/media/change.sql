update media set file = $2, width = $3, height = $4, focus_x = $5, focus_y = $6, alt = $7, caption = $8, credit = $9
where id = $1
