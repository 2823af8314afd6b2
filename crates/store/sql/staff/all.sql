select s.reader, a.name, s.role, s.added from staff s join accounts a on a.reader = s.reader order by s.added, s.reader
