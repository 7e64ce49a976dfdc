import { refused, validateInput } from '#platform/http';
import type { Decision } from './decision.ts';

/**
 * The command that a request asks for: fields that stand in the path are taken from there.
 *
 * @throws Problem 400 where it is malformed, or the body names what stands in the path
 */
export function commandFrom(decision: Decision, params: Readonly<Record<string, string>>, body: unknown): object {
  return validateInput(decision.command, withPath(body, params));
}

function withPath(body: unknown, params: Readonly<Record<string, string>>): unknown {
  if (Object.keys(params).length === 0) return body;
  if (body === undefined) return params;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const named = Object.keys(params).find((name) => Object.hasOwn(body, name));
  if (named !== undefined) throw refused([{ path: named, code: 'UNKNOWN_FIELD', message: STANDS_IN_THE_PATH }]);
  return { ...body, ...params };
}

const STANDS_IN_THE_PATH = { en: 'stands in the path already', ja: 'パスで指定済みです' };
