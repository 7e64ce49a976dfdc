import { parseIdempotencyKey } from './idempotency-key.ts';
import { etagOf, parseIfMatch } from './if-match.ts';
import { instantOf } from '../instant/index.ts';
import { parseMinPosition } from '../min-position.ts';
import { Problem } from '../problem.ts';

function codeOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof Problem) return `${error.init.status} ${error.init.code}`;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('Idempotency-Key', () => {
  test.each(['k', '~'.repeat(200), '8e03978e-40d5-43e8-bc93-6894a57f9324', '"quoted"'])('%j is taken', (key) => {
    expect(parseIdempotencyKey(key)).toEqual(key);
  });

  test.each([undefined, ''])('%j is missing', (key) => {
    expect(codeOf(() => parseIdempotencyKey(key))).toEqual('400 IDEMPOTENCY_KEY_REQUIRED');
  });

  test.each(['a b', 'a, b', 'x'.repeat(201), 'キー', 'a\u007f', 'a\n', ['a']])('%j is invalid', (key) => {
    expect(codeOf(() => parseIdempotencyKey(key))).toEqual('400 IDEMPOTENCY_KEY_INVALID');
  });
});

describe('If-Match', () => {
  test.each([
    [undefined, undefined],
    ['"0"', 0],
    ['"17"', 17],
    ['"9007199254740991"', Number.MAX_SAFE_INTEGER],
  ])('%j is %j', (header, revision) => {
    expect(parseIfMatch(header)).toEqual(revision);
  });

  test.each(['', '*', '3', 'W/"3"', '"3", "4"', '"-1"', '"03"', '"1.0"', '"9007199254740993"', '"abc"', '"3"\n'])(
    '%j is invalid',
    (header) => {
      expect(codeOf(() => parseIfMatch(header))).toEqual('400 IF_MATCH_INVALID');
    },
  );

  test('takes back what ETag gave', () => {
    expect(parseIfMatch(etagOf(12))).toEqual(12);
  });
});

describe('minPosition', () => {
  test.each([
    [undefined, undefined],
    ['0', 0],
    ['1234567890123', 1_234_567_890_123],
  ])('%j is %j', (value, position) => {
    expect(parseMinPosition(value)).toEqual(position);
  });

  test.each(['', '-1', '1e3', 'x', '9007199254740993', ['1', '2'], 5])('%j is invalid', (value) => {
    expect(codeOf(() => parseMinPosition(value))).toEqual('400 VALIDATION_FAILED');
  });
});

describe('an instant', () => {
  test.each([
    ['2025-11-06T01:15:00Z', '2025-11-06T01:15:00.000Z'],
    ['2025-11-06T10:15:00.5+09:00', '2025-11-06T01:15:00.500Z'],
    ['2024-02-29T23:59:59-00:00', '2024-02-29T23:59:59.000Z'],
  ])('%j is %j', (text, instant) => {
    expect(instantOf(text)).toEqual(instant);
  });

  // Without an offset it would depend on the machine's zone; the 30th of February would become a day of March.
  test.each([
    '2025-11-06T10:15:00',
    '2025-11-06',
    '2025-02-30T00:00:00Z',
    '2025-11-06T24:00:00Z',
    '2025-11-06T01:15Z',
    '',
  ])('%j is none', (text) => {
    expect(instantOf(text)).toEqual(undefined);
  });
});
