// What the browser keeps between visits: choices of a person, never data of a subject and never a token.
const prefix = 'jiku.';

export function recall(name: string, store: Storage = localStorage): string | null {
  try {
    return store.getItem(prefix + name);
  } catch (error) {
    // A browser that refuses storage forgets choices; nothing else depends on them.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

export function keep(name: string, value: string | null, store: Storage = localStorage): void {
  try {
    if (value === null) store.removeItem(prefix + name);
    else store.setItem(prefix + name, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
