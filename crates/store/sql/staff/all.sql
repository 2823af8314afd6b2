select reader, coalesce(name, ''), role, added from staff order by added, reader
