import type { Actor } from '#platform/event-store';
import { Problem } from '#platform/http';
import type { RoleTable } from './role.ts';

/** Which claims of a token say who acts. */
export interface ClaimNames {
  readonly userId: string;
  readonly org: string;
  readonly officeId: string;
  readonly role: string;
}

/** The claims looked at where the settings name no others. */
export const defaultClaimNames: ClaimNames = {
  userId: 'sub',
  org: 'tasuki_org',
  officeId: 'tasuki_office',
  role: 'tasuki_role',
};

/** Ids and codes go into events and logs as they stand: visible ASCII only. */
const CODE = /^[\x21-\x7e]{1,200}$/;

/**
 * The actor a verified token speaks for.
 *
 * @throws Problem 403 `ROLE_UNKNOWN` when the role is not in the table or not of that organisation, 403
 * `CLAIMS_INCOMPLETE` when a claim is missing or the role needs an office and the token names none.
 */
export function actorOfClaims(
  claims: { readonly [claim: string]: unknown },
  names: ClaimNames,
  roles: RoleTable,
): Actor {
  const userId = claims[names.userId];
  const org = claims[names.org];
  const role = claims[names.role];
  const officeId = claims[names.officeId] ?? null;
  if (!isCode(userId) || !isCode(org) || !isCode(role) || !(officeId === null || isCode(officeId))) {
    throw incomplete(names);
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
  if (definition.scope === 'office' && officeId === null) throw incomplete(names);
  return { userId, org, officeId, role };
}

function isCode(claim: unknown): claim is string {
  return typeof claim === 'string' && CODE.test(claim);
}

function incomplete(names: ClaimNames): Problem {
  const list = Object.values(names).join(', ');
  return new Problem({
    status: 403,
    code: 'CLAIMS_INCOMPLETE',
    detail: {
      en: `The token does not say who acts. These claims are needed: ${list}.`,
      ja: `トークンに必要なクレーム（${list}）がありません。`,
    },
  });
}
