-- `hold`: links made by score are undone as a set; effects { hold: [record ids] }.
alter table hub.decision drop constraint decision_kind_check;
alter table hub.decision add constraint decision_kind_check check (kind in (
  'same', 'not_same', 'split', 'move', 'withdraw', 'hold', 'pin', 'accept_challenge', 'refuse_challenge', 'undo', 'confirm', 'decline'));
