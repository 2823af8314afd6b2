delete from mentions where manuscript = $1 and source = $2 and state <> 'removed'
