-- Its owner left for good: then it is nobody's, and not the newsroom's either.
alter table channels add column gone {int} not null default 0;
