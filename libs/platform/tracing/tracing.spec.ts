import { startOtlpReceiver, type OtlpReceiver } from '#platform/testing/servers';
import { inSpan, presentTraceparent, startTracing, tellSpan, type Tracing } from './index.ts';

describe('without a collector', () => {
  test('work is done as if there were no spans', async () => {
    const tracing = await startTracing({ otlpEndpoint: undefined }, 'spec');
    const work = Promise.resolve(1);
    expect(inSpan('work', {}, () => work)).toBe(work);
    expect(await inSpan('work', {}, async () => presentTraceparent())).toBeUndefined();
    await tracing.stop();
  });
});

describe('with a collector', () => {
  let receiver: OtlpReceiver;
  let tracing: Tracing;
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
    tracing = await startTracing({ otlpEndpoint: `${receiver.endpoint}/` }, 'spec');
  });
  afterEach(async () => {
    await tracing.stop();
    await receiver.close();
  });

  test('what begins in the course of a span is part of it, across what is awaited', async () => {
    const outer = await inSpan('outer', { attributes: { 'tasuki.events': 2 } }, async () => {
      await new Promise(setImmediate);
      await inSpan('inner', {}, () => Promise.resolve());
      return presentTraceparent();
    });
    await tracing.stop();
    const [inner, parent] = receiver.spans;
    expect([inner!.name, parent!.name]).toEqual(['inner', 'outer']);
    expect([inner!.traceId, inner!.parentSpanId]).toEqual([parent!.traceId, parent!.spanId]);
    expect(parent).toMatchObject({ program: 'tasuki-spec', attributes: { 'tasuki.events': 2 }, isError: false });
    expect(outer).toBe(`00-${parent!.traceId}-${parent!.spanId}-01`);
  });

  test('what follows from a span named from afar joins its trace', async () => {
    const [cause] = [`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`];
    await inSpan('reaction', { parent: cause }, () => Promise.resolve());
    await tracing.stop();
    expect(receiver.spans).toMatchObject([{ name: 'reaction', traceId: 'a'.repeat(32), parentSpanId: 'b'.repeat(16) }]);
  });

  test('what is over is told with what it belongs to, in a trace of its own or in a given one', async () => {
    const cause = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const past = { attributes: {}, began: 1_000, ended: 1_500 };
    const told = await inSpan('meanwhile', {}, async () => tellSpan({ ...past, name: 'batch', links: [cause] }));
    tellSpan({ ...past, name: 'rows', parent: cause });
    await tracing.stop();
    const [batch, meanwhile, rows] = receiver.spans;
    expect(told).toBe(`00-${batch!.traceId}-${batch!.spanId}-01`);
    expect([batch!.linkedTraces, batch!.parentSpanId]).toEqual([['a'.repeat(32)], undefined]);
    expect(batch!.traceId).not.toBe(meanwhile!.traceId);
    expect([rows!.traceId, rows!.parentSpanId]).toEqual(['a'.repeat(32), 'b'.repeat(16)]);
  });

  test('a failure is told by its class, and passed on; what it says is not told', async () => {
    const failing = inSpan('work', {}, () => Promise.reject(new RangeError('見本 花子 could not be inserted')));
    await expect(failing).rejects.toThrow(RangeError);
    await tracing.stop();
    expect(receiver.spans).toMatchObject([{ isError: true, attributes: { 'error.type': 'RangeError' } }]);
    expect(receiver.bodies.join()).not.toContain('見本');
  });

  test('a collector that is gone keeps nobody from working or ending', async () => {
    await receiver.close();
    expect(await inSpan('work', {}, () => Promise.resolve(7))).toBe(7);
    await tracing.stop();
  });
});
