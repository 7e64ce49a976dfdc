import type { Type } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { inputSchema, type InputSchema } from '#platform/http';
import { ApiProblem } from '#platform/http/nest';
import type { AlsoTold } from '../also-told.ts';
import type { CommandRoute } from '../command-routes.ts';

/** What each refusal means; the codes are those of `Refusal`, of the validation and of sign-in. */
const REFUSALS: { readonly [status: number]: string } = {
  400: 'Malformed: VALIDATION_FAILED, LONE_SURROGATE, MALFORMED_JSON, EMPTY_BODY, IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_KEY_INVALID, IF_MATCH_INVALID, with the paths at fault',
  401: 'TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED',
  403: 'ROLE_NOT_ALLOWED, ROLE_UNKNOWN, CLAIMS_INCOMPLETE',
  404: 'NOT_FOUND: there is no such thing, or it is not the caller’s',
  409: 'NOT_ALLOWED at this stage, with currentStage and availableActions; SUBJECT_ERASED; CONCURRENT_CHANGE; or another fact stands in the way',
  412: 'STALE_REVISION: If-Match names an older revision; currentRevision tells the present one of what is the caller’s',
  413: 'BODY_TOO_LARGE, COMMAND_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'A rule of the domain is broken, or IDEMPOTENCY_KEY_REUSED for another body',
  503: 'STORE_UNAVAILABLE, KEYS_UNAVAILABLE, OUTCOME_UNKNOWN, NEWER_RELEASE_NEEDED, IDENTITY_PROVIDER_UNAVAILABLE: send the same request again, with the same Idempotency-Key',
};

const ANSWER: Record<string, InputSchema> = {
  id: { type: 'string', format: 'uuid' },
  revision: { type: 'integer', minimum: 0 },
  position: { type: 'integer', minimum: 1 },
  events: { type: 'array', items: { type: 'string' } },
};

/** The answer that tells something beside the fact. */
function answerWith({ member, description, schema, example }: AlsoTold): MethodDecorator {
  return ApiResponse({
    status: 202,
    description: `Recorded durably. ${description}`,
    schema: {
      type: 'object',
      required: [...Object.keys(ANSWER), member],
      properties: { ...ANSWER, [member]: { type: 'array', items: schema, minItems: 1, example: [example] } },
    },
  });
}

/** Documents one command's route: headers, body with example, answers and refusals. */
export function documentCommand(
  controller: Type,
  method: string,
  path: string,
  { decision, summary, example, alsoTold }: CommandRoute,
): void {
  const prototype = controller.prototype as object;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const { properties } = inputSchema(decision.command) as { readonly properties: Record<string, InputSchema> };
  const descriptor = Object.getOwnPropertyDescriptor(prototype, method)!;
  const decorators: MethodDecorator[] = [
    ApiBearerAuth(),
    ApiOperation({
      operationId: decision.name,
      summary,
      description: `For ${decision.by.join(', ')}. From stage ${decision.from.join(', ')}.`,
      tags: [decision.aggregate.category],
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'Chosen by the caller; the same key is the same command',
    }),
    ApiHeader({ name: 'If-Match', required: false, description: 'Revision the caller has seen, as ETag' }),
    ...inPath.map((name) => ApiParam({ name, schema: properties[name]! })),
    ApiBody({ schema: inputSchema(decision.command, inPath), examples: { example: { value: example } } }),
    ApiResponse({
      status: decision.from.includes('none') ? 201 : 200,
      description: 'Recorded durably',
      schema: { type: 'object', required: Object.keys(ANSWER), properties: ANSWER },
    }),
    ...(alsoTold ? [answerWith(alsoTold)] : []),
    ...Object.entries(REFUSALS).map(([status, description]) => ApiProblem(Number(status), description)),
  ];
  for (const decorate of decorators) decorate(prototype, method, descriptor);
}
