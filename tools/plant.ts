/**
 * Shows that a check can fail: runs the rule's own check over something broken on purpose and wants it red.
 * A check says its findings as a list (empty is green) or fails an assertion; a check that breaks otherwise has shown nothing.
 */
export async function plant(what: string, check: () => unknown): Promise<void> {
  let found: unknown;
  try {
    found = await check();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AssertionError') throw error;
    return;
  }
  if (!Array.isArray(found) || found.length === 0) throw new Error(`planted and not seen: ${what}`);
}
