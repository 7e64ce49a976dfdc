export { describeError, type ErrorDescription } from './error-description.ts';
export { listening, requireFree } from './listening.ts';
export { isFromHere } from './nearness.ts';
export { INSTANT_EXPECTED, instantOf, isDay } from './instant/index.ts';
export { inputSchema, type InputSchema } from './input-schema.ts';
export { parseMinPosition } from './min-position.ts';
export { type BilingualText, type Language, preferredLanguage } from './preferred-language.ts';
export {
  type AnswersAsProblem,
  type FieldError,
  Problem,
  problemDocument,
  type ProblemDocument,
  type ProblemInit,
} from './problem.ts';
export { type HealthIndicator, type Readiness, readinessOf } from './readiness.ts';
export { type InputClass, refused, validateInput } from './validation.ts';
