update comment_addresses set wants = 0
where wants = 1 and address in (select address from comment_addresses where comment = $1)
