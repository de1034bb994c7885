// Streams one file into staging: decode, read, check, COPY. Memory is bounded by a batch; every row ends staged or rejected.
import { stat } from 'node:fs/promises';
import type { Pool } from 'pg';
import type { FeedDefinition, LibraryDefinition } from '../../definition/types.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import { copyArray, copyField } from '../../store/copy.ts';
import { trustedSql } from '../../store/sql.ts';
import type { FilePart } from '../readers/file-halves.ts';
import { readRows, type FileFormat } from '../readers/read-rows.ts';
import type { RowBatch } from '../readers/row-batch.ts';
import { bindHeader } from './bind-header.ts';
import { KnownRows, type KnownRowsOptions } from './known-rows.ts';
import { LineChunks } from './line-chunks.ts';
import { digest128 } from './row-digest.ts';
import { planRows } from './row-plan.ts';
import { RowReader, type RowReject } from './row-reader.ts';
import { RowSink } from './row-sink.ts';
import { createStaging, findKnownSources, knownColumns, knownTable, stagedRejectColumns, stagedRejectTable, stagingColumns, stagingTable } from './staging.sql.ts';

export interface StageRequest {
  readonly library: LibraryDefinition;
  readonly feed: FeedDefinition;
  readonly loadId: number;
  readonly path: string;
  /** What the sender called the file. */
  readonly fileName: string;
  readonly format?: FileFormat;
  readonly declaredDate: string;
  /** Every row is read, those too that are held word for word. */
  readonly readsAll?: boolean;
  /** Stages these rows of the file alone. */
  readonly part?: FilePart;
}

export type StageFile = (request: StageRequest, onProgress: (progress: StageProgress) => void) => Promise<Staged>;

export interface StageProgress {
  readonly rows: number;
  readonly rejected: number;
  readonly bytes: number;
}

/** What staging found. `issues` and `rejects` count by rule code; `columns` are headers that the feed does not know. */
export interface Staged {
  readonly rows: number;
  readonly staged: number;
  /** Rows that are held word for word and were not read; absent: none. */
  readonly known?: number;
  /** Loads of the feed that were done when staging began: where there are more by now, `known` is no longer sure. */
  readonly doneLoads?: number;
  readonly rejected: number;
  readonly issues: Readonly<Record<string, number>>;
  readonly rejects: Readonly<Record<string, number>>;
  readonly columns: readonly string[];
  readonly sources: readonly string[];
  /** Attributes that the file's columns fill. */
  readonly supplied: readonly string[];
}

export interface StageDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Makes the load's staging tables, empty. */
export async function prepareStaging(pool: Pool, { library, loadId }: Pick<StageRequest, 'library' | 'loadId'>): Promise<void> {
  // One text is one transaction: a process that lost its lease a moment ago may be making the same tables.
  const alone = trustedSql(`select pg_advisory_xact_lock(hashtextextended('staging:${loadId}', 0))`);
  await pool.query([alone, ...createStaging(library, loadId)].map(({ text }) => text).join(';\n'));
}

/** Refuses a file without a good row, and one whose rejects pass the feed's limit (20 % unless the feed says otherwise). */
export function refuseOverLimit({ rejectLimit: limit = 0.2 }: FeedDefinition, { rows, staged, known = 0, rejected, rejects }: Staged): void {
  if (staged + known > 0 && rejected <= rows * limit) return;
  throw new HubError('LOAD_REJECTS_OVER_LIMIT', `${rejected} of ${rows} rows rejected`, { rows, rejected, limit, rejects });
}

/**
 * Stages a file into the tables that are prepared. Throws HubError for a file that cannot be read as a whole (unreadable, header); what was
 * staged is then dropped by whoever ends the load.
 */
export async function stageFile(deps: StageDeps, request: StageRequest, onProgress?: (progress: StageProgress) => void): Promise<Staged> {
  const rows = new RowSink(deps.pool, `staging.${stagingTable(request.loadId)}`);
  const rejects = new RowSink(deps.pool, `staging.${stagedRejectTable(request.loadId)}`);
  const known = new RowSink(deps.pool, `staging.${knownTable(request.loadId)}`);
  try {
    const pass = new FilePass(deps, request, { rows, rejects, known }, await KnownRows.read(deps.pool, await knownRowsOf(request)));
    for await (const batch of readRows(request.path, { format: request.format, name: request.fileName, part: request.part })) {
      await pass.take(batch);
      onProgress?.(pass.progress(batch.bytes));
    }
    await rejects.end();
    await known.end();
    await rows.end();
    return await withKnownSources(deps.pool, request, pass.result());
  } catch (error) {
    await rows.abort();
    await known.abort();
    await rejects.abort();
    throw error;
  }
}

