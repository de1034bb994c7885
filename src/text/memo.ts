// Answers kept of a pure function of a text: the same names and addresses come again and again, in one record and in the next.

/** The function, which remembers its last `size` answers at least, twice as many at most. What it gives is shared: nobody changes it. */
export function remember<V>(size: number, make: (text: string) => V): (text: string) => V {
  let young = new Map<string, V>();
  let old: ReadonlyMap<string, V> = young;
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const value = old.get(text) ?? make(text);
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
    return value;
  };
}
