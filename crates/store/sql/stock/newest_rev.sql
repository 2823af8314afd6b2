select value from numbers where name = 'rev'
