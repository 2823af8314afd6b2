select content from revisions where id = $1
