select id, story from items where source = $1
