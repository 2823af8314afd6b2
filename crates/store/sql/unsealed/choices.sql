select choice, kind, target, at from choices where reader = $1 order by at, choice, kind, target
