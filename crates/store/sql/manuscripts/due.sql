select id from manuscripts where state = 'scheduled' and scheduled <= $1 order by scheduled, id limit 50
