select count(*) from manuscripts where state = 'published'
