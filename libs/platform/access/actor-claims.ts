import type { Actor } from '#platform/event-store';
import { Problem } from '#platform/http';
import type { RoleTable } from './role.ts';

/** The claims of a token that say who acts. */
export const CLAIMS = { userId: 'sub', org: 'tasuki_org', officeId: 'tasuki_office', role: 'tasuki_role' } as const;

/** Ids and codes go into events and logs as they stand: visible ASCII only. */
const CODE = /^[\x21-\x7e]{1,200}$/;

/**
 * The actor a verified token speaks for.
 *
 * @throws Problem 403 `ROLE_UNKNOWN` when the role is not in the table or not of that organisation, 403
 * `CLAIMS_INCOMPLETE` when a claim is missing or the role needs an office and the token names none.
 */
export function actorOfClaims(claims: { readonly [claim: string]: unknown }, roles: RoleTable): Actor {
  const userId = claims[CLAIMS.userId];
  const org = claims[CLAIMS.org];
  const role = claims[CLAIMS.role];
  const officeId = claims[CLAIMS.officeId] ?? null;
  if (!isCode(userId) || !isCode(org) || !isCode(role) || !(officeId === null || isCode(officeId))) {
    throw incomplete();
  }
  const definition = roles.get(role);
  if (definition === undefined || definition.org !== org || definition.signIn === false) {
    throw new Problem({
      status: 403,
      code: 'ROLE_UNKNOWN',
      detail: {
        en: 'This service does not know the role of the token in that organisation.',
        ja: 'トークンのロールは、この組織のロールとして登録されていません。',
      },
    });
  }
  if (definition.scope === 'office' && officeId === null) throw incomplete();
  return { userId, org, officeId, role };
}

function isCode(claim: unknown): claim is string {
  return typeof claim === 'string' && CODE.test(claim);
}

function incomplete(): Problem {
  const list = Object.values(CLAIMS).join(', ');
  return new Problem({
    status: 403,
    code: 'CLAIMS_INCOMPLETE',
    detail: {
      en: `The token does not say who acts. These claims are needed: ${list}.`,
      ja: `トークンに必要なクレーム（${list}）がありません。`,
    },
  });
}
