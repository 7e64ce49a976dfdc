import { parseTraceparent, writeTraceparent } from './traceparent.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

test('names a span as W3C Trace Context has it, and is read back', () => {
  const written = writeTraceparent({ traceId, spanId, traceFlags: 1 });
  expect(written).toBe(`00-${traceId}-${spanId}-01`);
  expect(parseTraceparent(written)).toEqual({ traceId, spanId, traceFlags: 1, isRemote: true });
});

test('a span that is not recorded is not named', () => {
  expect(writeTraceparent({ traceId, spanId, traceFlags: 0 })).toBeUndefined();
});

test.each([
  undefined,
  null,
  ['a', 'b'],
  '',
  `01-${traceId}-${spanId}-01`,
  `00-${traceId}-${spanId}`,
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}-01-more`,
])('%j is none', (text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});
