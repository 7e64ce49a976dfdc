import { conflict, Refusal } from '#platform/decider';
import { EventStoreError, OutcomeUnknown, StoreUnavailable } from '#platform/event-store';
import { KeyStoreUnavailable } from '#platform/privacy';
import { errorOf, inWords } from './reacting-messages.ts';

/** As it comes out on the other side. */
const told = (error: unknown) => errorOf(structuredClone(inWords(error)));

test('a refusal is one on the other side too', () => {
  const refusal = conflict('NOT_ALLOWED', { en: 'not now', ja: '今はできません' });
  const heard = told(refusal);
  expect(heard).toBeInstanceOf(Refusal);
  expect({ ...heard }).toEqual({ ...refusal });
});

const away = [new StoreUnavailable('away'), new OutcomeUnknown('who knows'), new KeyStoreUnavailable('away')];
test.each(away.map((error) => [error.name, error] as const))(
  'what is away is told from a defect, by its own name: %s',
  (_, error) => {
    const heard = told(error);
    expect(heard).toBeInstanceOf(EventStoreError);
    expect([heard.name, heard.message, heard.stack]).toEqual([error.name, error.message, error.stack]);
  },
);

const defects = [new TypeError('a defect'), new RangeError('another')];
test.each(defects.map((error) => [error.name, error] as const))('a defect by its own name: %s', (_, error) => {
  const heard = told(error);
  expect(heard).not.toBeInstanceOf(EventStoreError);
  expect([heard.name, heard.message, heard.stack]).toEqual([error.name, error.message, error.stack]);
});
