/** The recogniser that comes with the package, in this process: for labels, and for calls in virtual time. */
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { SpeechEngine } from '../../src/providers/vosk/engine.ts';
import { openEngine } from '../../src/providers/vosk/vosk-engine.ts';
import { embeddedEngine } from '../shared/embedded-engine.ts';

export async function openEmbeddedEngine(progress: (line: string) => void): Promise<SpeechEngine> {
  using clock = new SystemClock();
  return openEngine(await embeddedEngine(clock, progress));
}
