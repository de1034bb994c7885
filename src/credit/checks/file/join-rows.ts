// Lines of the join of a file, as COPY sends them, to subjects: all lines of one row together, in bounded memory.
import type { Readable } from 'node:stream';
import type { SubjectRow } from '../find-subjects.sql.ts';

/** A row of the file with what the join found for it; the place of every found row is 1. */
export interface JoinedRow {
  readonly row: number;
  readonly library: string | null;
  /** Look-up keys, one for each type under which the number may be held; of a row for which somebody was found only if a merge is to be followed. */
  readonly keys: readonly { readonly type: string; readonly value: string }[];
  readonly statedName: string | null;
  readonly reason: string | null;
  readonly cells: string;
  readonly found: readonly SubjectRow[];
}

/** In the order in which they come. */
export async function* readJoin(stream: Readable): AsyncGenerator<JoinedRow[]> {
  let rest: Buffer = Buffer.alloc(0);
  let open: Building | null = null;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(0x0a) + 1;
    if (end === 0) {
      rest = Buffer.concat([rest, chunk]);
      continue;
    }
    const text = Buffer.concat([rest, chunk.subarray(0, end)]).toString('utf8');
    rest = Buffer.from(chunk.subarray(end));
    const whole: JoinedRow[] = [];
    for (let from = 0, at = text.indexOf('\n'); at >= 0; from = at + 1, at = text.indexOf('\n', from)) {
      const fields = text.slice(from, at).split('\t');
      const row = Number(fields[0]);
      if (open !== null && open.row !== row) {
        whole.push(open);
        open = null;
      }
      open ??= startRow(row, fields);
      addLine(open, fields);
    }
    if (whole.length > 0) yield whole;
  }
  if (open !== null) yield [open];
}

type Building = Omit<JoinedRow, 'keys' | 'found'> & { readonly keys: JoinedRow['keys'][number][]; readonly found: SubjectRow[] };

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** A field of COPY's text format. */
function fieldOf(text: string | undefined): string | null {
  if (text === undefined || text === '\\N') return null;
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character) : text;
}

function startRow(row: number, fields: readonly string[]): Building {
  return { row, library: fieldOf(fields[1]), statedName: fieldOf(fields[4]), reason: fieldOf(fields[5]), cells: fieldOf(fields[23]) ?? '', keys: [], found: [] };
}

function addLine(open: Building, f: readonly string[]): void {
  const [type, value] = [fieldOf(f[2]), fieldOf(f[3])];
  if (type !== null && value !== null && open.keys.every((key) => key.type !== type || key.value !== value)) open.keys.push({ type, value });
  const goldenId = fieldOf(f[7]);
  if (goldenId === null) return;
  const name = fieldOf(f[9]);
  open.found.push({
    place: 1, status: f[6] as SubjectRow['status'], goldenId, redirectTo: fieldOf(f[8]), name: name === null ? open.statedName : name || null, nameKeys: fieldOf(f[10]), entryId: fieldOf(f[11]),
    version: Number(f[12]), listCode: f[13] ?? '', edition: f[14] ?? '', polarity: f[15] as SubjectRow['polarity'], decidedOn: fieldOf(f[16]), beginsOn: f[17] ?? '',
    until: fieldOf(f[18]), isDisputed: f[19] === 't', role: f[20] as SubjectRow['role'], firm: fieldOf(f[21]), roleName: fieldOf(f[22]),
  });
}
