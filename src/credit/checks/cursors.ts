// Cursors of the lists of checks: the sort key of the last row, opaque to callers.

export function encodeCursor(key: object): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Null where it is no cursor with these members. */
export function decodeCursor<Key>(text: string, members: readonly (keyof Key & string)[]): Key | null {
  try {
    const key = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown> | null;
    return key !== null && members.every((member) => isFit(member, key[member])) ? (key as Key) : null;
  } catch {
    // The parser's message quotes what was sent.
    return null;
  }
}

const forms: Readonly<Record<string, RegExp>> = {
  at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, dueOn: /^(\d{4}-\d\d-\d\d|infinity)$/, checkId: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, item: /^\d{1,9}$/,
};

function isFit(member: string, value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && (forms[member]?.test(String(value)) ?? false);
}
