export type {} from './acting-request.ts';
export { ApiProblem, ApiSignIn } from './api-problem.ts';
export { Draining } from './draining.ts';
export { describeError, type ErrorDescription } from './error-description.ts';
export { HEALTH_INDICATORS } from './health.controller.ts';
export { createHttpApplication, type HttpApplicationOptions } from './http-application.ts';
export { HttpModule } from './http.module.ts';
export { IdempotencyKey } from './idempotency-key.ts';
export { etagOf, IfMatch } from './if-match.ts';
export { listening } from './listening.ts';
export { isFromHere } from './nearness.ts';
export { INSTANT_EXPECTED, instantOf, isDay } from './instant.ts';
export { inputSchema, type InputSchema } from './input-schema.ts';
export { parseMinPosition } from './min-position.ts';
export { type BilingualText, type Language, preferredLanguage } from './preferred-language.ts';
export { problemOfError, type ProblemMapper } from './problem-of-error.ts';
export {
  type AnswersAsProblem,
  type FieldError,
  Problem,
  problemDocument,
  type ProblemDocument,
  type ProblemInit,
} from './problem.ts';
export { type HealthIndicator, type Readiness, readinessOf } from './readiness.ts';
export { Public, PUBLIC } from './public.ts';
export { type InputClass, refused, validateInput } from './validation.ts';
