// How processes that stay are ended.

/** Resolves on the first SIGINT or SIGTERM; a second one ends the process at once, as usual. */
export function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
