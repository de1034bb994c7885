// Lines on their way to COPY, encoded one by one. Building a batch as one string would keep every cell of it alive until the end, and
// most of the time of staging would go into collecting that garbage.

const chunkBytes = 128 * 1024;
/** UTF-8 bytes that one UTF-16 unit can take. */
const bytesPerUnit = 3;

export class LineChunks {
  private full: Buffer[] = [];
  private chunk = Buffer.allocUnsafe(chunkBytes);
  private used = 0;

  /** Adds a line; the line break is added here. */
  add(line: string): void {
    const most = line.length * bytesPerUnit + 1;
    if (most > this.chunk.length - this.used) {
      this.cut();
      this.chunk = Buffer.allocUnsafe(Math.max(chunkBytes, most));
    }
    this.used += this.chunk.write(line, this.used, 'utf8');
    this.chunk[this.used++] = 0x0a;
  }

  /** What has been added since the last call, in order. */
  take(): Buffer[] {
    this.cut();
    const chunks = this.full;
    this.full = [];
    return chunks;
  }

  /** Lines that follow are written behind those that are handed over. */
  private cut(): void {
    if (this.used === 0) return;
    this.full.push(this.chunk.subarray(0, this.used));
    this.chunk = this.chunk.subarray(this.used);
    this.used = 0;
  }
}
