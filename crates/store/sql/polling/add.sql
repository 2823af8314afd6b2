insert into pollings
    (source, next_at, interval_ms, failures, gone, etag, last_modified, last_answers, hub, hub_topic, hub_secret,
    hub_lease_until, fingerprint, noted_at)
values ($1, $2, 0, 0, 0, '', '', '', '', '', '', null, 0, $2)
on conflict (source) do nothing
