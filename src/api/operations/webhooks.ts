// An agency's webhooks and what became of their messages. Secrets are told once and never logged.
import {
  changeWebhook as change, createWebhook as create, deleteWebhook as remove, listDeliveries as list, listWebhooks as listAll, readWebhook as read, resendDead as resendAll,
  resendDelivery as resend, rotateWebhookSecret as rotate, testWebhook as test, type WebhookDeps,
} from '../../credit/webhooks/webhooks.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, ClientHandler } from '../deps.ts';

const depsOf = ({ pool, clock, newId, feeds: { sealer, policy } }: ApiDeps): WebhookDeps => ({ pool, clock, newId, sealer, policy });
const idOf = (parameters: Readonly<Record<string, unknown>>): string => String(parameters['webhookId']);

export const listWebhooks: ClientHandler = async (deps, { caller }) => ({ body: withoutSubjectData({ items: await listAll(deps, caller.agencyCode) }) });

export const createWebhook: ClientHandler = async (deps, { caller }, { body }) => {
  const { url, eventTypes, description = null } = body as { url: string; eventTypes: string[]; description?: string };
  const made = await create(depsOf(deps), { agencyCode: caller.agencyCode, clientId: caller.clientId, url, eventTypes, description });
  return { status: 201, body: withoutSubjectData(made), details: { webhookId: made.webhook.webhookId, eventTypes } };
};

export const readWebhook: ClientHandler = async (deps, { caller }, { parameters }) => ({ body: withoutSubjectData(await read(deps, caller.agencyCode, idOf(parameters))) });

export const changeWebhook: ClientHandler = async (deps, { caller }, { parameters, body }) => {
  const { active, ...asked } = body as { url?: string; eventTypes?: string[]; description?: string | null; active?: boolean };
  const webhookId = idOf(parameters);
  const webhook = await change(depsOf(deps), caller.agencyCode, { webhookId, ...asked, ...(active === undefined ? {} : { isActive: active }) });
  return { body: withoutSubjectData(webhook), details: { webhookId, changed: Object.keys(body as object) } };
};

export const deleteWebhook: ClientHandler = async (deps, { caller }, { parameters }) => {
  const webhookId = idOf(parameters);
  await remove(deps, caller.agencyCode, webhookId);
  return { status: 204, details: { webhookId } };
};

export const rotateWebhookSecret: ClientHandler = async (deps, { caller }, { parameters, body }) => {
  const { overlapHours = 24 } = body as { overlapHours?: number };
  const webhookId = idOf(parameters);
  return { body: withoutSubjectData(await rotate(depsOf(deps), caller.agencyCode, { webhookId, overlapHours })), details: { webhookId, overlapHours } };
};

export const testWebhook: ClientHandler = async (deps, { caller }, { parameters }) => {
  const deliveryId = await test(depsOf(deps), caller.agencyCode, idOf(parameters));
  return { status: 202, body: withoutSubjectData({ deliveryId }), details: { webhookId: idOf(parameters), deliveryId } };
};

export const listDeliveries: ClientHandler = async (deps, { caller }, { parameters }) => {
  const limit = Number(parameters['limit']);
  const page = { state: (parameters['state'] as string | undefined) ?? null, after: (parameters['after'] as string | undefined) ?? null, limit: limit + 1 };
  const found = await list(deps, caller.agencyCode, { webhookId: idOf(parameters), ...page });
  const items = found.slice(0, limit);
  return { body: withoutSubjectData({ items, ...(found.length > limit ? { next: items.at(-1)?.deliveryId } : {}) }), details: { webhookId: idOf(parameters) } };
};

export const resendDelivery: ClientHandler = async (deps, { caller }, { parameters }) => {
  const deliveryId = String(parameters['deliveryId']);
  return { body: withoutSubjectData(await resend(deps, caller.agencyCode, deliveryId)), details: { deliveryId } };
};

export const resendDead: ClientHandler = async (deps, { caller }, { parameters }) => {
  const count = await resendAll(deps, caller.agencyCode, idOf(parameters));
  return { body: withoutSubjectData({ count }), details: { webhookId: idOf(parameters), count } };
};
