select id, agent from sessions where reader = $1
