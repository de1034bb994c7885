// What the examples of the contract name, put straight into the tables: golden records with a source record each, and decisions.
import type { Pool } from 'pg';
import { insert, testId } from './golden-rows.ts';

const exampleId = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const places: Readonly<Record<string, number>> = { confirmDecision: 701, declineDecision: 702, previewUndo: 703 };

/** The decision that the operation is tried on. */
export function decisionPath(operationId: string): string {
  return testId(places[operationId] ?? 700);
}

export async function insertDecisions(pool: Pool): Promise<void> {
  const at = '2026-09-01T00:00:00Z';
  for (const number of [31, 32, 33]) {
    const goldenId = exampleId(number);
    await insert(pool, ['population', 'source_record'], {
      record_id: testId(800 + number), source: 'police', feed: 'police_household', source_key: `E${number}`, effective_date: '2026-09-01',
      content_hash: testId(900 + number), home_id: goldenId, load_id: 1, line: 2, recorded_at: at, golden_id: goldenId, link_rule: 'ALONE', link_origin: 'auto',
      definition_version: 1, full_name: '王小明',
    });
    await insert(pool, ['population', 'golden_record'], {
      golden_id: goldenId, version: 1, state: 'active', created_at: at, recorded_at: at, cause: 'load:1', full_name: '王小明',
    });
  }
  const request = { kind: 'pin', library: 'population', reason: 'test', golden: exampleId(33), attribute: 'full_name', value: '王小明', until: '2099-12-31' };
  for (const place of [700, 701, 702, 703]) {
    const isProposed = place === 701 || place === 702;
    await insert(pool, ['hub', 'decision'], {
      decision_id: testId(place), library: 'population', kind: 'pin', reason: 'test', payload: { request, ...(isProposed ? {} : { effects: {} }) },
      ids: { before: [], after: [] }, golden_ids: [], decided_by: 'another', operator_id: 'another', decided_at: at, needs_confirmation: isProposed,
    });
  }
}
