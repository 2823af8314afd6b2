select min(p.next_at) from pollings p join sources s on s.id = p.source where p.gone = 0 and s.kind = 'feed'
