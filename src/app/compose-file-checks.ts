// The file check of this hub: its audit events go through a writer of its own, since a part that cannot be kept must refuse nobody else.
import { join } from 'node:path';
import type { CreditChecks } from '../credit/checks/credit-checks.ts';
import { FileChecks } from '../credit/checks/file-checks.ts';
import type { KeepPart } from '../credit/checks/file/answer-file.ts';
import type { LoadDeps } from '../engine/load.ts';
import { BatchedAuditWriter, type AuditWriter } from '../sharing/audit.ts';
import type { RowFilter } from '../sharing/grant.ts';
import { rowFilterSql } from '../sharing/row-filter.sql.ts';
import type { RuleOf } from './rule-catalog.ts';

export interface FileChecksParts {
  readonly checks: CreditChecks;
  readonly loads: Pick<LoadDeps, 'pool' | 'log' | 'newId' | 'owner'>;
  readonly ruleOf: RuleOf;
  readonly dataDir: string;
  /** Default: one of its own over the pool. */
  readonly audit?: AuditWriter;
}

export function createFileChecks({ checks, loads, ruleOf, dataDir, audit = new BatchedAuditWriter(loads.pool) }: FileChecksParts): FileChecks {
  const { pool, log, newId, owner } = loads;
  return new FileChecks({
    checks, pool, log, newId, owner, ruleOf,
    folder: join(dataDir, 'file-checks'),
    keep: keepPart(audit),
    reachOf: (rowFilter) => (rowFilter.length === 0 ? { id: '', filter: null } : { id: JSON.stringify(rowFilter), filter: rowFilterSql(rowFilter as readonly RowFilter[], 'g') }),
  });
}

function keepPart(audit: AuditWriter): KeepPart {
  return ({ asker, at, library, goldenIds, subjectCount }, beside) => {
    const { checkId, agencyCode, clientId, agreementId, operatorId, purpose, matterCode } = asker;
    return audit.write({
      eventId: checkId, requestId: checkId, at, operationId: 'createFileCheck', outcome: 'answered', status: 200, agencyCode, clientId, agreementId, operatorId, purpose,
      matterCode, library, subjectCount, ...(goldenIds.length === 1 ? { goldenId: goldenIds[0] } : goldenIds.length > 1 ? { goldenIds } : {}),
    }, beside);
  };
}
