// Where the row pass writes: COPY into one staging table.
import type { Pool, PoolClient } from 'pg';
import { copyIn, type CopyIn } from '../../store/copy.ts';

/** A COPY on a connection of its own, opened with the first row and again when the columns change. */
export class RowSink {
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
