update comments
set state = 'removed', reason = 'advertising', name = '', website = '', text = '', earlier = null, fingerprint = 0
where state = 'spam' and coalesce(decided, at) < $1 and (appealed is null or answered is not null)
