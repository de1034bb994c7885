-- `relate`, `not_related`: two golden records stand in a relation, or never do; effects { relation: { type, isRefused, from, to: [record ids] } }.
alter table hub.decision drop constraint decision_kind_check;
alter table hub.decision add constraint decision_kind_check check (kind in (
  'same', 'not_same', 'split', 'move', 'withdraw', 'hold', 'pin', 'relate', 'not_related', 'accept_challenge', 'refuse_challenge', 'undo', 'confirm', 'decline'));
alter table hub.four_eyes drop constraint four_eyes_kind_check;
alter table hub.four_eyes add constraint four_eyes_kind_check check (kind in (
  'same', 'not_same', 'split', 'move', 'withdraw', 'pin', 'relate', 'not_related', 'undo'));
