-- What has been announced is kept with the entries themselves; nothing reads this day any more.
alter table hub.credit_rules drop column announced_to;
