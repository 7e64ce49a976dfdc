import { v5 as uuidv5 } from 'uuid';

/** Namespace of all ids derived here: UUIDv5 of the DNS name `tasuki.example`. */
const NAMESPACE = uuidv5('tasuki.example', uuidv5.DNS);

/**
 * Identity of a command: the same caller sending the same type of command at the same thing under the same key sends
 * the same command, however often and over whatever door (law 6).
 */
export function commandIdOf(caller: string, commandType: string, target: string, idempotencyKey: string): string {
  return derivedId(caller, commandType, target, idempotencyKey);
}

/** A UUID (version 5) derived from some parts: equal parts, equal id. */
export function derivedId(...parts: readonly string[]): string {
  return uuidv5(JSON.stringify(parts), NAMESPACE);
}
