select url, width, height, thumbhash, state, file, words, tried_at from pictures where url = $1
