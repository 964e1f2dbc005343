import { conformanceWords, type ModelScene } from '../../testing/conformance/language-model-checks.ts';
import { testLanguageModel } from '../../testing/conformance/language-model.ts';
import { defineIntent, onDevice, type Intent } from './index.ts';

function intentOf(scene: ModelScene): Intent {
  const asked = { name: 'asked', examples: conformanceWords };
  if (scene.type === 'says') return defineIntent({ ...asked, reply: scene.text });
  if (scene.type === 'fails') {
    return defineIntent({
      ...asked,
      reply: () => {
        throw new Error('as the scene has it');
      },
    });
  }
  const call = scene.calls[0]!;
  return defineIntent({
    ...asked,
    tool: { name: call.name, arguments: () => call.arguments, done: 'Done.' },
  });
}

// It understands one thing at a time, and does one thing at a time.
testLanguageModel(
  'ondevice',
  async (scene) => ({
    model: onDevice({ intents: [intentOf(scene)], smallTalk: [], abilities: 'tell', wallTime: () => 0 }),
    [Symbol.asyncDispose]: async () => {
      // Nothing is held.
    },
  }),
  { parallelToolCalls: false },
);
