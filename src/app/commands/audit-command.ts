// The trail of what is done on the machine itself. Who has the machine may do everything: the trail says as whom.
import { BatchedAuditWriter } from '../../sharing/audit.ts';
import type { Hub } from '../compose.ts';
import { machineUser } from './machine-user.ts';

export interface CommandAct {
  /** `hub.<verb><Noun>`; operations of the API have no such prefix. */
  readonly operationId: string;
  readonly library?: string;
  /** Ids, codes and names of what changed; no secret, no key. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Durable when it resolves. What a command then prints (a secret, a password) is not shown without it. */
export async function auditCommand({ pool, clock, newId }: Hub, act: CommandAct): Promise<void> {
  const eventId = newId();
  const operatorId = `os:${machineUser()}`;
  await new BatchedAuditWriter(pool).write({ ...act, eventId, at: clock.now(), operatorId, outcome: 'answered', status: 200, requestId: eventId });
}
