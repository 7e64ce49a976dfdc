import { isOurs, othersData, othersMetadata } from './written-by-others.ts';

const text = (of: (bytes: Buffer) => Buffer, written: string) => of(Buffer.from(written)).toString('utf8');

test('our own metadata are told by how they begin', () => {
  const told = ['{"schemaVersion":1,"programme":"p"}', '{"schema":1}', '{', ''].map((one) => isOurs(Buffer.from(one)));
  expect(told).toEqual([true, false, false, false]);
});

test('others’ metadata are an object, or none', () => {
  const written = ['{"a":1}', '{}', '', 'no JSON', '{"a":', 'null', '5', '"a"', '[1]'];
  expect(written.map((one) => text(othersMetadata, one))).toEqual(['{"a":1}', ...Array<string>(8).fill('{}')]);
});

test('others’ data that are called JSON and are none are a text', () => {
  const written = ['{"a":1}', 'null', '5', '"a"', 'no "JSON"', ''];
  expect(written.map((one) => text(othersData, one))).toEqual([
    ...['{"a":1}', 'null', '5', '"a"', '"no \\"JSON\\""', '""'],
  ]);
});
