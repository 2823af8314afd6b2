select state, count(*) from manuscripts where cast($1 as bigint) = 0 or made_by = $1 group by state
