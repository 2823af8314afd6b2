update comments
set state = 'removed', reason = 'withdrawn', words = '', name = '', website = '', text = '', earlier = null, note = '',
    edited = $2, fingerprint = 0
where id = $1
