/**
 * What a model is told of slots and intents: one tool, made of them.
 *
 * It depends on the agent alone: the same bytes in every turn of every call, so that a provider reads them once.
 */
import type { ToolSpecification } from '../contracts/conversation.ts';
import type { IntentSpecification, SlotSpecification } from '../contracts/memory.ts';
import { reportName } from './report-instructions.ts';

const examplesMax = 3;

/** The tool whose arguments are the notes. */
export function reportTool(
  slots: readonly SlotSpecification[],
  intents: readonly IntentSpecification[],
): ToolSpecification {
  const properties: Record<string, unknown> = {};
  if (intents.length > 0) properties['intent'] = intentSchema(intents);
  if (slots.length > 0) {
    properties['changes'] = {
      type: 'object',
      description: 'What this turn changes of what is known. Leave out what it does not speak of.',
      properties: Object.fromEntries(slots.map((slot) => [slot.name, slotSchema(slot)])),
      additionalProperties: false,
    };
  }
  return {
    name: reportName,
    description: 'Notes what one turn of the caller says.',
    effect: 'read',
    parameters: { type: 'object', properties, additionalProperties: false },
  };
}

function intentSchema(intents: readonly IntentSpecification[]): Record<string, unknown> {
  const lines = intents.map(({ name, description, examples = [] }) => {
    const said = examples.slice(0, examplesMax).map((example) => JSON.stringify(example));
    return `${name}: ${description}${said.length > 0 ? ` (${said.join(', ')})` : ''}`;
  });
  return {
    type: 'object',
    description: `What the caller wants, where this turn says so.\n${lines.join('\n')}`,
    properties: { name: { type: 'string', enum: intents.map(({ name }) => name) }, confidence },
    required: ['name'],
    additionalProperties: false,
  };
}

const confidence = { type: 'number', minimum: 0, maximum: 1 };

function slotSchema(slot: SlotSpecification): Record<string, unknown> {
  const change = {
    type: 'object',
    properties: {
      change: { type: 'string', enum: slot.many ? ['set', 'add', 'remove', 'clear'] : ['set', 'clear'] },
      value: valueSchema(slot),
      words: { type: 'string' },
      confidence,
    },
    required: ['change', 'words', 'confidence'],
    additionalProperties: false,
  };
  return slot.many
    ? { type: 'array', description: `${slot.description} Holds several.`, items: change }
    : { ...change, description: slot.description };
}

/** References would point into the schema that this one becomes a part of. */
function valueSchema({ schema }: SlotSpecification): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(schema);
  return text.includes('"$ref"') ? { description: `A value that fits this JSON Schema: ${text}` } : schema;
}
