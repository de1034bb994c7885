// Streams one file into staging: decode, read, check, COPY. Memory is bounded by a batch; every row ends staged or rejected.
import type { Pool, PoolClient } from 'pg';
import type { FeedDefinition, LibraryDefinition } from '../../definition/types.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import { copyArray, copyField, copyIn, type CopyIn } from '../../store/copy.ts';
import { readRows, type FileFormat } from '../readers/read-rows.ts';
import type { RowBatch } from '../readers/row-batch.ts';
import { bindHeader } from './bind-header.ts';
import { LineChunks } from './line-chunks.ts';
import { planRows } from './row-plan.ts';
import { RowReader, digest128, type RowReject } from './row-reader.ts';
import { createStaging, stagedRejectColumns, stagedRejectTable, stagingColumns, stagingTable } from './staging.sql.ts';

export interface StageRequest {
  readonly library: LibraryDefinition;
  readonly feed: FeedDefinition;
  readonly loadId: number;
  readonly path: string;
  /** What the sender called the file. */
  readonly fileName: string;
  readonly format?: FileFormat;
  readonly declaredDate: string;
}

export interface StageProgress {
  readonly rows: number;
  readonly rejected: number;
  readonly bytes: number;
}

/** What staging found. `issues` and `rejects` count by rule code; `columns` are headers that the feed does not know. */
export interface Staged {
  readonly rows: number;
  readonly staged: number;
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

/**
 * Stages a file. Throws HubError for a file that is refused as a whole (unreadable, header, every row bad, rejects over the
 * feed's limit); what was staged is then dropped by whoever ends the load.
 */
export async function stageFile(deps: StageDeps, request: StageRequest, onProgress?: (progress: StageProgress) => void): Promise<Staged> {
  for (const statement of createStaging(request.library, request.loadId)) await deps.pool.query(statement);
  const rows = new RowSink(deps.pool, `staging.${stagingTable(request.loadId)}`);
  const rejects = new RowSink(deps.pool, `staging.${stagedRejectTable(request.loadId)}`);
  try {
    const pass = new FilePass(deps, request, rows, rejects);
    for await (const batch of readRows(request.path, { format: request.format, name: request.fileName })) {
      await pass.take(batch);
      onProgress?.(pass.progress(batch.bytes));
    }
    await rejects.end();
    await rows.end();
    return pass.result();
  } catch (error) {
    await rows.abort();
    await rejects.abort();
    throw error;
  }
}

/** A COPY on a connection of its own, opened with the first row and again when the columns change. */
class RowSink {
  private client: PoolClient | null = null;
  private copy: CopyIn | null = null;
  private columns: readonly string[] = [];

  constructor(private readonly pool: Pool, private readonly table: string) {}

  async write(chunks: readonly Buffer[], columns: readonly string[]): Promise<void> {
    if (chunks.length === 0) return;
    if (this.copy !== null && this.columns !== columns) await this.endCopy();
    if (this.copy === null) {
      this.client ??= await this.pool.connect();
      this.copy = copyIn(this.client, this.table, columns);
      this.columns = columns;
    }
    for (const chunk of chunks) {
      const behind = this.copy.write(chunk);
      if (behind) await behind;
    }
  }

  async end(): Promise<void> {
    await this.endCopy();
    this.client?.release();
    this.client = null;
  }

  async abort(): Promise<void> {
    await this.copy?.abort(new Error('load given up'));
    this.copy = null;
    this.client?.release();
    this.client = null;
  }

  private async endCopy(): Promise<void> {
    await this.copy?.end();
    this.copy = null;
  }
}

/** Walks the batches of one file. A header that grows (JSON Lines) is bound again. */
class FilePass {
  private reader: RowReader | null = null;
  private header: readonly string[] = [];
  private unknown: readonly string[] = [];
  private columns: readonly string[] = [];
  private readonly sources = new Set<string>();
  private readonly supplied = new Set<string>();
  private readonly issues: Record<string, number> = {};
  private readonly rejectRules: Record<string, number> = {};
  private readonly stagedLines = new LineChunks();
  private readonly rejectedLines = new LineChunks();
  private staged = 0;
  private rejected = 0;

  constructor(
    private readonly deps: StageDeps,
    private readonly request: StageRequest,
    private readonly rows: RowSink,
    private readonly rejects: RowSink,
  ) {}

  async take(batch: RowBatch): Promise<void> {
    if (this.reader === null || batch.header.length !== this.header.length) this.bind(batch.header);
    const reader = this.reader!;
    for (const bad of batch.bad) this.rejectedLines.add(this.rejectLine({ rule: bad.rule, field: null, recordId: null }, bad.line, bad.cells));
    for (const issue of batch.issues) this.count(this.issues, issue.rule.code);
    for (let index = 0; index < batch.rows.length; index++) {
      const cells = batch.rows[index]!;
      const line = batch.lines[index]!;
      const outcome = reader.read(cells, line);
      if (typeof outcome === 'string') {
        this.stagedLines.add(outcome);
        this.staged += 1;
        for (const { rule } of reader.findings.found) this.count(this.issues, rule.code);
      } else this.rejectedLines.add(this.rejectLine(outcome, line, cells));
    }
    await this.rows.write(this.stagedLines.take(), this.columns);
    await this.rejects.write(this.rejectedLines.take(), stagedRejectColumns);
  }

  progress(bytes: number): StageProgress {
    return { rows: this.staged + this.rejected, rejected: this.rejected, bytes };
  }

  /** Refuses a file without a good row, and one whose rejects pass the feed's limit (20 % unless the feed says otherwise). */
  result(): Staged {
    const rows = this.staged + this.rejected;
    const limit = this.request.feed.rejectLimit ?? 0.2;
    if (this.staged === 0 || this.rejected > rows * limit) {
      throw new HubError('LOAD_REJECTS_OVER_LIMIT', `${this.rejected} of ${rows} rows rejected`, {
        rows, rejected: this.rejected, limit, rejects: this.rejectRules,
      });
    }
    return {
      rows, staged: this.staged, rejected: this.rejected, issues: this.issues, rejects: this.rejectRules,
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
