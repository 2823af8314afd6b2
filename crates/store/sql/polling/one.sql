select p.next_at, p.interval_ms, p.failures, p.gone, p.etag, p.last_modified, p.last_answers, p.hub, p.hub_topic,
    p.hub_secret, p.hub_lease_until, p.fingerprint
from pollings p where p.source = $1
