// Which characters of two texts differ, by their longest common subsequence; pure.
export interface Piece {
  readonly text: string;
  readonly differs: boolean;
}

/** Longer texts are marked as a whole: nobody reads character by character there, and the table would be large. */
const longest = 300;

/** `left` in pieces: those that `right` does not have in this order differ. */
export function differencesOf(left: string, right: string): Piece[] {
  if (left === right || right === '') return left === '' ? [] : [{ text: left, differs: false }];
  const a = [...left];
  const b = [...right];
  if (a.length > longest || b.length > longest) return [{ text: left, differs: true }];
  const kept = keptOf(a, b);
  const pieces: { text: string; differs: boolean }[] = [];
  a.forEach((character, index) => {
    const differs = !kept.has(index);
    const last = pieces.at(-1);
    if (last !== undefined && last.differs === differs) last.text += character;
    else pieces.push({ text: character, differs });
  });
  return pieces;
}

function keptOf(a: readonly string[], b: readonly string[]): Set<number> {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const kept = new Set<number>();
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      kept.add(i);
      i += 1;
      j += 1;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return kept;
}
