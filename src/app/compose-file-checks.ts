// The file checks of this hub, and what works one off: its audit events go through a writer of its own, since a part that cannot be kept must
// refuse nobody else.
import { join } from 'node:path';
import type { CreditChecks } from '../credit/checks/credit-checks.ts';
import { FileChecks } from '../credit/checks/file-checks.ts';
import type { KeepPart } from '../credit/checks/file/answer-file.ts';
import type { FileCheckWork } from '../credit/checks/file/file-store.ts';
import { workOffFile } from '../credit/checks/file/work-off.ts';
import type { LoadDeps } from '../engine/load.ts';
import { BatchedAuditWriter, type AuditWriter } from '../sharing/audit.ts';
import type { RowFilter } from '../sharing/grant.ts';
import { rowFilterSql } from '../sharing/row-filter.sql.ts';
import type { RuleOf } from './rule-catalog.ts';

export type WorkOff = (work: FileCheckWork, owner: string) => Promise<void>;

export interface WorkOffParts {
  readonly checks: CreditChecks;
  readonly loads: Pick<LoadDeps, 'pool' | 'newId'>;
  readonly ruleOf: RuleOf;
  readonly dataDir: string;
  /** Default: one of its own over the pool. */
  readonly audit?: AuditWriter;
}

export interface FileChecksParts {
  readonly loads: Pick<LoadDeps, 'pool' | 'log' | 'clock' | 'newId' | 'owner'>;
  readonly dataDir: string;
  readonly workOff: WorkOff;
}

const folderIn = (dataDir: string): string => join(dataDir, 'file-checks');

export function createFileChecks({ loads: { pool, log, clock, newId, owner }, dataDir, workOff }: FileChecksParts): FileChecks {
  return new FileChecks({ pool, log, clock, newId, owner, workOff, folder: folderIn(dataDir) });
}

/** Works files off in this very thread. */
export function createWorkOff({ checks, loads: { pool, newId }, ruleOf, dataDir, audit = new BatchedAuditWriter(pool) }: WorkOffParts): WorkOff {
  const deps = {
    checks, pool, newId, ruleOf,
    folder: folderIn(dataDir),
    keep: keepPart(audit),
    reachOf: (rowFilter: readonly unknown[]) => (rowFilter.length === 0 ? { id: '', filter: null } : { id: JSON.stringify(rowFilter), filter: rowFilterSql(rowFilter as readonly RowFilter[], 'g') }),
  };
  return (work, owner) => workOffFile(deps, work, owner);
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
