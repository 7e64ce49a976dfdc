/**
 * Waits until all of them are settled, then throws what the first of them threw, if one did: unlike `Promise.all` it
 * leaves nothing running behind an error.
 */
export async function allSettled(promises: Iterable<Promise<unknown>>): Promise<void> {
  const outcomes = await Promise.allSettled(promises);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
