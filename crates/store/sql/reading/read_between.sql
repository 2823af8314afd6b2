select distinct item from events
where reader = $1 and at >= $2 and at < $3 and deed in ('opened', 'finished', 'visited')
order by item
