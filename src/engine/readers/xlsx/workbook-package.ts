// The zip around a workbook: which parts it has, what must not be in it, and how large they may become when unpacked.
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { HubError } from '../../../kernel/errors.ts';
import { fileError } from '../file-error.ts';
import { XmlEvents, XmlNodeTooLong } from './xml-events.ts';
import type { XmlHandlers } from './xml-events.ts';

const MiB = 1024 * 1024;
/** A part that names others or lists styles. */
const maxSmallPart = 16 * MiB;
/** Deflate reaches 1,032 : 1 on nothing but repetition; real worksheets stay below 60 : 1. */
const maxRatio = 200;
const maxEntries = 10_000;

/** Parts that can run code, fetch data or carry other programs' files. */
const activePart = /(^|\/)(vbaProject\.bin$|macrosheets\/|dialogsheets\/|externalLinks\/|activeX\/|embeddings\/|connections\.xml$)/i;

/** An opened workbook file. Sizes of parts are enforced while they are read: more bytes than declared is an error. */
export class WorkbookPackage {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    readonly name: string,
  ) {}

  /** Opens and checks the list of parts. Refuses active content and zip bombs before anything is unpacked. */
  static async open(path: string, name: string): Promise<WorkbookPackage> {
    const zip = await openPromise(path, { autoClose: false }).catch((cause: unknown) => {
      const isCut = cause instanceof Error && /end of central directory/i.test(cause.message);
      throw fileError(isCut ? 'FILE_TRUNCATED' : 'FILE_CORRUPT', name, { hint: 'the zip cannot be opened' }, cause);
    });
    try {
      const book = new WorkbookPackage(zip, await listEntries(zip, name), name);
      await book.refuseMacroTypes();
      return book;
    } catch (cause) {
      zip.close();
      throw cause;
    }
  }

  close(): void {
    this.zip.close();
  }

  has(part: string): boolean {
    return this.entries.has(part);
  }

  /** Unpacked size of a part in bytes. */
  sizeOf(part: string): number {
    return this.entry(part).uncompressedSize;
  }

  /** Streams a part's unpacked bytes. */
  async *read(part: string): AsyncGenerator<Buffer> {
    const entry = this.entry(part);
    try {
      yield* (await this.zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
    } catch (cause) {
      throw fileError('FILE_CORRUPT', this.name, { part, hint: 'a part of the zip cannot be unpacked' }, cause);
    }
  }

  /** Parses a part that must be small. */
  async parseSmall(part: string, handlers: XmlHandlers): Promise<void> {
    if (this.sizeOf(part) > maxSmallPart) throw fileError('FILE_OVER_LIMIT', this.name, { part, limit: maxSmallPart });
    const xml = new XmlEvents(handlers, maxSmallPart);
    for await (const bytes of this.read(part)) this.parse(part, () => xml.write(bytes));
    this.parse(part, () => xml.end());
  }

  /** Runs a parsing step. Refusals pass; what the parser cannot read is a damaged file. */
  parse(part: string, step: () => void): void {
    try {
      step();
    } catch (cause) {
      if (cause instanceof HubError) throw cause;
      if (cause instanceof XmlNodeTooLong) throw fileError('FILE_LINE_TOO_LONG', this.name, { part }, cause);
      throw fileError('FILE_CORRUPT', this.name, { part, hint: 'the XML is malformed' }, cause);
    }
  }

  private entry(part: string): Entry {
    const entry = this.entries.get(part);
    if (!entry) throw fileError('FILE_KIND', this.name, { part, hint: 'not an .xlsx workbook' });
    return entry;
  }

  private async refuseMacroTypes(): Promise<void> {
    let isMacro = false;
    const open = (_: string, attributes: Readonly<Record<string, string>>): void => {
      if (/macroEnabled|vbaProject/i.test(attributes.ContentType ?? '')) isMacro = true;
    };
    await this.parseSmall('[Content_Types].xml', { open });
    if (isMacro) throw fileError('FILE_ACTIVE_CONTENT', this.name, { part: '[Content_Types].xml' });
  }
}

async function listEntries(zip: ZipFile, name: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > maxEntries) throw fileError('FILE_OVER_LIMIT', name, { limit: maxEntries, hint: 'parts' });
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (cause) {
    throw fileError('FILE_CORRUPT', name, { hint: 'the list of the zip is damaged' }, cause);
  }
  for (const { fileName, compressedSize, uncompressedSize } of entries.values()) {
    if (activePart.test(fileName)) throw fileError('FILE_ACTIVE_CONTENT', name, { part: fileName });
    if (uncompressedSize > 16 * MiB && uncompressedSize > compressedSize * maxRatio) {
      throw fileError('FILE_OVER_LIMIT', name, { part: fileName, limit: maxRatio, hint: 'unpacks to far more than its size' });
    }
  }
  return entries;
}
