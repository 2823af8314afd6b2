select
    s.id, s.kind, s.address, s.title, s.site, s.language, s.folder, s.added, s.health, s.health_words, s.full_text,
    s.full_text_rule,
    p.next_at, p.interval_ms, p.failures, p.gone, p.etag, p.last_modified, p.last_answers, p.hub, p.hub_topic,
    p.hub_secret, p.hub_lease_until, p.fingerprint
from pollings p join sources s on s.id = p.source
where p.gone = 0 and p.next_at <= $1 and s.kind = 'feed'
order by p.next_at
limit $2
