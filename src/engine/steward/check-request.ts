// The form of a decision as it comes from outside: which fields a kind takes, and what they look like. Whether it makes sense is judged
// where it is planned. What names no golden record is about those of its task.
import { HubError } from '../../kernel/errors.ts';
import type { DecisionRequest, FirstRequest } from './decision.ts';

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string' && value.trim() !== '';
const isUuid: Check = (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
const isDay: Check = (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.length > 0 && value.every(check);
const isSeen: Check = (value) => isForm(value, { goldenId: isUuid, version: Number.isInteger });
const isPin: Check = (value) => isForm(value, { attribute: isText, value: isText, until: isDay });

const asked = { library: isText, reason: isText };
const maybeAsked = { taskId: isUuid, expect: listOf(isSeen) };
const follow: Form = { needs: { decisionId: isUuid, reason: isText }, takes: { expect: listOf(isSeen) } };
const someRecords: Form = { needs: { ...asked, records: listOf(isUuid) }, takes: { ...maybeAsked, golden: isUuid } };
const relation: Form = { needs: { ...asked, relation: isText, golden: isUuid, to: isUuid }, takes: maybeAsked };
const challenge = { ...asked, challengeId: isUuid, golden: isUuid };

interface Form {
  readonly needs: Readonly<Record<string, Check>>;
  readonly takes: Readonly<Record<string, Check>>;
}

const forms: Readonly<Record<DecisionRequest['kind'], Form>> = {
  same: { needs: asked, takes: { ...maybeAsked, goldens: listOf(isUuid), acceptsNumbers: (value) => typeof value === 'boolean' } },
  not_same: { needs: asked, takes: { ...maybeAsked, goldens: listOf(isUuid) } },
  split: someRecords,
  withdraw: someRecords,
  move: { needs: { ...someRecords.needs, to: isUuid }, takes: someRecords.takes },
  hold: { needs: asked, takes: { rule: isText, from: Number.isFinite, below: Number.isFinite } },
  pin: { needs: { ...asked, attribute: isText, value: isText, until: isDay }, takes: { ...maybeAsked, golden: isUuid } },
  relate: relation,
  not_related: relation,
  accept_challenge: { needs: challenge, takes: { ...maybeAsked, pin: isPin, records: listOf(isUuid) } },
  refuse_challenge: { needs: challenge, takes: maybeAsked },
  undo: follow, confirm: follow, decline: follow,
};

function isForm(value: unknown, needs: Readonly<Record<string, Check>>): boolean {
  return typeof value === 'object' && value !== null && Object.entries(needs).every(([name, check]) => check((value as Record<string, unknown>)[name]));
}

/** DECISION_INVALID (`why: form`) with the fields that are missing, wrong or not of the kind. */
export function checkRequest(request: DecisionRequest): void {
  const { kind, ...fields } = request as unknown as Record<string, unknown> & { kind: DecisionRequest['kind'] };
  const form = Object.hasOwn(forms, kind) ? forms[kind] : undefined;
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const at = form === undefined ? ['kind'] : [
    ...Object.keys(form.needs).filter((name) => fields[name] === undefined),
    ...given.filter(([name, value]) => !({ ...form.needs, ...form.takes }[name]?.(value) ?? false)).map(([name]) => name),
  ];
  if (at.length > 0) throw new HubError('DECISION_INVALID', 'the decision is not of its kind’s form', { why: 'form', at });
}

/** `same` and `not_same` without golden records are about all of the task's, a pin without one about the task's only one. */
export function fillFromTask(request: FirstRequest, goldenIds: readonly string[]): FirstRequest {
  if ((request.kind === 'same' || request.kind === 'not_same') && request.goldens === undefined) return { ...request, goldens: goldenIds };
  if (request.kind !== 'pin' || request.golden !== undefined) return request;
  if (goldenIds.length !== 1) throw new HubError('DECISION_INVALID', 'which golden record is meant', { why: 'form', at: ['golden'] });
  return { ...request, golden: goldenIds[0]! };
}
