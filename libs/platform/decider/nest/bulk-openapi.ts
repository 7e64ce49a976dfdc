import type { Type } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { inputSchema } from '#platform/http';
import { ApiProblem } from '#platform/http/nest';
import type { BulkRoute } from '../command-routes.ts';

/** What each refusal of the whole means; what is refused of one thing stands in its result. */
const REFUSALS: { readonly [status: number]: string } = {
  400: 'Malformed: VALIDATION_FAILED, LONE_SURROGATE, MALFORMED_JSON, EMPTY_BODY, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_KEY_INVALID, with the paths at fault',
  401: 'TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED',
  403: 'ROLE_NOT_ALLOWED, ROLE_UNKNOWN, CLAIMS_INCOMPLETE',
  413: 'BODY_TOO_LARGE, COMMAND_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  503: 'STORE_UNAVAILABLE, KEYS_UNAVAILABLE, OUTCOME_UNKNOWN, NEWER_RELEASE_NEEDED, IDENTITY_PROVIDER_UNAVAILABLE: send the same request again, with the same Idempotency-Key; what was done is not done twice',
};

const text = { type: 'string' };
const message = { type: 'object', required: ['en', 'ja'], properties: { en: text, ja: text } };

/** What the answer looks like, of the act and of its preview. */
const ANSWER = {
  type: 'object',
  required: ['results', 'position'],
  properties: {
    results: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'outcome', 'events'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          outcome: { type: 'string', enum: ['recorded', 'unchanged', 'refused'] },
          events: { type: 'array', items: text },
          revision: { type: 'integer', minimum: 0 },
          refusal: {
            type: 'object',
            required: ['code', 'message'],
            properties: { code: text, message, id: text, currentStage: text },
          },
        },
      },
    },
    position: { type: 'integer', minimum: 1, nullable: true },
  },
};

/** Documents a bulk and its preview: headers, body with example, answers and refusals. */
export function documentBulk(controller: Type, { decision, command, summary, example }: BulkRoute): void {
  const body = ApiBody({ schema: inputSchema(command), examples: { example: { value: example } } });
  const shared = (name: string) => `For ${decision.by.join(', ')}. One ${decision.name} for each; ${name}`;
  decorate(controller, 'carryOut', [
    ApiOperation({
      operationId: command.name,
      summary,
      description: shared('each is answered for itself.'),
      tags: [decision.aggregate.category],
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'Chosen by the caller; the same key is the same command, for each thing',
    }),
    body,
    ApiResponse({ status: 200, description: 'What became of each', schema: ANSWER }),
  ]);
  decorate(controller, 'preview', [
    ApiOperation({
      operationId: `${command.name}Preview`,
      summary: `${summary}: what would become of each, and what not and why`,
      description: shared('nothing is recorded.'),
      tags: [decision.aggregate.category],
    }),
    body,
    ApiResponse({ status: 200, description: 'What would become of each as things stand', schema: ANSWER }),
  ]);
}

function decorate(controller: Type, method: string, decorators: readonly MethodDecorator[]): void {
  const prototype = controller.prototype as object;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, method)!;
  const problems = Object.entries(REFUSALS).map(([status, description]) => ApiProblem(Number(status), description));
  for (const decorator of [ApiBearerAuth(), ...decorators, ...problems]) decorator(prototype, method, descriptor);
}
