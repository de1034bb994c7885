// The names in a file's first line: read in the browser, nothing is sent.
const headBytes = 65_536;

/** The header's names of a text file; null where they cannot be read here (a workbook, an archive). */
export async function headerOf(file: File): Promise<string[] | null> {
  if (!/\.(csv|txt|jsonl|ndjson)$/i.test(file.name)) return null;
  const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const line = decode(bytes).split(/\r?\n/, 1)[0] ?? '';
  if (line.startsWith('{')) return namesOfJson(line);
  const separator = ['\t', ';', '|'].find((one) => line.split(one).length > line.split(',').length) ?? ',';
  return line.split(separator).map((name) => name.replace(/^"|"$/g, ''));
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes.subarray(0, lastLineEnd(bytes)));
  return utf8.includes('\uFFFD') ? new TextDecoder('gb18030').decode(bytes) : utf8;
}

/** A character cut in two at the end of what was read is no sign of another encoding. */
function lastLineEnd(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(10);
  return end < 0 ? bytes.length : end;
}

function namesOfJson(line: string): string[] | null {
  try {
    return Object.keys(JSON.parse(line) as object);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
