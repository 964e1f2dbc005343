import type { Agent } from '../../../agent/agent.ts';
import type { Clock } from '../../../clock/clock.ts';
import { AntiphonError } from '../../../errors/antiphon-error.ts';
import { AudioSound } from './audio-sound.ts';
import type { ScenarioMode, Sound } from './sound.ts';
import { TextSound } from './text-sound.ts';
import { VoicesSound } from './voices-sound.ts';
import type { ScenarioVoices } from './voices.ts';

export interface SoundOptions {
  agent: Agent;
  mode?: ScenarioMode;
  voices?: ScenarioVoices;
}

/** @throws AntiphonError CONFIG_INVALID for `voices` without voices. */
export async function openSound(options: SoundOptions, clock: Clock): Promise<Sound> {
  const { mode = 'text', voices, agent } = options;
  if (mode === 'text') return new TextSound(clock);
  if (mode === 'audio') return new AudioSound(clock);
  if (voices !== undefined) return VoicesSound.open(voices, clock, agent);
  throw new AntiphonError('CONFIG_INVALID', 'a scenario in the mode `voices` needs voices', {
    cure: 'Hand them over as `voices`, or play it with `antiphon test`, which brings its own.',
  });
}
