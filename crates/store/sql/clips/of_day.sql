select day, begun from clip_days where owner = $1
