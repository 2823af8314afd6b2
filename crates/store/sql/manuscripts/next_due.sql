select min(scheduled) from manuscripts where state = 'scheduled'
