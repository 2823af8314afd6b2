select profile from profiles where reader = $1
