insert into media (file, original, name, width, height, focus_x, focus_y, alt, caption, credit, added, origin)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
returning id
