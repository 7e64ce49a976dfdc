import { type BilingualText, Problem } from '#platform/http';

/** 401 without a token: says how to sign in (RFC 6750 §3). */
export function tokenMissing(): Problem {
  return unauthenticated('TOKEN_MISSING', 'Bearer realm="tasuki"', {
    en: 'Send a token: Authorization: Bearer <token>.',
    ja: 'Authorization: Bearer <token> ヘッダーでトークンを送信してください。',
  });
}

/** 401 for a token that is expired. */
export function tokenExpired(): Problem {
  return unauthenticated('TOKEN_EXPIRED', invalidToken('The token has expired'), {
    en: 'The token has expired; fetch a new one.',
    ja: 'トークンの有効期限が切れています。新しいトークンを取得してください。',
  });
}

/** 401 for a token that is forged, malformed, or meant for somebody else. Which of them is not said. */
export function tokenInvalid(): Problem {
  return unauthenticated('TOKEN_INVALID', invalidToken('The token is not valid here'), {
    en: 'The token is not valid here.',
    ja: 'トークンが無効です。',
  });
}

/** 503 while tokens cannot be verified because their issuer cannot be reached. */
export function identityProviderUnavailable(): Problem {
  return new Problem({
    status: 503,
    code: 'IDENTITY_PROVIDER_UNAVAILABLE',
    detail: {
      en: 'The identity provider cannot be reached, so the token cannot be checked. Try again shortly.',
      ja: '認証基盤に接続できないため、トークンを検証できません。しばらくしてから再試行してください。',
    },
    headers: { 'Retry-After': '2' },
  });
}

function invalidToken(description: string): string {
  return `Bearer realm="tasuki", error="invalid_token", error_description="${description}"`;
}

function unauthenticated(code: string, challenge: string, detail: BilingualText): Problem {
  return new Problem({ status: 401, code, detail, headers: { 'WWW-Authenticate': challenge } });
}
