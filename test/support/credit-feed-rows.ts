// Webhooks, messages and authorisations of one agency, put straight into their tables for the contract tests. What an operation ends has one of
// its own.
import type { Pool } from 'pg';
import { createSealer } from '../../src/identity/seal.ts';
import { insert, testId } from './golden-rows.ts';

const webhookOf: Readonly<Record<string, string>> = { deleteWebhook: testId(701) };
const webhookId = testId(700);
const deliveryId = testId(710);
const authorisationId = testId(720);

export async function insertFeedRows(pool: Pool, agencyCode: string): Promise<void> {
  for (const id of [webhookId, ...Object.values(webhookOf)]) {
    await insert(pool, ['hub', 'webhook'], {
      webhook_id: id, agency_code: agencyCode, url: 'https://agency.example.gov.cn/jiku', event_types: ['credit.entry.began'], created_at: '2026-09-01', created_client: 'c', from_timepoint: 0,
      secret_sealed: createSealer(Buffer.alloc(32, 7)).seal('whsec_eA==', `webhook ${id}`),
    });
  }
  await insert(pool, ['hub', 'webhook_delivery'], {
    delivery_id: deliveryId, webhook_id: webhookId, event_type: 'credit.entry.began', timepoint: 1, body: '{}', created_at: '2026-09-01', state: 'dead', attempts: 10, next_at: '2026-09-01', ended_at: '2026-09-02',
  });
  await insert(pool, ['hub', 'credit_authorisation'], {
    authorisation_id: authorisationId, agency_code: agencyCode, subject_library: 'population', subject_golden_id: testId(1), reference: 'r-1', until_on: '2099-01-01', registered_at: '2026-09-01',
    registered_client: 'c', registered_operator: 'o', began_timepoint: 0,
  });
}

/** The path with the ids that the operation is tried with. */
export function feedPath(path: string, operationId: string): string {
  return path.replace('{webhookId}', webhookOf[operationId] ?? webhookId).replace('{deliveryId}', deliveryId).replace('{authorisationId}', authorisationId);
}
