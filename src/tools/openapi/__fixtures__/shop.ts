/** A document with one of everything: references, styles, a schema that names itself, and what cannot be used. */

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const ok = { responses: { 200: { description: 'ok' } } };
const list = { type: 'array', items: { type: 'string' } };
const object = { type: 'object', properties: { from: { type: 'integer' }, to: { type: 'integer' } } };
const query = (name: string, more: object): object => ({ name, in: 'query', schema: list, ...more });

export const shop = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://{host}/v1', variables: { host: { default: 'api.example.com' } } }],
  paths: {
    '/orders/{id}': {
      parameters: [{ $ref: '#/components/parameters/Id' }],
      get: { operationId: 'getOrder', summary: 'Finds an order.', description: 'By its number.', ...ok },
      delete: { operationId: 'cancelOrder', summary: 'Cancels an order.', ...ok },
    },
    '/orders': {
      get: {
        operationId: 'listOrders',
        parameters: [
          query('form', {}),
          query('joined', { explode: false }),
          query('piped', { style: 'pipeDelimited', explode: false }),
          query('range', { style: 'deepObject', schema: object }),
          query('flat', { schema: object }),
          query('filter', { content: { 'application/json': { schema: object } } }),
          query('api_key', { schema: { type: 'string' } }),
          { name: 'X-Trace', in: 'header', schema: { type: 'string' }, description: 'A trace.' },
          { name: 'X-Api-Key', in: 'header', required: true, schema: { type: 'string' } },
        ],
        ...ok,
      },
      post: {
        operationId: 'placeOrder',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
        },
        ...ok,
      },
    },
    '/parts/{first}{second}/{third}': {
      get: {
        operationId: 'getPart',
        parameters: ['first', 'second', 'third'].map((name) => ({ ...id, name })),
        ...ok,
      },
    },
    '/notes': {
      post: {
        requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
        ...ok,
      },
    },
    '/pictures': {
      post: { operationId: 'upload', requestBody: { content: { 'image/png': {} } }, ...ok },
      get: { operationId: 'elsewhere', servers: [{ url: 'https://elsewhere.example.com' }], ...ok },
      put: {
        operationId: 'cookie',
        parameters: [{ name: 's', in: 'cookie', required: true, schema: {} }],
        ...ok,
      },
      patch: { operationId: 'matrix', parameters: [{ ...id, in: 'query', style: 'matrix' }], ...ok },
      delete: { operationId: 'lost', parameters: [{ $ref: 'https://evil.example.com/p.json' }], ...ok },
    },
    '/undescribed/{id}': { get: { operationId: 'undescribed', ...ok } },
  },
  components: {
    parameters: { Id: id },
    schemas: {
      Order: {
        type: 'object',
        required: ['lines', 'number'],
        properties: {
          number: { type: 'integer', readOnly: true },
          lines: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Line' } },
          note: { type: 'string', nullable: true, example: 'x' },
          part: { $ref: '#/components/schemas/Order' },
        },
      },
      Line: {
        type: 'object',
        required: ['item'],
        properties: {
          item: { type: 'string' },
          count: { type: 'integer', minimum: 0, exclusiveMinimum: true },
        },
      },
    },
  },
};
