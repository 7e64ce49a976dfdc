import { HttpException } from '@nestjs/common';
import { AccessDenied, AppendTooLarge, OutcomeUnknown, StoreUnavailable } from '#platform/event-store';
import { KeyStoreUnavailable } from '#platform/privacy';
import type { BilingualText } from '../preferred-language.ts';
import type { AnswersAsProblem, ProblemInit } from '../problem.ts';

/** Seconds a caller is asked to wait when a part of the service cannot be reached. */
const RETRY_AFTER_SECONDS = '2';

const UNAVAILABLE: ProblemInit = {
  status: 503,
  code: 'STORE_UNAVAILABLE',
  detail: {
    en: 'The event store cannot be reached just now. Nothing was stored; send the same request again.',
    ja: 'イベントストアに接続できません。何も保存されていません。同じリクエストを再送してください。',
  },
  headers: { 'Retry-After': RETRY_AFTER_SECONDS },
};

const INTERNAL: ProblemInit = {
  status: 500,
  code: 'INTERNAL',
  detail: {
    en: 'The cause is in the log under the request id.',
    ja: '原因はリクエスト ID とともにログに記録されています。',
  },
};

/** What is not there within a route answers for itself; the framework speaks of routes alone. */
const NO_ROUTE: BilingualText = {
  en: 'There is no such route; /openapi.json lists those there are.',
  ja: 'このパスはありません。/openapi.json に一覧があります。',
};

const CODES: { readonly [status: number]: string } = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  409: 'CONFLICT',
  410: 'GONE',
  412: 'PRECONDITION_FAILED',
  413: 'BODY_TOO_LARGE',
  414: 'URL_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE',
  429: 'TOO_MANY_REQUESTS',
  431: 'HEADERS_TOO_LARGE',
  503: 'UNAVAILABLE',
};

const FASTIFY: { readonly [code: string]: Pick<ProblemInit, 'code' | 'detail'> } = {
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    code: 'EMPTY_BODY',
    detail: {
      en: 'The body is empty although its type is JSON.',
      ja: '本文が空です（Content-Type は JSON です）。',
    },
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    detail: {
      en: 'Send the body as JSON: Content-Type: application/json.',
      ja: '本文は JSON で送信してください（Content-Type: application/json）。',
    },
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'CONTENT_LENGTH_MISMATCH' },
  FST_ERR_BAD_URL: { code: 'MALFORMED_URL' },
};

/** The answer to an error: its own, or the one its class stands for; 500 for what nobody knows. */
export function problemOfError(error: unknown): ProblemInit {
  if (answersAsProblem(error)) return error.toProblem();
  return ofEventStore(error) ?? ofKeyStore(error) ?? ofFramework(error) ?? INTERNAL;
}

function answersAsProblem(error: unknown): error is AnswersAsProblem {
  return error instanceof Error && 'toProblem' in error && typeof error.toProblem === 'function';
}

function ofKeyStore(error: unknown): ProblemInit | undefined {
  if (!(error instanceof KeyStoreUnavailable)) return undefined;
  return {
    ...UNAVAILABLE,
    code: 'KEYS_UNAVAILABLE',
    detail: {
      en: 'The key store cannot be reached just now. Nothing was stored; send the same request again.',
      ja: '鍵の保管庫に接続できません。何も保存されていません。同じリクエストを再送してください。',
    },
  };
}

function ofEventStore(error: unknown): ProblemInit | undefined {
  if (error instanceof StoreUnavailable || error instanceof AccessDenied) return UNAVAILABLE;
  if (error instanceof OutcomeUnknown) {
    return {
      ...UNAVAILABLE,
      code: 'OUTCOME_UNKNOWN',
      detail: {
        en: 'The answer of the event store was lost. Send the same request with the same Idempotency-Key again: it takes effect once.',
        ja: 'イベントストアの応答が失われました。同じ Idempotency-Key で再送してください。二重に実行されることはありません。',
      },
    };
  }
  if (error instanceof AppendTooLarge) {
    return {
      status: 413,
      code: 'COMMAND_TOO_LARGE',
      detail: { en: 'Nothing was stored: send shorter texts.', ja: '保存されていません。文章を短くしてください。' },
    };
  }
  return undefined;
}

/** Errors of Nest and Fastify. Their texts are written for developers and quote the request, so they stay behind. */
function ofFramework(error: unknown): ProblemInit | undefined {
  const status = statusOf(error);
  if (status === undefined || status < 400 || (status >= 500 && status !== 503)) return undefined;
  return {
    status,
    code: CODES[status] ?? 'REFUSED',
    ...(status === 404 && { detail: NO_ROUTE }),
    ...FASTIFY[fastifyCodeOf(error) ?? ''],
    ...(status === 503 && { headers: { 'Retry-After': RETRY_AFTER_SECONDS } }),
  };
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}

/** Fastify's own code, of its error or of the one Nest made of it. */
function fastifyCodeOf(error: unknown): string | undefined {
  const original = error instanceof HttpException ? error.cause : error;
  return original instanceof Error && 'code' in original && typeof original.code === 'string'
    ? original.code
    : undefined;
}
