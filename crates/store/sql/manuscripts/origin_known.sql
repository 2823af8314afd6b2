select id from manuscripts where origin = $1
