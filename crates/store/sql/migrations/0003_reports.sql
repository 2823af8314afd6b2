-- What readers reported, for the operator. Who it was does not stand here.
create table reports (
    id {key},
    item {int} not null,
    reason text not null,
    at {int} not null
) {strict};
