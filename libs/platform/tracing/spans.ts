import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Link,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { parseTraceparent, writeTraceparent } from './traceparent.ts';

/** Makes the spans; undefined while nobody collects them, and then nothing here costs more than looking at it. */
let tracer: Tracer | undefined;

/** Begins to make spans, or ends it. @see startTracing */
export function useTracer(using: Tracer | undefined): void {
  tracer = using;
}

export interface SpanOptions {
  /** Codes, ids and numbers: never a value of a person or a company, for spans leave the house. */
  readonly attributes?: Attributes;
  readonly kind?: SpanKind;
  /** The span it follows from, where that is not the one in whose course it begins: a `traceparent`. */
  readonly parent?: string | undefined;
}

/** Does the work in a span of its own: what begins in its course is part of it. A failure is told by its class alone. */
export function inSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  if (!tracer) return work();
  const { kind = SpanKind.INTERNAL, attributes = {} } = options;
  return tracer.startActiveSpan(name, { kind, attributes }, parentOf(options), async (span) => {
    try {
      return await work();
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A span that has begun and is ended elsewhere, with the context in whose course others begin. */
export interface OpenSpan {
  readonly span: Span;
  /** Runs what belongs to it. */
  during<T>(work: () => T): T;
}

/** Begins a span that {@link inSpan} cannot hold; undefined while nobody collects them. */
export function openSpan(name: string, options: SpanOptions): OpenSpan | undefined {
  if (!tracer) return undefined;
  const { kind = SpanKind.INTERNAL, attributes = {} } = options;
  const parent = parentOf(options);
  const span = tracer.startSpan(name, { kind, attributes }, parent);
  return { span, during: (work) => context.with(trace.setSpan(parent, span), work) };
}

/** Something that is over already, from when to when, in milliseconds since 1970. */
export interface PastSpan {
  readonly name: string;
  readonly attributes: Attributes;
  readonly began: number;
  readonly ended: number;
  /** The span it follows from; undefined: a trace of its own. */
  readonly parent?: string;
  /** What it belongs to as well. */
  readonly links?: readonly string[];
}

/** Tells of something that is over. @returns its `traceparent`, undefined where nobody collects it */
export function tellSpan({ name, attributes, began, ended, parent, links = [] }: PastSpan): string | undefined {
  if (!tracer) return undefined;
  const linked: readonly Link[] = links.flatMap((link) => {
    const linkedTo = parseTraceparent(link);
    return linkedTo ? [{ context: linkedTo }] : [];
  });
  const options = { attributes, startTime: began, links: [...linked], root: parent === undefined };
  const span = tracer.startSpan(name, options, parentOf({ parent }));
  span.end(ended);
  return writeTraceparent(span.spanContext());
}

/** The present span, as an event names it for those who deal with it later; undefined where none is recorded. */
export function presentTraceparent(): string | undefined {
  if (!tracer) return undefined;
  const present = trace.getSpanContext(context.active());
  return present && writeTraceparent(present);
}

/** Notes a failure: its class, never its message, for messages quote values. */
export function fail(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function parentOf({ parent }: Pick<SpanOptions, 'parent'>): Context {
  const named = parseTraceparent(parent);
  return named ? trace.setSpanContext(ROOT_CONTEXT, named) : context.active();
}
