const text = { type: 'string' } as const;

/** The schema of a problem document (RFC 9457) in OpenAPI; what a problem says beyond is its own. */
export const problemSchema = {
  type: 'object' as const,
  properties: {
    type: { type: 'string', format: 'uri' },
    title: text,
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable, for programs.' },
    detail: text,
    errors: {
      type: 'array',
      description: 'The fields at fault.',
      items: {
        type: 'object',
        properties: { path: text, code: text, message: text },
        required: ['path', 'code', 'message'],
      },
    },
    requestId: text,
  },
  required: ['type', 'title', 'status', 'code'],
  additionalProperties: true,
};
