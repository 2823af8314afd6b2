select choice, kind, target from choices where reader = $1 order by at, choice, kind, target
