import { hash } from 'node:crypto';
import { parse, v5 as uuidv5 } from 'uuid';

/** Namespace of all ids derived here: UUIDv5 of the DNS name `tasuki.example`. */
const NAMESPACE = parse(uuidv5('tasuki.example', uuidv5.DNS));

/**
 * Identity of a command: the same caller sending the same type of command at the same thing under the same key sends
 * the same command, however often and over whatever door (law 6).
 */
export function commandIdOf(caller: string, commandType: string, target: string, idempotencyKey: string): string {
  return derivedId(caller, commandType, target, idempotencyKey);
}

/**
 * A UUID (version 5) derived from some parts: equal parts, equal id. Made here, as RFC 9562 §5.5 has it: a command derives
 * several, and the package takes three times as long.
 */
export function derivedId(...parts: readonly string[]): string {
  const hex = hash('sha1', afterNamespace(JSON.stringify(parts)), 'hex');
  const variant = VARIANTS[Number.parseInt(hex.charAt(16), 16) & 0b11]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The first digit after the third hyphen: its two upper bits say which layout of UUIDs it is. */
const VARIANTS = '89ab';

/** Namespace and a text behind it: hashed at once, so one piece of memory will do for all of them. */
const hashed = Buffer.alloc(1_024);
hashed.set(NAMESPACE);

function afterNamespace(text: string): Uint8Array {
  const most = NAMESPACE.length + text.length * 3; // bytes of UTF-8 a UTF-16 code unit takes
  if (most > hashed.length) return Buffer.concat([NAMESPACE, Buffer.from(text)]);
  return hashed.subarray(0, NAMESPACE.length + hashed.write(text, NAMESPACE.length));
}
