select a.reader, a.added, (select max(s.seen) from sessions s where s.reader = a.reader)
from accounts a order by a.reader
