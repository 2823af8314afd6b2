select kind, count(*) from sealed where reader = $1 group by kind order by kind
