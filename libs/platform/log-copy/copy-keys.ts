import type { KeptKey, KeyStore } from '#platform/privacy';

/** Keys taken over at a time. */
const BATCH = 1_000;

/**
 * Takes over all keys, under the other store's own master key; one that was destroyed is destroyed there too.
 *
 * @returns how many there are
 * @throws KeyTaken where a subject has another key there
 */
export async function copyKeys(keys: Iterable<KeptKey>, to: KeyStore): Promise<number> {
  let [count, batch]: [number, KeptKey[]] = [0, []];
  for (const key of keys) {
    count++;
    if (batch.push(key) < BATCH) continue;
    await to.adopt(batch);
    batch = [];
  }
  await to.adopt(batch);
  return count;
}