async function knownRowsOf({ library, feed, path, readsAll }: StageRequest): Promise<KnownRowsOptions> {
  return { library: library.code, feed: feed.code, bytes: readsAll ? 0 : (await stat(path)).size };
}

/** A source may speak in rows that were not read alone. */
async function withKnownSources(pool: Pool, { library, feed, loadId }: StageRequest, staged: Staged): Promise<Staged> {
  if (!staged.known) return staged;
  const known = feed.sourceColumn ? (await pool.query<{ source: string }>(findKnownSources(library.code, loadId))).rows : [feed];
  return { ...staged, sources: [...new Set([...staged.sources, ...known.map(({ source }) => source)])] };
}

/** Walks the batches of one file. A header that grows (JSON Lines) is bound again. */
class FilePass {
  private reader: RowReader | null = null;
  private header: readonly string[] = [];
  private unknown: readonly string[] = [];
  private columns: readonly string[] = [];
  private readonly supplied = new Set<string>();
  private readonly issues: Record<string, number> = {};
  private readonly rejectRules: Record<string, number> = {};
  private readonly stagedLines = new LineChunks();
  private readonly rejectedLines = new LineChunks();
  private readonly knownLines = new LineChunks();
  private readonly sources = new Set<string>();
  private staged = 0;
  private knownCount = 0;
  private rejected = 0;

  constructor(
    private readonly deps: StageDeps,
    private readonly request: StageRequest,
    private readonly sinks: { readonly rows: RowSink; readonly rejects: RowSink; readonly known: RowSink },
    private readonly known: KnownRows,
  ) {}

  async take(batch: RowBatch): Promise<void> {
    if (this.reader === null || batch.header.length !== this.header.length) this.bind(batch.header);
    const reader = this.reader!;
    const rowHash = this.known.isEmpty ? null : reader.rowHash;
    for (const bad of batch.bad) this.rejectedLines.add(this.rejectLine({ rule: bad.rule, field: null, recordId: null }, bad.line, bad.cells));
    for (const issue of batch.issues) this.count(this.issues, issue.rule.code);
    for (let index = 0; index < batch.rows.length; index++) {
      const cells = batch.rows[index]!;
      const recordId = rowHash === null ? null : this.known.find(rowHash(cells));
      if (recordId !== null) {
        this.knownLines.add(recordId);
        this.knownCount += 1;
        continue;
      }
      const line = batch.lines[index]!;
      const outcome = reader.read(cells, line);
      if (typeof outcome === 'string') {
        this.stagedLines.add(outcome);
        this.staged += 1;
        for (const { rule } of reader.findings.found) this.count(this.issues, rule.code);
      } else this.rejectedLines.add(this.rejectLine(outcome, line, cells));
    }
    await this.sinks.rows.write(this.stagedLines.take(), this.columns);
    await this.sinks.rejects.write(this.rejectedLines.take(), stagedRejectColumns);
    await this.sinks.known.write(this.knownLines.take(), knownColumns);
  }

  progress(bytes: number): StageProgress {
    return { rows: this.staged + this.knownCount + this.rejected, rejected: this.rejected, bytes };
  }

  result(): Staged {
    const { staged, knownCount: known, rejected, issues, rejectRules: rejects } = this;
    return {
      rows: staged + known + rejected, staged, known, doneLoads: this.known.doneLoads, rejected, issues, rejects,
      columns: this.unknown, sources: [...this.sources], supplied: [...this.supplied],
    };
  }

  private bind(header: readonly string[]): void {
    const { library, feed, declaredDate } = this.request;
    const binding = bindHeader(feed, header);
    this.header = header;
    this.unknown = binding.unknown;
    const plan = planRows(library, feed, binding, this.deps.clock.today());
    const supplied = plan.supplied.map((slot) => slot.code);
    for (const code of supplied) this.supplied.add(code);
    this.columns = stagingColumns(library, supplied);
    this.reader = new RowReader(plan, { declaredDate, newHomeId: this.deps.newId }, this.sources);
  }

  private rejectLine({ rule, field, cause, recordId }: RowReject, line: number, cells: readonly string[]): string {
    this.rejected += 1;
    this.count(this.rejectRules, rule.code);
    const rejectId = digest128(`reject|${this.request.loadId}|${line}`);
    return `${rejectId}\t${line}\t${copyField(recordId)}\t${rule.code}\t${copyField(field)}\t${copyField(cause?.code ?? null)}\t${copyArray(this.header)}\t${copyArray(cells)}`;
  }

  private count(counts: Record<string, number>, code: string): void {
    counts[code] = (counts[code] ?? 0) + 1;
  }
}
