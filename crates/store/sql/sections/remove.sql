delete from sections where slug = $1
