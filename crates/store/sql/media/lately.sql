select id, file, original, name, width, height, focus_x, focus_y, alt, caption, credit, added, origin from media
where id < $1 and lower(name || ' ' || alt || ' ' || caption || ' ' || credit) like $2
order by id desc
limit $3
