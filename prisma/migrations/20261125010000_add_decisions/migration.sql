-- What persons decided about records and golden records. Append-only: a decision is undone, confirmed or declined by another one.
create table hub.decision (
  decision_id uuid primary key,
  library text not null,
  kind text not null check (kind in ('same', 'not_same', 'split', 'move', 'withdraw', 'pin', 'accept_challenge', 'refuse_challenge', 'undo', 'confirm', 'decline')),
  reason text not null check (reason <> ''),
  -- `request`: what was asked. `effects`: what it says of records, as record ids: { same, never: [[[...], [...]]], apart: [], out: [], pin: {} }.
  payload jsonb not null,
  -- { before, after }: [{ goldenId, version, records }] of every golden record that it changed, so that undoing it brings ids back.
  ids jsonb not null,
  golden_ids uuid[] not null,
  decided_by text not null,
  operator_id text not null,
  decided_at timestamptz not null,
  -- The task that it settled, and that task's matter: the same evidence opens no task again while the decision is in force.
  task_id uuid,
  matter_kind text,
  matter_key text,
  matter_digest text,
  undoes uuid,
  confirms uuid,
  -- Waits for a second person.
  needs_confirmation boolean not null default false,
  check ((kind = 'undo') = (undoes is not null)),
  check ((kind in ('confirm', 'decline')) = (confirms is not null))
);
create index decision_library on hub.decision (library, decision_id desc);
create index decision_goldens on hub.decision using gin (golden_ids);
create index decision_undoes on hub.decision (undoes) where undoes is not null;
create unique index decision_confirms on hub.decision (confirms) where confirms is not null;
create index decision_matter on hub.decision (library, matter_kind, matter_key) where matter_key is not null;

-- Whether a decision holds: confirmed where it needs a second person, and not undone by a decision that holds itself.
create function hub.is_in_force(of uuid) returns boolean language plpgsql stable as $$
declare
  decision hub.decision;
  undoing uuid;
begin
  select * into decision from hub.decision where decision_id = of;
  if not found then return null; end if;
  if decision.kind in ('confirm', 'decline') then return false; end if;
  if decision.needs_confirmation and not exists (select from hub.decision c where c.confirms = of and c.kind = 'confirm') then return false; end if;
  -- One by one: as a condition of a join, a plan may ask it of every decision, which asks every decision again.
  for undoing in select u.decision_id from hub.decision u where u.undoes = of loop
    if hub.is_in_force(undoing) then return false; end if;
  end loop;
  return true;
end
$$;

-- Kinds of decisions that wait for a second person, by library: one setting for all processes.
create table hub.four_eyes (
  library text not null,
  kind text not null check (kind in ('same', 'not_same', 'split', 'move', 'withdraw', 'pin', 'undo')),
  primary key (library, kind)
);
