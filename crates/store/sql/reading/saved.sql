select item, at from saved
where reader = $1 and (at, item) < ($2, $3)
order by at desc, item desc
limit $4
