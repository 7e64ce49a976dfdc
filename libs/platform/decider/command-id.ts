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
  const bytes = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(JSON.stringify(parts))]), 'buffer');
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
