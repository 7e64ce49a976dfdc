/**
 * Runs `work` in a world without clocks and without chance: whatever asks for the time or for a random value throws. Only
 * for work that awaits nothing but itself.
 */
export async function withoutClockAndChance<T>(work: () => Promise<T>): Promise<T> {
  const refuse = (what: string) => (): never => {
    throw new Error(`${what} was asked for: time, ids and chance are handed in`);
  };
  const TimelessDate = new Proxy(Date, {
    apply: refuse('the time'),
    construct: (target, args: [number?]) => (args.length === 0 ? refuse('the time')() : new target(args[0]!)),
    get: (target, name) => (name === 'now' ? refuse('the time') : (Reflect.get(target, name) as unknown)),
  });
  const restore = [
    replaced(globalThis, 'Date', TimelessDate),
    replaced(performance, 'now', refuse('the time')),
    replaced(process, 'hrtime', refuse('the time')),
    replaced(Math, 'random', refuse('a random number')),
    replaced(crypto, 'randomUUID', refuse('a random id')),
    replaced(crypto, 'getRandomValues', refuse('a random value')),
  ];
  try {
    return await work();
  } finally {
    for (const back of restore) back();
  }
}

/** Replaces a property. @returns what puts it back */
function replaced(of: object, name: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(of, name);
  Object.defineProperty(of, name, { value, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(of, name, own);
    else Reflect.deleteProperty(of, name);
  };
}
