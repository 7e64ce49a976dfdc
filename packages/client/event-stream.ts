/** An event of an event stream (WHATWG HTML §9.2.6); one without a name only moves the id. */
export interface StreamedEvent {
  readonly event: string | undefined;
  readonly data: string;
  /** undefined: the id stays what it was. */
  readonly id: string | undefined;
  /** Milliseconds after which to come back, where the block says so. */
  readonly retry: number | undefined;
}

/** The events of a stream as they come. What a cut leaves of the last one is dropped. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  let block: string[] = [];
  for await (const line of linesOf(body)) {
    if (line !== '') block.push(line);
    else if (block.length > 0) {
      yield eventOf(block);
      block = [];
    }
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield line.replace(/\r$/, '');
  }
}

function eventOf(block: readonly string[]): StreamedEvent {
  const fields = new Map<string, string>();
  for (const line of block) {
    const [, name = line, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    const before = name === 'data' ? fields.get(name) : undefined;
    fields.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  const retry = fields.get('retry');
  return {
    event: fields.get('event'),
    data: fields.get('data') ?? '',
    id: fields.get('id'),
    retry: retry === undefined ? undefined : Number(retry),
  };
}
