select s.role, a.name from staff s join accounts a on a.reader = s.reader where s.reader = $1
