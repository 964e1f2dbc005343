/**
 * How a model ends a call: it says its farewell and calls this tool, as it would any other.
 *
 * There is nothing to run. Whoever drives the call knows the name: what was said is played to its
 * end, then the call ends as `agent-hung-up`. An agent offers it with `mayEndCall: true`.
 */
import type { ToolSpecification } from '../contracts/conversation.ts';

export const endCallTool: ToolSpecification = Object.freeze({
  name: 'endCall',
  description: 'Ends the call once your farewell has been heard. Say goodbye first.',
  effect: 'read',
  parameters: Object.freeze({ type: 'object', properties: {}, additionalProperties: false }),
});
