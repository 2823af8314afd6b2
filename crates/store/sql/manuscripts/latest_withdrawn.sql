select max(withdrawn) from manuscripts where state = 'withdrawn'
