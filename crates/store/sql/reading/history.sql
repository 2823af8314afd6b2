select item, max(at) as last from events
where reader = $1 and deed in ('opened', 'finished', 'visited')
group by item
having max(at) < $2 or (max(at) = $2 and item < $3)
order by last desc, item desc
limit $4
