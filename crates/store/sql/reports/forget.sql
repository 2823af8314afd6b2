delete from reports where id <= (select max(id) from reports) - $1
