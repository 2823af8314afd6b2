select slug, name from sections order by place, name
