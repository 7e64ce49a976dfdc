import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { commandIdOf, derivedId } from './index.ts';

/** UUID version 5 (RFC 9562, 5.5), computed without the library. */
function uuid5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

test('an id is the UUID of its parts, in a namespace of our own', () => {
  const namespace = uuid5(DNS, 'tasuki.example');
  expect(derivedId('client', '7999901000001')).toBe(uuid5(namespace, '["client","7999901000001"]'));
});

test('so it is for any parts, long ones and other scripts included', () => {
  const namespace = uuid5(DNS, 'tasuki.example');
  const part = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 300, maxLength: 1200 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      expect(derivedId(...parts)).toBe(uuid5(namespace, JSON.stringify(parts)));
    }),
  );
});

test('parts are apart: moved over their border they are others', () => {
  const ids = [
    derivedId('ab', 'c'),
    derivedId('a', 'bc'),
    derivedId('abc'),
    derivedId('a","bc'),
    derivedId('ab', 'c', ''),
  ];
  expect(new Set(ids).size).toBe(5);
});

test('a command is the same for the same caller, type, target and key only', () => {
  const id = commandIdOf('caller', 'Type', 'target', 'key');
  expect(commandIdOf('caller', 'Type', 'target', 'key')).toBe(id);
  const others = [
    commandIdOf('another', 'Type', 'target', 'key'),
    commandIdOf('caller', 'Another', 'target', 'key'),
    commandIdOf('caller', 'Type', 'another', 'key'),
    commandIdOf('caller', 'Type', 'target', 'another'),
  ];
  expect(new Set([id, ...others]).size).toBe(5);
});
