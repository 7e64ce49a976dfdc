import { eventType, eventVersion, Type, validateFact } from './index.ts';
import { prepareValidators } from './prepare-validators.ts';

/** A type that notes each time its schema is looked at. */
function watched(name: string) {
  const looks: string[] = [];
  const schema = Type.Object({ name: Type.String() });
  const watching = new Proxy(schema, {
    get: (of, member) => {
      looks.push(String(member));
      return Reflect.get(of, member) as unknown;
    },
  });
  const words = { en: 'Happened', ja: '発生' };
  const versions = [eventVersion({ schema: watching, examples: [{ name: 'x' }] })] as const;
  const type = eventType(name, { words, dataClass: 'A', versions });
  looks.length = 0;
  return { type, looks };
}

test('schemas are compiled, others having their turn in between, and not again when a fact is checked', async () => {
  const [first, second] = [watched('First'), watched('Second')];
  const done = prepareValidators([first.type, second.type]);
  expect([first.looks.length, second.looks.length]).toEqual([0, 0]);
  await done;
  const looks = [first.looks.length, second.looks.length];
  expect(Math.min(...looks)).toBeGreaterThan(0);
  await validateFact(first.type({ name: 'x' }));
  await validateFact(second.type({ name: 'x' }));
  expect([first.looks.length, second.looks.length]).toEqual(looks);
});
