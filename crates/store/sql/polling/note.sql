update pollings
set next_at = $2, interval_ms = $3, failures = $4, gone = $5, etag = $6, last_modified = $7, last_answers = $8,
    hub = $9, hub_topic = $10, hub_secret = $11, hub_lease_until = $12, fingerprint = $13, noted_at = $14
where source = $1
